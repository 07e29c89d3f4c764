package io.heapwise.concat;

import io.heapwise.harness.Fired;
import io.heapwise.harness.Recorder;
import io.heapwise.harness.Refused;
import io.heapwise.harness.Witness;
import java.util.function.Supplier;

/** Concatenations that are rewritten. Compiled to chains of appends, as javac 8 did. */
public final class ConcatTarget {
  private static int depth;

  private ConcatTarget() {}

  @Fired("append-4 indy+1 new-1 toString-1")
  public static String joinsTextsAndNumbers(String who, int number) {
    return "hello " + who + ", number " + number;
  }

  @Fired("append-9 concatenating+1 indy+1 new-1 toString-1")
  public static String writesEachPrimitiveAsItDid(
      boolean z, char c, byte b, int i, long j, float f, double d) {
    return "p" + z + c + b + i + j + f + d + 'x';
  }

  @Fired("append-3 concatenating+1 join+1 new-1 toString-1")
  public static String writesNullAsText(Object first, String second) {
    return first + " and " + second;
  }

  @Fired("append-2 join+1 new-1 toString-1")
  public static String makesFreshText_ofConstantAndText(String text) {
    return text + "!";
  }

  @Fired("append-4 concatenating+1 indy+1 new-1 toString-1")
  public static String keepsOrderOfSideEffects(Object first, Object second) {
    return first + "," + noted(second) + ';';
  }

  private static Object noted(Object operand) {
    Recorder.note("evaluated");
    return operand;
  }

  @Fired("append-7 concatenating+2 join+2 new-2 toString-2")
  public static String joinsNestedConcatenations(Object inner, Object outer) {
    return "[" + outer + ("<" + inner + ">").trim() + "]";
  }

  @Fired("append-3 concatenating+1 join+1 new-1 toString-1")
  public static String callsItselfFromToString(String text, int levels) {
    int level = levels & 3;
    Object again =
        new Object() {
          @Override
          public String toString() {
            return level == 0 ? "end" : callsItselfFromToString(text, level - 1);
          }
        };
    return text + ":" + again;
  }

  @Fired("append-3 concatenating+1 join+1 new-1 toString-1")
  public static String recurses(String text) {
    try {
      return ++depth > 3 ? text : "(" + recurses(text) + ")";
    } finally {
      depth = 0;
    }
  }

  @Fired("append-6 concatenating+1 join+2 new-2 toString-2")
  public static String isRightAgainAfterAnException(Object operand, String text) {
    String first;
    try {
      first = "lost " + text + operand;
    } catch (IllegalStateException e) {
      Recorder.note(e.getMessage());
      first = "caught";
    }
    return first + "/" + text;
  }

  @Fired("append-3 indy+1 new-1 toString-1")
  public static boolean interruptsNobody(String text, int number) {
    if (number < 0) {
      Thread.currentThread().interrupt();
    }
    Recorder.note(text + "=" + number);
    return Thread.interrupted();
  }

  @Fired("append-5 indy+1 new-1 toString-1")
  public static String keepsCharactersThatRecipesGiveAMeaning(String text) {
    return "\1" + text + "\2" + text + 'x';
  }

  @Fired("append-3 concatenating+1 indy+1 new-1 toString-1")
  public static String joinsOnALockedPath(Object lock, String text) {
    synchronized (ConcatTarget.class) {
      return text + 'L' + lock;
    }
  }

  @Fired("append-3 indy+1 new-1 toString-1")
  public static String printsInOrder(String text, int number) {
    System.out.println("before");
    String joined = text + "#" + number;
    System.out.println(joined);
    return joined;
  }

  @Fired("append-4 concatenating+1 join+1 new-1 toString-1")
  public static StringBuilder appendsToAnArgument(StringBuilder builder, Object operand) {
    return builder.append("<" + builder + operand + ">");
  }

  @Refused("builder: escapes: capacity() is called on it")
  @Fired("append-5 concatenating+1 join+1 new-1 toString-1")
  public static String seesTheTextAtItsAppend(String text) {
    StringBuilder changing = new StringBuilder("a");
    Recorder.note(changing.capacity());
    return changing + "," + changing.append(text) + "," + changing.reverse();
  }

  @Fired("claimBuilder+1 new-1 releaseBuilder+1 toString-1")
  public static String claimsItsBuilder_aroundABranch(String text, boolean choice) {
    return "a" + (choice ? text : "none") + 'z';
  }

