package io.heapwise.runtime;

/**
 * What the streams of one site share while they have no buffer: the array that stands in for it,
 * and the count of those that came to need one after all. A site whose streams nearly all do gets
 * buffers at once, and is tried again later, each time after twice as many streams.
 *
 * <p>Thread-safe without locks: a lost count only moves the moment of a decision.
 */
final class DeferredBuffer {
  /** Streams after which a site is judged. */
  static final int WINDOW = 256;

  /** Of them so many must have gone without a buffer. */
  static final int WORTHWHILE = WINDOW / 8;

  static final int FIRST_REST = 1 << 12;
  private static final int LONGEST_REST = 1 << 20;

  /** The array's header, less what takes its place: a {@link DeferredInput} and a tiny array. */
  private static final int SAVED_BEYOND_LENGTH = 16 - 24 - 24;

  final byte[] standIn;
  private final int site;
  private int made;
  private int filled;
  private int resting;
  private int rest = FIRST_REST;

  DeferredBuffer(byte[] standIn, int site) {
    this.standIn = standIn;
    this.site = site;
  }

  /** Whether the next stream shall do without a buffer for now. */
  boolean isWorthwhile() {
    int left = resting;
    if (left > 0) {
      resting = left - 1;
      return false;
    }
    int count = made + 1;
    if (count > WINDOW) {
      judge();
      count = 1;
    }
    made = count;
    return resting == 0;
  }

  private void judge() {
    if (WINDOW - filled < WORTHWHILE) {
      resting = rest;
      rest = Math.min(2 * rest, LONGEST_REST);
    } else {
      rest = FIRST_REST;
    }
    filled = 0;
  }

  /** A stream was made without a buffer. */
  void deferred() {
    Sites.count(site, standIn.length + SAVED_BEYOND_LENGTH);
  }

  /** One of them needs a buffer now. */
  byte[] make() {
    byte[] buffer = new byte[standIn.length];
    filled++;
    Sites.correct(site, -standIn.length - 16);
    return buffer;
  }
}
