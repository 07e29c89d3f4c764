package io.heapwise.number;

import io.heapwise.harness.Fired;
import io.heapwise.harness.Recorder;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.FieldPosition;
import java.text.NumberFormat;
import java.text.ParseException;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Number formats that stay in their method. */
public final class NumberTarget {
  private static final Locale[] LOCALES = {
    Locale.ROOT,
    Locale.US,
    Locale.GERMANY,
    Locale.FRANCE,
    Locale.forLanguageTag("ar-EG"),
    Locale.forLanguageTag("hi-IN-u-nu-deva"),
    Locale.forLanguageTag("th-TH-u-nu-thai"),
    Locale.forLanguageTag("de-CH"),
    Locale.forLanguageTag("en-US-u-rg-dezzzz"),
    Locale.forLanguageTag("sv-SE"),
    Locale.forLanguageTag("xx-YY"),
  };

  private static final String[] PATTERNS = {
    "0.00", "#,##0.###", "#,##0", "00000", "0.###E0", "##0.#####E0", "0.0%", "#.##\u2030",
    "#,##0.00;(#,##0.00)", "'#'0", "", "#,####.0#", "\u00a4#,##0.00", "0,00.0.0", ".#", "#;x#",
  };

  private NumberTarget() {}

  private static Locale locale(int choice) {
    return LOCALES[Math.floorMod(choice, LOCALES.length)];
  }

  private static String pattern(int choice) {
    return PATTERNS[Math.floorMod(choice, PATTERNS.length)];
  }

  @Fired("claimFormat+1 releaseFormatting+1")
  public static String formatsOnce(double number) {
    return new DecimalFormat("0.00").format(number);
  }

  @Fired("claimFormat+1 releaseFormatting+1")
  public static String formatsALong(long number) {
    return new DecimalFormat("#,##0").format(number);
  }

  @Fired("claimFormat+1 releaseFormatting+1")
  public static String formatsAnythingOrFailsAsBefore(Object number) {
    return new DecimalFormat("0.0#").format(number);
  }

  @Fired("claimFormat+1 releaseFormatting+1")
  public static String formatsNumbersOfAnyClass(int kind, long bits, double real) {
    return new DecimalFormat("#,##0.0##").format(number(kind, bits, real));
  }

  private static Number number(int kind, long bits, double real) {
    return switch (Math.floorMod(kind, 9)) {
      case 0 -> bits;
      case 1 -> (int) bits;
      case 2 -> (short) bits;
      case 3 -> real;
      case 4 -> (float) real;
      case 5 -> BigInteger.valueOf(bits).multiply(BigInteger.valueOf(bits));
      case 6 -> BigDecimal.valueOf(bits, 7);
      case 7 -> new AtomicLong(bits);
      default -> new AtomicInteger((int) bits);
    };
  }

  @Fired("claimFormat+1 releaseFormatting+1")
  public static String usesAnyPattern(String pattern, double number) {
    return new DecimalFormat(pattern).format(number);
  }

  @Fired("claimFormat+1 releaseFormatting+1")
  public static String usesPatternsOfAllKinds(int choice, double number) {
    return new DecimalFormat(pattern(choice)).format(number);
  }

  @Fired("claimFormat+1 releaseFormatting+1")
  public static String followsTheDefaultLocale(int choice, double number) {
    Locale before = Locale.getDefault(Locale.Category.FORMAT);
    Locale.setDefault(Locale.Category.FORMAT, locale(choice));
    String text = new DecimalFormat("#,##0.0").format(number);
    Locale.setDefault(Locale.Category.FORMAT, before);
    return text;
  }

  @Fired("claimFormat+2 releaseFormatting+2")
  public static String keepsTheLocaleItWasMadeFor(int choice, double number) {
    Locale before = Locale.getDefault(Locale.Category.FORMAT);
    NumberFormat made = NumberFormat.getInstance();
    Locale.setDefault(Locale.Category.FORMAT, locale(choice));
    String text = made.format(number) + new DecimalFormat("#,##0.###").format(number);
    Locale.setDefault(Locale.Category.FORMAT, before);
    return text + made.format(-number);
  }

  @Fired("claimFormat+1 releaseFormatting+1")
  public static String asksForSymbols(int choice, int pattern, double number) {
    return new DecimalFormat(pattern(pattern), DecimalFormatSymbols.getInstance(locale(choice)))
        .format(number);
  }

  @Fired("claimFormat+1 releaseFormatting+1")
  public static String asksForTheDefaultSymbols(double number) {
    return new DecimalFormat("#,##0.0", DecimalFormatSymbols.getInstance()).format(number);
  }

  @Fired("claimFormatWithNewSymbols+1 releaseFormatting+1")
  public static String makesSymbols(int choice, int pattern, double number) {
    return new DecimalFormat(pattern(pattern), new DecimalFormatSymbols(locale(choice)))
        .format(number);
  }

  @Fired("claimFormat+1 releaseFormatting+1")
  public static String failsAsBefore_whenTheLocaleOfSymbolsIsNull(int choice, double number) {
    Locale none = choice > 0 ? null : Locale.ITALY;
    return new DecimalFormat("0", DecimalFormatSymbols.getInstance(none)).format(number);
  }

  @Fired("claimFormat+3 releaseFormatting+3")
  public static String asksForFormatsOfALocale(int choice, double number) {
    Locale locale = choice == 7 ? null : locale(choice);
    return NumberFormat.getNumberInstance(locale).format(number)
        + NumberFormat.getIntegerInstance(locale).format(number)
        + NumberFormat.getPercentInstance(locale).format(number);
  }

