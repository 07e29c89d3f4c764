package io.heapwise.runtime;

import java.io.IOException;
import java.util.Formattable;
import java.util.Formatter;
import java.util.Locale;

/**
 * One specifier of a format and the fixed text behind it. Immutable.
 *
 * <p>Writes what {@link Formatter} writes where the digits of the locale are ASCII, and calls the
 * argument's own code as often as that does.
 */
final class FormatSpecifier {
  /** Nothing was appended and no user code ran: {@link Formatter} has to do this argument. */
  static final int LEFT = 0;

  static final int WRITTEN = 1;
  static final int RAN_USER_CODE = 2;

  /** In lower case. */
  final char conversion;

  /** Index of the percent sign in the format. */
  final int start;

  /** The fixed text up to the next specifier. */
  final String following;

  private final boolean upper;
  private final boolean left;
  private final boolean zero;

  /** 0 where the format has none. */
  private final int width;

  private final String source;

  FormatSpecifier(
      char conversion,
      boolean upper,
      boolean left,
      boolean zero,
      int width,
      int start,
      String source) {
    this(conversion, upper, left, zero, width, start, source, "");
  }

  private FormatSpecifier(
      char conversion,
      boolean upper,
      boolean left,
      boolean zero,
      int width,
      int start,
      String source,
      String following) {
    this.conversion = conversion;
    this.upper = upper;
    this.left = left;
    this.zero = zero;
    this.width = width;
    this.start = start;
    this.source = source;
    this.following = following;
  }

  FormatSpecifier followedBy(String text) {
    return new FormatSpecifier(conversion, upper, left, zero, width, start, source, text);
  }

  /**
   * Appends the argument's text.
   *
   * @return {@link #LEFT}, {@link #WRITTEN} or {@link #RAN_USER_CODE}
   */
  int append(StringBuilder text, Object argument, Locale locale) {
    if (argument instanceof String && conversion == 's') {
      appendText(text, (String) argument, locale);
      return WRITTEN;
    }
    if (argument == null) {
      appendText(text, conversion == 'b' ? "false" : "null", locale);
      return WRITTEN;
    }
    switch (conversion) {
      case 'd':
        return appendDecimal(text, argument);
      case 'x':
        return appendUnsigned(text, argument, 4);
      case 'o':
        return appendUnsigned(text, argument, 3);
      case 's':
        return appendObject(text, argument, locale);
      case 'c':
        return appendCharacter(text, argument, locale);
      case 'b':
        boolean value = !(argument instanceof Boolean) || (Boolean) argument;
        appendText(text, value ? "true" : "false", locale);
        return WRITTEN;
      default:
        return appendHash(text, argument);
    }
  }

  private int appendDecimal(StringBuilder text, Object argument) {
    if (!isIntegral(argument)) {
      return LEFT;
    }
    appendDecimal(text, ((Number) argument).longValue());
    return WRITTEN;
  }

  private void appendDecimal(StringBuilder text, long value) {
    if (width == 0) {
      text.append(value);
      return;
    }
    int padding = width - FormatDigits.decimalLength(value);
    if (padding <= 0 || left) {
      text.append(value);
      pad(text, ' ', padding);
    } else if (!zero) {
      pad(text, ' ', padding);
      text.append(value);
    } else {
      if (value < 0) {
        text.append('-');
      }
      pad(text, '0', padding);
      FormatDigits.appendMagnitude(text, value);
    }
  }

  private int appendUnsigned(StringBuilder text, Object argument, int bitsPerDigit) {
    if (!isIntegral(argument)) {
      return LEFT;
    }
    appendUnsigned(text, unsigned((Number) argument), bitsPerDigit, zero ? '0' : ' ');
    return WRITTEN;
  }

  private void appendUnsigned(StringBuilder text, long bits, int bitsPerDigit, char padding) {
    int length = FormatDigits.unsignedLength(bits, bitsPerDigit);
    if (!left) {
      pad(text, padding, width - length);
    }
    byte[] digits = upper ? FormatDigits.UPPER : FormatDigits.LOWER;
    FormatDigits.appendUnsigned(text, bits, bitsPerDigit, length, digits);
    if (left) {
      pad(text, ' ', width - length);
    }
  }

  private int appendObject(StringBuilder text, Object argument, Locale locale) {
    if (isIntegral(argument)) {
      appendDecimal(text, ((Number) argument).longValue());
      return WRITTEN;
    }
    if (argument instanceof Character) {
      return appendCharacter(text, argument, locale);
    }
    if (argument instanceof Formattable) {
      return LEFT;
    }
    String string;
    try {
      string = argument.toString();
    } catch (Throwable thrown) {
      // Sneakily thrown: Formatter takes it for a failure of its output, and goes on without this.
      if (thrown instanceof IOException) {
        return RAN_USER_CODE;
      }
      throw thrown;
    }
    if (string == null && (upper || width != 0)) {
      text.append(afterNull(locale));
    } else {
      appendText(text, string, locale);
    }
    return RAN_USER_CODE;
  }

  private int appendHash(StringBuilder text, Object argument) {
    int hash;
    try {
      hash = argument.hashCode();
    } catch (Throwable thrown) {
      if (thrown instanceof IOException) {
        return RAN_USER_CODE;
      }
      throw thrown;
    }
    appendUnsigned(text, hash & 0xffff_ffffL, 4, ' ');
    return RAN_USER_CODE;
  }

  private int appendCharacter(StringBuilder text, Object argument, Locale locale) {
    int codePoint;
    if (argument instanceof Character) {
      codePoint = (Character) argument;
    } else if (isIntegral(argument) && !(argument instanceof Long)) {
      codePoint = ((Number) argument).intValue();
    } else {
      return LEFT;
    }
    if (!Character.isValidCodePoint(codePoint)) {
      return LEFT;
    }
    if (upper) {
      appendText(text, Character.toString(codePoint), locale);
      return WRITTEN;
    }
    int padding = width - Character.charCount(codePoint);
    if (!left) {
      pad(text, ' ', padding);
    }
    text.appendCodePoint(codePoint);
    if (left) {
      pad(text, ' ', padding);
    }
    return WRITTEN;
  }

  private void appendText(StringBuilder text, String string, Locale locale) {
    String cased = upper ? string.toUpperCase(locale) : string;
    if (width == 0) {
      text.append(cased);
    } else {
      appendJustified(text, cased, width, left);
    }
  }

  static void appendJustified(StringBuilder text, String string, int width, boolean left) {
    int padding = width - string.length();
    if (!left) {
      pad(text, ' ', padding);
    }
    text.append(string);
    if (left) {
      pad(text, ' ', padding);
    }
  }

  private static void pad(StringBuilder text, char with, int count) {
    for (int i = 0; i < count; i++) {
      text.append(with);
    }
  }

  /** What {@link Formatter} does when {@code toString()} has returned null: it throws. */
  private String afterNull(Locale locale) {
    return new Formatter(locale).format(source, new NullText()).toString();
  }

  private static boolean isIntegral(Object argument) {
    return argument instanceof Integer
        || argument instanceof Byte
        || argument instanceof Long
        || argument instanceof Short;
  }

  private static long unsigned(Number number) {
    long value = number.longValue();
    if (number instanceof Byte) {
      return value & 0xff;
    }
    if (number instanceof Short) {
      return value & 0xffff;
    }
    return number instanceof Integer ? value & 0xffff_ffffL : value;
  }

  private static final class NullText {
    @Override
    @SuppressWarnings("ToStringReturnsNull") // what it is for
    public String toString() {
      return null;
    }
  }
}
