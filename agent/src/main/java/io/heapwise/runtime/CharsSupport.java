package io.heapwise.runtime;

import io.heapwise.runtime.pool.BuilderPool;

/** What is left of an array of characters that a text is read in place of. Thread-safe. */
public final class CharsSupport {
  private static final int HEADER_BYTES = 16;
  private static final int TEXT_BYTES = 24;

  /** So many fit into an int, whichever they are. */
  private static final int MAX_DIGITS = 9;

  /** With two constants, which have 65,535 characters each at most, far from the longest array. */
  private static final int MAX_ADOPTED = 1 << 24;

  private CharsSupport() {}

  /** Loads and initialises all that the other methods reach. */
  public static void warmUp() {
    reads("", Sites.UNNUMBERED);
    outOfBounds("", 0);
    concatenateReplaced('.', '/', "a.b", "L", ";", Sites.UNNUMBERED);
    concatenateReplaced('.', '\u0100', "a.b", "L", ";", Sites.UNNUMBERED);
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
    return isLatin1(from, to, text, prefix, suffix)
        ? joinInArray((byte) from, (byte) to, text, prefix, suffix, site)
        : joinInBuilder(from, to, text, prefix, suffix, site);
  }

  private static void replaced(String text, int site) {
    // The text with the characters replaced, and its array.
    Sites.count(site, TEXT_BYTES + (HEADER_BYTES + text.length() + 7 & ~7));
  }

  private static boolean isLatin1(char from, char to, String text, String prefix, String suffix) {
    return AdoptedText.AVAILABLE
        && (from | to) <= '\u00ff'
        && text.length() <= MAX_ADOPTED
        && TextCoder.isLatin1(text)
        && TextCoder.isLatin1(prefix)
        && TextCoder.isLatin1(suffix);
  }

  /** Of characters below U+0100. */
  @SuppressWarnings("deprecation") // It drops the upper halves of characters, which are zero here.
  private static String joinInArray(
      byte from, byte to, String text, String prefix, String suffix, int site) {
    int start = prefix.length();
    int end = start + text.length();
    byte[] all = new byte[end + suffix.length()];
    prefix.getBytes(0, start, all, 0);
    text.getBytes(0, text.length(), all, start);
    suffix.getBytes(0, suffix.length(), all, end);
    boolean isReplaced = false;
    for (int i = start; i < end; i++) {
      if (all[i] == from) {
        all[i] = to;
        isReplaced = true;
      }
    }
    if (isReplaced) {
      replaced(text, site);
    }
    return AdoptedText.of(all);
  }

  private static String joinInBuilder(
      char from, char to, String text, String prefix, String suffix, int site) {
    StringBuilder all = BuilderPool.claim();
    all.append(prefix).append(text).append(suffix);
    int first = text.indexOf(from);
    if (first >= 0) {
      replaced(text, site);
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
