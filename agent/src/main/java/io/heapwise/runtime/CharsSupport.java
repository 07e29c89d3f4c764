package io.heapwise.runtime;

/** What is left of an array of characters that a text is read in place of. Thread-safe. */
public final class CharsSupport {
  private static final int HEADER_BYTES = 16;

  private CharsSupport() {}

  /** Loads and initialises all that the other methods reach. */
  public static void warmUp() {
    reads("", Sites.UNNUMBERED);
    outOfBounds("", 0);
  }

  /** Counts that a text is read. */
  static boolean reads(String text, int site) {
    Sites.count(site, HEADER_BYTES + 2L * text.length() + 7 & ~7);
    return true;
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
