package io.heapwise.runtime;

import io.heapwise.runtime.pool.BuilderPool;
import java.util.Formatter;
import java.util.Locale;

/**
 * A constant format, compiled once: a fixed text, then specifiers with the fixed text behind each.
 *
 * <p>Covered are {@code %s %S %d %x %X %o %c %C %b %B %h %H %n %%} with a width and the flags
 * {@code -} and {@code 0} where {@link Formatter} accepts them. Immutable but for the number of its
 * site and texts that are computed at first use; safe to share between threads without
 * synchronization.
 */
public final class FormatPlan {
  /** What {@link #write} returns when the original call can still be made as if nothing was. */
  static final int UNTOUCHED = -1;

  final String format;
  final String prefix;
  final FormatSpecifier[] specifiers;

  /** Whether the text depends on the digits of a locale. */
  final boolean decimal;

  /** Digits of the one {@code %02x} or {@code %02X} that is the whole format, otherwise null. */
  final byte[] pairDigits;

  /** Number of the site that runs are counted for. A race would only count for another one. */
  int site;

  /** What Formatter allocates besides the text and its builder: see {@link FormatCost}. */
  private final int parsingBytes;

  /** The format from each specifier on, with explicit argument indices; filled at first use. */
  private final String[] remainders;

  FormatPlan(String format, String prefix, FormatSpecifier[] specifiers, int parsingBytes) {
    this.format = format;
    this.prefix = prefix;
    this.specifiers = specifiers;
    this.parsingBytes = parsingBytes;
    boolean anyDecimal = false;
    for (FormatSpecifier specifier : specifiers) {
      anyDecimal |= specifier.conversion == 'd';
    }
    decimal = anyDecimal;
    pairDigits = pairDigits(format);
    remainders = new String[specifiers.length];
  }

  /**
   * Has the runs of a format counted for a site; of sites that share a format, the one that came
   * last counts for all.
   */
  public static void countFor(String format, int site) {
    FormatPlan plan = FormatSupport.planOf(format);
    if (plan != null) {
      plan.site = site;
    }
  }

  /** Why {@link FormatSupport} cannot serve this constant format, or null where it can. */
  public static String refusal(String format) {
    return FormatParser.parse(format).refusal();
  }

  /** The plan of a format, or null where {@link #refusal} gives a reason. */
  static FormatPlan of(String format) {
    FormatParser parser = FormatParser.parse(format);
    return parser.refusal() == null ? parser.plan() : null;
  }

  /** As {@link Formatter} does where a null array stands for nulls, this says false for null. */
  boolean takes(Object[] arguments) {
    return arguments != null && arguments.length >= specifiers.length;
  }

  /**
   * Appends the formatted text. The arguments are {@code first} and {@code second} where the array
   * is null. An argument is read when its specifier is reached, as {@link Formatter} does, because
   * the {@code toString()} of an earlier one may have changed the array.
   *
   * @return the number of specifiers when all is written; the index of the first that has to be
   *     left to {@link Formatter}; or {@link #UNTOUCHED} instead of that index when no code but the
   *     JDK's has run so far
   */
  int write(StringBuilder text, Locale locale, Object[] arguments, Object first, Object second) {
    text.append(prefix);
    boolean userCodeRan = false;
    for (int i = 0; i < specifiers.length; i++) {
      FormatSpecifier specifier = specifiers[i];
      Object argument = arguments != null ? arguments[i] : i == 0 ? first : second;
      int outcome = specifier.append(text, argument, locale);
      if (outcome == FormatSpecifier.LEFT) {
        return userCodeRan ? i : UNTOUCHED;
      }
      userCodeRan |= outcome == FormatSpecifier.RAN_USER_CODE;
      text.append(specifier.following);
    }
    return specifiers.length;
  }

  /**
   * The result from a specifier on, by {@link Formatter}; for when user code has run that must not
   * run again.
   *
   * @param written the text before that specifier; not touched later, nor kept
   */
  String finish(int index, StringBuilder written, Locale locale, Object[] arguments) {
    // A Formattable gets hold of this builder.
    StringBuilder output = new StringBuilder().append(written);
    Formatter formatter = new Formatter(output, locale);
    if (index == specifiers.length - 1) {
      String last = format.substring(specifiers[index].start);
      return formatter.format(last, new Object[] {arguments[index]}).toString();
    }
    return formatter.format(remainder(index), arguments).toString();
  }

  private String remainder(int index) {
    String remainder = remainders[index];
    if (remainder == null) {
      // With explicit indices the Formatter reads the very array of the caller, when it gets there.
      StringBuilder explicit = new StringBuilder();
      for (int i = index; i < specifiers.length; i++) {
        int start = specifiers[i].start;
        int end = i + 1 < specifiers.length ? specifiers[i + 1].start : format.length();
        explicit.append('%').append(i + 1).append('$').append(format, start + 1, end);
      }
      remainder = explicit.toString();
      remainders[index] = remainder;
    }
    return remainder;
  }

  /**
   * What {@link Formatter} allocates for the digits of a locale, or -1 where this format is left to
   * it because they are not ASCII.
   */
  int symbolsBytes(Locale locale) {
    if (!decimal) {
      return 0;
    }
    FormatLocale known = FormatLocale.of(locale);
    return known.asciiDigits ? known.symbolsBytes : -1;
  }

  /** What {@link Formatter} allocates for a text of this length, the text itself not counted. */
  long avoidedBytes(int length) {
    return (long) parsingBytes + BuilderPool.growth(length);
  }

  private static byte[] pairDigits(String format) {
    if (format.equals("%02x")) {
      return FormatDigits.LOWER;
    }
    return format.equals("%02X") ? FormatDigits.UPPER : null;
  }
}
