package io.heapwise.runtime;

import java.text.DecimalFormatSymbols;
import java.util.Locale;

/**
 * What is known of a locale's digits. Immutable; a few locales seen last are kept, without locks: a
 * lost update costs a second look.
 */
final class FormatLocale {
  private static final FormatLocale[] SEEN = new FormatLocale[16];

  /** Up to this release Formatter knows the digits of {@link Locale#US} without a look. */
  private static final boolean US_IS_KNOWN = Runtime.version().feature() <= 17;

  /** Whether {@code %d} has the digits 0 to 9. */
  final boolean asciiDigits;

  /** What Formatter allocates, once per call, to find the digits. */
  final int symbolsBytes;

  private final Locale locale;

  private FormatLocale(Locale locale, boolean asciiDigits, int symbolsBytes) {
    this.locale = locale;
    this.asciiDigits = asciiDigits;
    this.symbolsBytes = symbolsBytes;
  }

  /** Initialises this class without a look at any locale, which would load a lot. */
  static void initialize() {}

  static FormatLocale of(Locale locale) {
    FormatLocale seen = SEEN[locale.hashCode() & SEEN.length - 1];
    if (seen != null && (seen.locale == locale || seen.locale.equals(locale))) {
      return seen;
    }
    return look(locale);
  }

  private static FormatLocale look(Locale locale) {
    FormatLocale found;
    if (US_IS_KNOWN && locale.equals(Locale.US)) {
      // Loading the symbols at start-up costs milliseconds that the original did not pay.
      found = new FormatLocale(locale, true, 0);
    } else {
      try {
        boolean ascii = DecimalFormatSymbols.getInstance(locale).getZeroDigit() == '0';
        found = new FormatLocale(locale, ascii, FormatCost.SYMBOLS);
      } catch (Error | RuntimeException e) {
        // A provider is broken: Formatter shall meet that, after the arguments before.
        return new FormatLocale(locale, false, 0);
      }
    }
    SEEN[locale.hashCode() & SEEN.length - 1] = found;
    return found;
  }
}