  @Fired("claimFormat+4 releaseFormatting+4")
  public static String asksForTheDefaultFormats(long number) {
    return NumberFormat.getInstance().format(number)
        + NumberFormat.getNumberInstance().format(number)
        + NumberFormat.getIntegerInstance().format(number)
        + NumberFormat.getPercentInstance().format(number);
  }

  @Fired("claimFormat+1 releaseFormat+1")
  public static String formatsInALoop(int times, double number) {
    DecimalFormat format = new DecimalFormat("#,##0.###");
    for (int i = 0; i < (times & 3); i++) {
      Recorder.note(format.format(number * i));
    }
    return "done";
  }

  @Fired("claimFormat+1 releaseFormatting+1")
  public static String makesOneInEachRound(int times, double number) {
    String last = "";
    for (int i = 0; i < (times & 3); i++) {
      DecimalFormat format = new DecimalFormat("0.0");
      format.setMinimumIntegerDigits(i);
      last = Recorder.noteIdentity(format.format(number));
    }
    return last;
  }

  @Fired("claimFormat+1 releaseFormatting+2")
  public static String endsInEitherBranch(boolean choice, double number) {
    DecimalFormat format = new DecimalFormat("0.0");
    if (choice) {
      return "a" + format.format(number);
    }
    return "b" + format.format((long) number);
  }

  @Fired("claimFormat+1 releaseFormat+2")
  public static String endsInOneBranch(boolean choice, double number) {
    DecimalFormat format = new DecimalFormat("0.0");
    return choice ? format.format(number) : "none";
  }

  @Fired("claimFormat+1 releaseFormatting+1")
  public static String roundsAsAsked(int mode, double number) {
    DecimalFormat format = new DecimalFormat("0.0");
    format.setRoundingMode(RoundingMode.values()[Math.floorMod(mode, 8)]);
    return format.format(number);
  }

  @Fired("claimFormat+1 releaseFormatting+1")
  public static String failsAsBefore_whenTheRoundingModeIsNull(int mode, double number) {
    DecimalFormat format = new DecimalFormat("0.0");
    format.setRoundingMode(mode > 0 ? null : RoundingMode.UP);
    return format.format(number);
  }

  @Fired("claimFormat+1 releaseFormatting+1")
  public static String setsDigits(int least, int most, boolean grouping, double number) {
    NumberFormat format = NumberFormat.getInstance();
    format.setMinimumFractionDigits(least & 15);
    format.setMaximumFractionDigits(most & 15);
    format.setMinimumIntegerDigits(most & 31);
    format.setMaximumIntegerDigits(least & 31);
    format.setGroupingUsed(grouping);
    return format.format(number);
  }

  @Fired("claimFormat+1 releaseFormatting+1")
  public static String seesNothingOfWhatOthersHaveSet(double number) {
    NumberFormat format = NumberFormat.getInstance();
    return format.getMaximumFractionDigits()
        + ","
        + format.getMinimumIntegerDigits()
        + format.isGroupingUsed()
        + format.getRoundingMode()
        + format.format(number);
  }

  @Fired("claimFormat+1 releaseFormat+1")
  public static String appendsToABuffer(double number, long other) {
    DecimalFormat format = new DecimalFormat("#,##0.0");
    FieldPosition position = new FieldPosition(NumberFormat.Field.INTEGER);
    StringBuffer text = format.format(number, new StringBuffer("<"), position);
    text = format.format(other, text, new FieldPosition(0));
    return text + ">" + position.getBeginIndex() + position.getEndIndex();
  }

  @Fired("claimFormat+1 releaseFormat+1")
  public static String parses(String text, double number) {
    NumberFormat format = NumberFormat.getInstance(Locale.US);
    try {
      return format.parse(text + format.format(number)) + "";
    } catch (ParseException e) {
      return e.getMessage() + e.getErrorOffset();
    }
  }

  @Fired("claimFormat+1 releaseFormatting+1")
  public static String isPassedToItsOwnMethods(double number) {
    DecimalFormat format = new DecimalFormat("0");
    withDigits(format, 2);
    return format.format(number);
  }

  private static void withDigits(NumberFormat format, int digits) {
    format.setMaximumFractionDigits(digits);
  }

  @Fired("claimFormat+1 releaseFormatting+1")
  public static String isNestedInItself(int depth, double number) {
    DecimalFormat format = new DecimalFormat("0.0");
    format.setMinimumIntegerDigits((depth & 3) + 1);
    return format.format(new Nested(depth & 3, number));
  }

  /** A number that has itself formatted where it is asked for its value. */
  private static final class Nested extends Number {
    private static final long serialVersionUID = 1;
    private final int depth;
    private final double value;

    Nested(int depth, double value) {
      this.depth = depth;
      this.value = value;
    }

    @Override
    public double doubleValue() {
      Recorder.note(depth == 0 ? "innermost" : isNestedInItself(depth - 1, value));
      if (value < -1e8) {
        throw new IllegalStateException("fails at " + depth);
      }
      return value + depth;
    }

    @Override
    public int intValue() {
      return (int) value;
    }

    @Override
    public long longValue() {
      return (long) value;
    }

    @Override
    public float floatValue() {
      return (float) value;
    }
  }

  @Fired("claimFormat+1 releaseFormatting+1")
  public static String goesOnWithAFormatThatHasFailed(Object number, double other) {
    DecimalFormat format = new DecimalFormat("0.0");
    String text;
    try {
      text = format.format(number);
    } catch (IllegalArgumentException e) {
      return e.getMessage() + format.format(other);
    }
    return text + format.format(other);
  }

  @Fired("claimFormat+2 releaseFormatting+2")
  public static boolean makesTextsOfTheirOwn(double number) {
    String first = new DecimalFormat("0").format(number);
    return first == new DecimalFormat("0").format(number);
  }
}
