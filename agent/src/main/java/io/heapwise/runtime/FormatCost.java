package io.heapwise.runtime;

/**
 * What {@link java.util.Formatter} allocates, in bytes. Measured with {@code
 * com.sun.management.ThreadMXBean} under {@code -Xint}, 64-bit with compressed pointers, on 17.0.15
 * and 25.0.3, as differences between formats: {@code ""}, {@code "%s"}, {@code "%s%s"}, {@code
 * "%10s"}, {@code "%d"} ... An estimate for other releases and for lists of more than ten parts.
 */
final class FormatCost {
  private static final boolean OLD = Runtime.version().feature() <= 17;

  /** Formatter, list and (25) iterator; the array of the list. */
  private static final int CALL = OLD ? 32 + 24 : 24 + 24 + 32;

  private static final int LIST_ARRAY = 56;
  private static final int SPECIFIER = OLD ? 40 : 32;
  private static final int FIXED_TEXT = OLD ? 32 : 24;

  /** Once per call with a flag or width: the Matcher (17) or the parser (25). */
  private static final int INTRICATE_CALL = OLD ? 224 : 48;

  /** For each specifier with a flag or width: Flags and the arrays in which they are checked. */
  private static final int INTRICATE_SPECIFIER = OLD ? 16 + 32 : 0;

  private static final int BUILDER = 56;
  private static final int SHORT_STRING = 48;

  /** A copy of DecimalFormatSymbols in every call (17); later releases keep one. */
  static final int SYMBOLS = OLD ? 776 : 0;

  /** The array around one or two arguments. */
  static final int ARRAY_OF_TWO = 24;

  private FormatCost() {}

  /** Everything but the builder of the text, for a format with these parts. */
  static int parsing(int specifierBytes, int fixedTexts, boolean intricate) {
    int parts = specifierBytes + fixedTexts * FIXED_TEXT;
    return CALL + parts + (parts > 0 ? LIST_ARRAY : 0) + (intricate ? INTRICATE_CALL : 0);
  }

  static int specifier(char conversion, boolean upper, boolean zero, boolean intricate) {
    int bytes = intricate ? SPECIFIER + INTRICATE_SPECIFIER : SPECIFIER;
    if (conversion == 'd') {
      // The number on its way; with zeros, a string of one and a string of all.
      return bytes + BUILDER + SHORT_STRING + (zero ? 2 * SHORT_STRING : 0);
    }
    if (conversion == 'x' || conversion == 'o') {
      bytes += BUILDER + SHORT_STRING + (OLD ? 32 : 0);
    } else if (conversion == 'c' || conversion == 'h') {
      bytes += SHORT_STRING;
    }
    // The upper-case copy of a text is made here as well, that of hexadecimal digits is not.
    return upper && conversion == 'x' ? bytes + SHORT_STRING : bytes;
  }

  /** A string of Latin-1 characters. */
  static long string(int length) {
    return 24L + (16 + length + 7 & ~7);
  }
}
