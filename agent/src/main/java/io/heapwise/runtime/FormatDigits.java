package io.heapwise.runtime;

/** Digits of numbers, appended without intermediate strings. */
final class FormatDigits {
  static final byte[] LOWER = digits("0123456789abcdef");
  static final byte[] UPPER = digits("0123456789ABCDEF");

  private FormatDigits() {}

  /** Length of {@code Long.toString(value)}. */
  static int decimalLength(long value) {
    int length = value < 0 ? 2 : 1;
    for (long rest = value / 10; rest != 0; rest /= 10) {
      length++;
    }
    return length;
  }

  /** Appends the value without its sign. */
  static void appendMagnitude(StringBuilder text, long value) {
    if (value == Long.MIN_VALUE) {
      text.append("9223372036854775808");
    } else {
      text.append(Math.abs(value));
    }
  }

  static int unsignedLength(long bits, int bitsPerDigit) {
    int significant = Long.SIZE - Long.numberOfLeadingZeros(bits | 1);
    return (significant + bitsPerDigit - 1) / bitsPerDigit;
  }

  static void appendUnsigned(
      StringBuilder text, long bits, int bitsPerDigit, int length, byte[] digits) {
    int mask = (1 << bitsPerDigit) - 1;
    for (int shift = (length - 1) * bitsPerDigit; shift >= 0; shift -= bitsPerDigit) {
      text.append((char) digits[(int) (bits >>> shift) & mask]);
    }
  }

  /** The value that {@code %x} shows, or -1 where it is not known to have at most two digits. */
  static int unsignedByte(Object argument) {
    if (argument instanceof Byte) {
      return (Byte) argument & 0xff;
    }
    if (argument instanceof Integer) {
      int value = (Integer) argument;
      return value >>> 8 == 0 ? value : -1;
    }
    return -1;
  }

  /**
   * Appends two digits; the room is made first, so that no memory for it leaves the builder as is.
   */
  static void appendPair(StringBuilder builder, int value, byte[] digits) {
    builder.ensureCapacity(builder.length() + 2);
    builder.append((char) digits[value >> 4 & 15]).append((char) digits[value & 15]);
  }

  private static byte[] digits(String digits) {
    byte[] bytes = new byte[digits.length()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) digits.charAt(i);
    }
    return bytes;
  }
}
