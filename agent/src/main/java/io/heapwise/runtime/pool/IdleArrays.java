package io.heapwise.runtime.pool;

/** A few idle arrays of one kind, found by their exact length. Confined to the shelf's owner. */
final class IdleArrays {
  static final int CAPACITY = 8;

  /** Apart from the entries, so that a search touches one cache line. */
  private final int[] lengths = new int[CAPACITY];

  private final Pooled[] entries = new Pooled[CAPACITY];
  private int count;

  /** One of this length, now gone from here, or null. */
  Pooled take(int length) {
    for (int i = count - 1; i >= 0; i--) {
      if (lengths[i] == length) {
        return remove(i);
      }
    }
    return null;
  }

  /** Adds one; returns the one that had to make room for it, or null. */
  Pooled put(Pooled idle) {
    Pooled evicted = count == CAPACITY ? removeOldest() : null;
    int end = count;
    lengths[end] = idle.length;
    entries[end] = idle;
    count = end + 1;
    return evicted;
  }

  /** The one that has lain here longest, now gone from here, or null. */
  Pooled removeOldest() {
    return count == 0 ? null : remove(0);
  }

  long reservedBytes() {
    long bytes = 0;
    for (int i = 0; i < count; i++) {
      bytes += entries[i].reservedBytes;
    }
    return bytes;
  }

  private Pooled remove(int index) {
    Pooled removed = entries[index];
    int last = count - 1;
    // The order of age is kept; mostly the last one is taken, and nothing moves.
    for (int i = index; i < last; i++) {
      lengths[i] = lengths[i + 1];
      entries[i] = entries[i + 1];
    }
    count = last;
    entries[last] = null;
    return removed;
  }
}
