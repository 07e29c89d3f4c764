package io.heapwise.runtime;

/**
 * Arrays that stand in for buffers that are not there: of the right length, and nothing else. Never
 * written, never read, and shared by all streams. Kept for good, so they are few and have a bound.
 */
final class StandInBuffers {
  /** A larger buffer is rare, and holds a good part of what is read through it. */
  static final int MAX_LENGTH = 64 << 10;

  private static final int MAX_COUNT = 8;
  private static final int HEADER_BYTES = 16;
  private static final int MAX_BYTES = 160 << 10;

  private static final Object LOCK = new Object();
  private static volatile byte[][] standIns = {};
  private static long left;
  private static long bound;

  private StandInBuffers() {}

  /** Sets how many bytes all of them may take; 0 where this JDK has no use for them. */
  static void bound(long maxBytes) {
    synchronized (LOCK) {
      // Does not initialise that class: this runs in programs without any stream.
      boolean useful = Runtime.version().feature() == BufferedInputFields.REVIEWED_JDK;
      bound = useful ? Math.min(maxBytes, MAX_BYTES) : 0;
      left = bound;
    }
  }

  static long maxBytes() {
    synchronized (LOCK) {
      return bound;
    }
  }

  /** The one of a length, or null: a length that is too large, or one too many. */
  static byte[] ofLength(int length) {
    byte[][] known = standIns;
    for (int i = 0; i < known.length; i++) {
      if (known[i].length == length) {
        return known[i];
      }
    }
    return known.length == MAX_COUNT || length > MAX_LENGTH ? null : make(length);
  }

  private static byte[] make(int length) {
    synchronized (LOCK) {
      byte[][] known = standIns;
      for (int i = 0; i < known.length; i++) {
        if (known[i].length == length) {
          return known[i];
        }
      }
      if (known.length == MAX_COUNT || length + HEADER_BYTES > left) {
        return null;
      }
      byte[][] more = new byte[known.length + 1][];
      System.arraycopy(known, 0, more, 0, known.length);
      byte[] made = new byte[length];
      more[known.length] = made;
      standIns = more;
      left -= length + HEADER_BYTES;
      return made;
    }
  }
}
