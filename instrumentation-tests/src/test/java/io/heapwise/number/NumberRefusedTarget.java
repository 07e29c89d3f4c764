package io.heapwise.number;

import io.heapwise.harness.Refused;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.NumberFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;

/** Number formats that are left alone, each for a reason of its own. */
public final class NumberRefusedTarget {
  private static final DecimalFormatSymbols SYMBOLS = new DecimalFormatSymbols(Locale.ROOT);
  private static NumberFormat kept;

  private NumberRefusedTarget() {}

  @Refused("number: escapes: stored in field NumberRefusedTarget.kept")
  public static String leavesUnchanged_whenItIsStoredInAField(double number) {
    kept = new DecimalFormat("0.0");
    return kept.format(number);
  }

  @Refused("number: escapes: returned")
  public static NumberFormat leavesUnchanged_whenItIsReturned() {
    return NumberFormat.getInstance();
  }

  @Refused("number: escapes: stored in an array")
  public static int leavesUnchanged_whenItIsStoredInAnArray() {
    return new NumberFormat[] {new DecimalFormat("0")}.length;
  }

  @Refused("number: escapes: captured by a lambda or another dynamic call")
  public static String leavesUnchanged_whenItIsCaptured(double number) {
    DecimalFormat format = new DecimalFormat("0");
    Supplier<String> text = () -> format.format(number);
    return text.get();
  }

  @Refused("number: escapes: passed to StringBuilder.append")
  public static int leavesUnchanged_whenItIsConcatenated(String text) {
    DecimalFormat format = new DecimalFormat("0");
    return (text + format).length() + format.format(1).length();
  }

  @Refused("number: escapes: compared by identity")
  public static boolean leavesUnchanged_whenItIsCompared() {
    return kept == new DecimalFormat("0");
  }

  @Refused("number: escapes: used as a lock")
  public static String leavesUnchanged_whenItIsALock(double number) {
    DecimalFormat lock = new DecimalFormat("0");
    synchronized (lock) {
      return lock.format(number);
    }
  }

  @Refused("number: escapes: passed to Objects.hashCode")
  public static int leavesUnchanged_whenItIsPassedOn() {
    return Objects.hashCode(new DecimalFormat("0"));
  }

  @Refused("number: escapes: setDecimalFormatSymbols() is called on it")
  public static String leavesUnchanged_whenItIsGivenSymbols(double number) {
    DecimalFormat format = new DecimalFormat("0.0");
    format.setDecimalFormatSymbols(SYMBOLS);
    return format.format(number);
  }

  @Refused("number: escapes: applyPattern() is called on it")
  public static String leavesUnchanged_whenItIsGivenAPattern(double number) {
    DecimalFormat format = new DecimalFormat("0.0");
    format.applyPattern("0.00");
    return format.format(number);
  }

  @Refused("number: escapes: clone() is called on it")
  public static boolean leavesUnchanged_whenItIsCloned() {
    return new DecimalFormat("0").clone() != null;
  }

  @Refused("number: escapes: setParseBigDecimal() is called on it")
  public static String leavesUnchanged_whenItParsesOtherNumbers(double number) {
    DecimalFormat format = new DecimalFormat("0");
    format.setParseBigDecimal(true);
    return format.format(number);
  }

  @Refused({
    "number: may be merged with another object where it is used",
    "number: may be merged with another object where it is used"
  })
  public static String leavesUnchanged_whenItMayBeAnother(boolean choice, double number) {
    DecimalFormat format = choice ? new DecimalFormat("0") : new DecimalFormat("0.0");
    return format.format(number);
  }

  @Refused({"number: is not used", "number: is not used"})
  public static void leavesUnchanged_whenItIsNotUsed() {
    new DecimalFormat("0");
    NumberFormat.getInstance();
  }

  @Refused("number: has symbols that are not made for it alone")
  public static String leavesUnchanged_whenTheSymbolsAreFromElsewhere(double number) {
    return new DecimalFormat("0.0", SYMBOLS).format(number);
  }

  @Refused("number: has symbols that are not made for it alone")
  public static String leavesUnchanged_whenTheSymbolsAreKept(double number) {
    DecimalFormatSymbols symbols = new DecimalFormatSymbols(Locale.US);
    symbols.setDecimalSeparator(';');
    return new DecimalFormat("0.0", symbols).format(number);
  }

  @Refused("number: has the pattern of a locale")
  public static String leavesUnchanged_whenThePatternIsOfALocale(double number) {
    return new DecimalFormat().format(number);
  }

  @Refused("number: constructed around a branch")
  public static String leavesUnchanged_whenItIsConstructedAroundABranch(
      boolean choice, double number) {
    return new DecimalFormat(choice ? "0" : "0.0").format(number);
  }

  @Refused("number: in a method whose name tells of secrets")
  public static String leavesUnchanged_whenItFormatsAPassword(double number) {
    return new DecimalFormat("0").format(number);
  }

  @Refused("number: has no last use on a normal path")
  public static String leavesUnchanged_whenItIsUsedOnlyAfterAFailure(Object number) {
    DecimalFormat format = new DecimalFormat("0");
    while (true) {
      try {
        return format.format(number);
      } catch (IllegalArgumentException e) {
        if (format.format(1).isEmpty()) {
          continue;
        }
        return "failed";
      }
    }
  }
}
