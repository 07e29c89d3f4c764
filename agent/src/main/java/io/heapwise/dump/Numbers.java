package io.heapwise.dump;

/** Numbers for people to read. */
public final class Numbers {
  private Numbers() {}

  /** {@code 1,234,567}. */
  public static String grouped(long number) {
    String digits = Long.toString(number);
    int first = number < 0 ? 1 : 0;
    StringBuilder text = new StringBuilder(digits.length() + digits.length() / 3);
    for (int i = 0; i < digits.length(); i++) {
      if (i > first && (digits.length() - i) % 3 == 0) {
        text.append(',');
      }
      text.append(digits.charAt(i));
    }
    return text.toString();
  }

  /** {@code 1 file}, {@code 1,234 files}. */
  public static String counted(long number, String noun) {
    return grouped(number) + " " + noun + (number == 1 ? "" : "s");
  }

  /** As the first; {@code -} for what was not counted. */
  static String groupedOrDash(long count) {
    return count == Counts.UNKNOWN ? "-" : grouped(count);
  }

  /** {@code 12.3 %}; empty where there is no whole. */
  public static String percent(long part, long whole) {
    return whole <= 0 ? "" : withTenths(Math.round(1000.0 * part / whole)) + " %";
  }

  /** {@code 1.5} of 15 tenths. */
  static String withTenths(long tenths) {
    String sign = tenths < 0 ? "-" : "";
    long magnitude = Math.abs(tenths);
    return sign + grouped(magnitude / 10) + "." + magnitude % 10;
  }
}
