package io.heapwise.runtime.pool;

/**
 * The rows in which pools keep their accounts: arrays by powers of two of their bytes, then
 * builders, direct buffers, matchers, texts, formats.
 */
final class SizeClass {
  /** Below 1 KiB, from 1 KiB, from 2 KiB ... from 32 MiB. */
  static final int SIZES = 17;

  static final int BUILDERS = SIZES;
  static final int DIRECT = SIZES + 1;
  static final int MATCHERS = SIZES + 2;
  static final int TEXTS = SIZES + 3;
  static final int FORMATS = SIZES + 4;
  static final int COUNT = SIZES + 5;

  /** Nothing larger is pooled, whatever the bound. */
  static final int MAX_BYTES = 50 << 20;

  private static final int FIRST_BITS = 10;

  private SizeClass() {}

  /** The class of a size from 0 to {@link #MAX_BYTES}. */
  static int of(int bytes) {
    return Math.max(0, Integer.SIZE - FIRST_BITS - Integer.numberOfLeadingZeros(bytes));
  }

  static String name(int sizeClass) {
    if (sizeClass == BUILDERS) {
      return "builders";
    }
    if (sizeClass == DIRECT) {
      return "direct";
    }
    if (sizeClass == MATCHERS) {
      return "matchers";
    }
    if (sizeClass == TEXTS) {
      return "texts";
    }
    if (sizeClass == FORMATS) {
      return "formats";
    }
    if (sizeClass == 0) {
      return "< 1 KiB";
    }
    int kib = 1 << sizeClass - 1;
    return kib < 1 << 10 ? ">= " + kib + " KiB" : ">= " + (kib >> 10) + " MiB";
  }
}
