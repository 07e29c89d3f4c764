package io.heapwise.runtime.pool;

import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.util.Locale;

/** A number format, what it was made of, and how it was when it was new. */
final class KnownFormat {
  final int kind;
  final String pattern;
  final Locale locale;
  final DecimalFormat format;
  private final int minIntegers;
  private final int maxIntegers;
  private final int minFractions;
  private final int maxFractions;
  private final boolean isGrouping;
  private final RoundingMode rounding;
  boolean isClaimed = true;

  /**
   * @param format as it was made
   */
  KnownFormat(int kind, String pattern, Locale locale, DecimalFormat format) {
    this.kind = kind;
    this.pattern = pattern;
    this.locale = locale;
    this.format = format;
    minIntegers = format.getMinimumIntegerDigits();
    maxIntegers = format.getMaximumIntegerDigits();
    minFractions = format.getMinimumFractionDigits();
    maxFractions = format.getMaximumFractionDigits();
    isGrouping = format.isGroupingUsed();
    rounding = format.getRoundingMode();
  }

  /** Initialises this class. */
  static void initialize() {}

  boolean isOf(int otherKind, String otherPattern, Locale otherLocale) {
    return kind == otherKind
        && (pattern == otherPattern || pattern.equals(otherPattern))
        && (locale == otherLocale || locale.equals(otherLocale));
  }

  /**
   * The format, without what the setters have done that borrowers may call. Of the bounds of a
   * number of digits the lower comes last: it does not move the upper one, which would move it.
   */
  DecimalFormat asNew() {
    if (format.getMaximumIntegerDigits() != maxIntegers
        || format.getMinimumIntegerDigits() != minIntegers) {
      format.setMaximumIntegerDigits(maxIntegers);
      format.setMinimumIntegerDigits(minIntegers);
    }
    if (format.getMaximumFractionDigits() != maxFractions
        || format.getMinimumFractionDigits() != minFractions) {
      format.setMaximumFractionDigits(maxFractions);
      format.setMinimumFractionDigits(minFractions);
    }
    if (format.isGroupingUsed() != isGrouping) {
      format.setGroupingUsed(isGrouping);
    }
    if (format.getRoundingMode() != rounding) {
      format.setRoundingMode(rounding);
    }
    return format;
  }
}
