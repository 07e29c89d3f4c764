package io.heapwise.format;

import io.heapwise.harness.Fired;
import io.heapwise.harness.Recorder;
import io.heapwise.harness.Refused;
import java.util.Locale;

/** Formats that are served without a Formatter. */
public final class FormatTarget {
  private FormatTarget() {}

  @Fired("String.format-1 array-1 format+1")
  public static String spreadsOneArgument(Object operand) {
    return String.format("<%s>", operand);
  }

  @Fired("String.format-1 array-1 format+1")
  public static String spreadsTwoArguments(Object operand, int number) {
    return String.format("%s=%05d", operand, number);
  }

  @Fired("String.format-1 format+1")
  public static String keepsTheArray_ofThreeArguments(Object operand, int number, char c) {
    return String.format("%10s|%-8x|%c%n%%", operand, number, c);
  }

  @Fired("String.format-1 format+1")
  public static String keepsTheArray_ofNoArguments(int number) {
    Recorder.note(number);
    return String.format("100%%%n");
  }

  @Fired("String.format-1 format+1")
  public static String keepsTheArray_whenSomethingElseUsesIt(Object first, Object second) {
    Object[] arguments = {first, second};
    String text = String.format("%s %s", arguments);
    arguments[0] = "changed";
    return text.concat(String.valueOf(arguments[0]));
  }

  @Fired("String.format-1 format+1")
  public static String keepsTheArray_whenItIsGiven(String text) {
    Object[] arguments = text == null ? null : new Object[] {text, text};
    return String.format("%s,%s,%s", arguments);
  }

  @Fired("String.format-1 array-1 format+1")
  public static String evaluatesArgumentsInOrder(Object first, Object second) {
    return String.format("%S/%h", noted("first", first), noted("second", second));
  }

  private static Object noted(String name, Object operand) {
    Recorder.note(name);
    return operand;
  }

  @Fired("String.format-1 format+1")
  public static String takesALocale(double ignored, long number, Object operand) {
    return String.format(Locale.forLanguageTag("ar-EG-u-nu-arab"), "%d %s", number, operand);
  }

  @Fired("String.format-1 format+1")
  public static String takesNoLocale(long number) {
    return String.format((Locale) null, "%d %x", number, number);
  }

  @Fired("String.format-1 array-1 format+1")
  public static String servesFormatted(long number) {
    return "%o".formatted(number);
  }

  @Fired("String.format-1 array-1 format+1")
  public static String failsAsBefore_whenATypeDoesNotFit(Object operand) {
    return String.format("%d", operand);
  }

  @Fired("String.format-1 array-1 format+1")
  public static String failsAsBefore_whenAnArgumentIsMissing(Object operand) {
    return String.format("%s %s", operand);
  }

  @Fired("String.format-1 array-1 format+1")
  public static String writesHexOfBytes(byte b, boolean z) {
    return String.format("%02x%b", b, z);
  }

  @Fired(
      "String.format-1 append-1 appendFormat+1 array-1 claimBuilder+1 new-1 releaseBuilder+1 toString-1")
  public static String appendsHexOfADigest(byte a, byte b, int rounds) {
    StringBuilder sb = new StringBuilder();
    for (int i = 0; i < (rounds & 7); i++) {
      sb.append(String.format("%02x", (byte) (a + i * b)));
    }
    return sb.toString();
  }

  @Fired("String.format-1 append-1 appendFormat+1 claimBuilder+1 new-1 releaseBuilder+1 toString-1")
  public static String appendsTwoArguments_withTheirArray(Object first, int second) {
    StringBuilder sb = new StringBuilder("two ");
    sb.append(String.format("%s:%d", first, second)).append('.');
    return sb.toString();
  }

  @Fired("String.format-1 array-1 format+1")
  public static StringBuilder isNotFused_whenTheBuilderMayBeNull(StringBuilder sb, int number) {
    return sb.append(String.format("%d", number));
  }

  @Fired("String.format-1 append-2 array-1 concatenating+1 format+1 join+1 new-1 toString-1")
  public static String isNotFused_whenTheBuilderIsGone(Object operand) {
    return "v=" + String.format("%s", operand);
  }

  @Fired("String.format-1 array-1 claimBuilder+1 format+1 new-1 releaseBuilder+1 toString-1")
  public static String isNotFused_whenTheTextIsUsedTwice(Object operand) {
    StringBuilder sb = new StringBuilder();
    String text = String.format("%s", operand);
    return sb.append(text).append(text).toString();
  }

  @Fired(
      "String.format-1 append-1 appendFormat+1 array-1 claimBuilder+1 new-1 releaseBuilder+1 toString-1")
  public static String leavesTheBuilder_whenAnArgumentFails(Object operand) {
    StringBuilder sb = new StringBuilder("kept ");
    try {
      sb.append(String.format("%8s", operand));
    } catch (IllegalStateException e) {
      sb.append(e.getMessage());
    }
    return sb.toString();
  }

  @Refused("builder: escapes: captured by a lambda or another dynamic call")
  @Fired("String.format-1 append-1 appendFormat+1 array-1")
  public static String letsAnArgumentAppendToTheSameBuilder(String text) {
    StringBuilder sb = new StringBuilder("(");
    java.util.function.Supplier<Object> argument =
        () ->
            new Object() {
              @Override
              public String toString() {
                sb.append("inner").append(text);
                return "outer";
              }
            };
    sb.append(String.format("%s", argument.get()));
    return sb.toString();
  }

  @Fired("String.format-1 array-1 format+1")
  public static String printsAsBefore(Object operand) {
    String text = String.format("%-12s|", operand);
    System.out.println(text);
    return text;
  }
}
