package io.heapwise.runtime;

/** Appends numbers whose text nobody else would see. Thread-safe, as far as builders are. */
public final class AppendSupport {
  /** Of an array and of a text without it. */
  private static final int HEADER_BYTES = 16;

  private static final int TEXT_BYTES = 24;

  private AppendSupport() {}

  /** Loads and initialises all that the other methods reach. */
  public static void warmUp() {
    append(new StringBuilder(), 1, Sites.UNNUMBERED);
    append(new StringBuilder(), 1.5, Sites.UNNUMBERED);
  }

  /**
   * As {@code builder.append(number.toString())}.
   *
   * @param number of one of the classes that the bridge asks for
   */
  static StringBuilder append(StringBuilder builder, Object number, int site) {
    int before = builder.length();
    Class<?> type = number.getClass();
    if (type == Integer.class) {
      builder.append((int) (Integer) number);
    } else if (type == Long.class) {
      builder.append((long) (Long) number);
    } else if (type == Double.class) {
      builder.append((double) (Double) number);
    } else if (type == Float.class) {
      builder.append((float) (Float) number);
    } else {
      builder.append(((Number) number).intValue()); // a Short or a Byte
    }
    Sites.count(site, TEXT_BYTES + (HEADER_BYTES + builder.length() - before + 7 & ~7));
    return builder;
  }
}