  @Fired("append-3 concatenating+1 join+1 new-1 toString-1")
  public static String staysTheEmptyConstant_whenTheTextIsEmpty(Object first, String second) {
    return first + "" + second;
  }

  @Fired("claimBuilder+1 new-1 releaseBuilder+1 toString-1")
  public static String claimsItsBuilder_whenABooleanStandsAlone(boolean operand) {
    return "" + operand;
  }

  @Fired("append-3 concatenating+1 indy+1 new-1 toString-1")
  public static String joinsANumberAndATextThatMayBeEmpty(String text, long number) {
    return "" + number + text;
  }

  @Fired("append-2 join+1 new-1 toString-1")
  public static String joinsTwoTexts(String first, String second) {
    return first + second;
  }

  @Fired("append-1 join+1 new-1 toString-1")
  public static String joinsWhatWasGivenToTheConstructor(String text) {
    return new StringBuilder("given ").append(text).toString();
  }

  @Fired("append-1 join+1 new-1 toString-1")
  public static String joinsAnObjectBehindWhatWasGivenToTheConstructor(Object operand) {
    return new StringBuilder("given ").append(operand).toString();
  }

  @Fired("append-6 concatenating+1 indy+1 new-1 toString-1")
  public static String concatenatesSixOperands(String a, Object b) {
    return a + b + "," + a + b + ';';
  }

  @Fired("claimBuilder+1 new-1 releaseBuilder+1 toString-1")
  public static String claimsItsBuilder_forCharacters(char[] characters) {
    return new StringBuilder().append("chars ").append(characters).toString();
  }

  @Fired("claimBuilder+1 new-1 releaseBuilder+1 toString-1")
  public static String claimsItsBuilder_forSequences(CharSequence sequence) {
    return new StringBuilder().append(sequence).append('.').append(sequence, 0, 1).toString();
  }

  @Fired("claimBuilder+1 new-1 releaseBuilder+1 toString-1")
  public static String claimsItsBuilder_fromANullText(String text) {
    return new StringBuilder(text).append("1").toString();
  }

  @Fired("claimBuilder+1 new-1 releaseBuilder+1 toString-1")
  public static String claimsItsBuilder_ofNegativeCapacity(int capacity) {
    return new StringBuilder(capacity & 0x800000FF).append("x").append(capacity).toString();
  }

  @Fired("append-2 join+1 new-1 toString-1")
  public static String dropsAConstantCapacity(String text) {
    return new StringBuilder(64).append(text).append("...").toString();
  }

  @Fired("append-3 indy+1 new-1 toString-1")
  public static String joinsWhatABufferJoined(String text, int number) {
    return new StringBuffer().append(text).append("=").append(number).toString();
  }

  @Fired("claimBuffer+1 new-1 releaseBuffer+1 toString-1")
  public static String claimsItsBuffer_aroundABranch(String text, boolean choice) {
    return new StringBuffer().append(choice ? text : "other").append('!').toString();
  }

  @Fired("claimBuilder+1 new-1 releaseBuilder+1 toString-1")
  public static String reversesOnTheStack(String text) {
    return new StringBuilder().append(text).append("<").reverse().insert(0, "i").toString();
  }

  @Fired("append-3 concatenating+1 indy+1 new-1 toString-1")
  public static void dropsAResultThatNobodyWants(Object operand) {
    new StringBuilder().append("unused ").append(operand).append(1).toString();
  }

  @Fired("append-3 concatenating+1 join+1 new-1 toString-1")
  public static String callsTheConstructorOfAWitness(String text) {
    Witness made = new Witness("made", text, null);
    return "w=" + made + text;
  }

  @Fired("append-3 concatenating+1 indy+1 new-1 toString-1")
  public static String concatenatesNextToALambda(String text, long number) {
    Supplier<String> supplier = () -> text + number + '.';
    return supplier.get() + number + '!';
  }

  @Fired("")
  public static String joinsBeforeTheSuperConstructorRuns(String text, long number) {
    return new Derived(text, number).text;
  }

  static class Base {
    final String text;

    Base(String text) {
      this.text = text;
    }
  }

  static final class Derived extends Base {
    Derived(String text, long number) {
      super("derived " + text + (number < 0 ? "-" : number));
    }
  }
}
