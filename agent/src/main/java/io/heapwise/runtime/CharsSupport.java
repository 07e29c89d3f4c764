package io.heapwise.runtime;

import io.heapwise.runtime.pool.BuilderPool;

/** What is left of an array of characters that a text is read in place of. Thread-safe. */
public final class CharsSupport {
  private static final int HEADER_BYTES = 16;
  private static final int TEXT_BYTES = 24;

  /** So many fit into an int, whichever they are. */
  private static final int MAX_DIGITS = 9;

  private CharsSupport() {}

  /** Loads and initialises all that the other methods reach. */
  public static void warmUp() {
    reads("", Sites.UNNUMBERED);
    outOfBounds("", 0);
    concatenateReplaced('.', '/', "a.b", "L", ";", Sites.UNNUMBERED);
    if (isNumber(0, 1, "1+")) {
      parse(0, 1, "1+", Sites.UNNUMBERED);
    }
  }

  /** Counts that a text is read. */
  static boolean reads(String text, int site) {
    Sites.count(site, HEADER_BYTES + 2L * text.length() + 7 & ~7);
    return true;
  }

  /** Whether the part consists of a few digits, with a sign at most: others are rare or wrong. */
  static boolean isNumber(int from, int to, String text) {
    // All of it is no text of its own.
    boolean isPart = from >= 0 && from < to && to <= text.length() && to - from < text.length();
    if (!isPart || to - from > MAX_DIGITS) {
      return false;
    }
    char first = text.charAt(from);
    int start = first == '-' || first == '+' ? from + 1 : from;
    for (int i = start; i < to; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return false;
      }
    }
    return start < to;
  }

  /** What {@code Integer.parseInt} makes of a part that {@link #isNumber}. */
  static int parse(int from, int to, String text, int site) {
    // The text and its array, of one byte for each character.
    Sites.count(site, TEXT_BYTES + (HEADER_BYTES + to - from + 7 & ~7));
    char first = text.charAt(from);
    int value = 0;
    for (int i = first == '-' || first == '+' ? from + 1 : from; i < to; i++) {
      value = 10 * value + text.charAt(i) - '0';
    }
    return first == '-' ? -value : value;
  }

  /** As {@code prefix + text.replace(from, to) + suffix}, none of which is null. */
  static String concatenateReplaced(
      char from, char to, String text, String prefix, String suffix, int site) {
    StringBuilder all = BuilderPool.claim();
    all.append(prefix).append(text).append(suffix);
    int first = text.indexOf(from);
    if (first >= 0) {
      // The text with the characters replaced, and its array.
      Sites.count(site, TEXT_BYTES + (HEADER_BYTES + text.length() + 7 & ~7));
      for (int i = first; i >= 0; i = text.indexOf(from, i + 1)) {
        all.setCharAt(prefix.length() + i, to);
      }
    }
    String result = all.toString();
    BuilderPool.release(all);
    return result;
  }

  /** What an array of these characters throws for an index. */
  static RuntimeException outOfBounds(String text, int index) {
    StringBuilder message = new StringBuilder(48);
    message
        .append("Index ")
        .append(index)
        .append(" out of bounds for length ")
        .append(text.length());
    return new ArrayIndexOutOfBoundsException(message.toString());
  }
}
