package io.heapwise.install;

/** Numbers of bytes as people write them. */
public final class ByteSize {
  private ByteSize() {}

  /** Digits with an optional k, m or g for binary multiples; -1 for anything else. */
  public static long parse(String text) {
    int digits = text.length();
    int shift = 0;
    if (digits > 0) {
      shift = shiftOf(text.charAt(digits - 1));
      digits -= shift > 0 ? 1 : 0;
    }
    if (digits == 0) {
      return -1;
    }
    long bytes = 0;
    for (int i = 0; i < digits; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9 || bytes > (Long.MAX_VALUE - digit) / 10) {
        return -1;
      }
      bytes = 10 * bytes + digit;
    }
    return bytes > Long.MAX_VALUE >> shift ? -1 : bytes << shift;
  }

  private static int shiftOf(char unit) {
    if (unit == 'k' || unit == 'K') {
      return 10;
    }
    if (unit == 'm' || unit == 'M') {
      return 20;
    }
    return unit == 'g' || unit == 'G' ? 30 : 0;
  }
}
