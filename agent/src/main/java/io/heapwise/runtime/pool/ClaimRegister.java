package io.heapwise.runtime.pool;

/**
 * The open claims of one slot. What is not in here cannot be released: a second release, one by
 * another thread, one of an array that has escaped, all find nothing. When it is full the oldest
 * claim is forgotten, and its array is then the program's alone. Confined to the shelf's owner.
 */
final class ClaimRegister {
  private final Pooled[] open;
  private int count;

  ClaimRegister(int capacity) {
    open = new Pooled[capacity];
  }

  /** Enters a claim; returns the one that is forgotten for it, or null. */
  Pooled push(Pooled claimed) {
    Pooled forgotten = null;
    if (count == open.length) {
      forgotten = remove(0);
    }
    open[count++] = claimed;
    return forgotten;
  }

  /** The claim of an array by a thread, or null. Claims end in reverse order, mostly. */
  Pooled find(Object array, long claimant) {
    int index = indexOf(array, claimant);
    return index < 0 ? null : open[index];
  }

  /** The same, and the claim is over. */
  Pooled remove(Object array, long claimant) {
    int index = indexOf(array, claimant);
    return index < 0 ? null : remove(index);
  }

  /** Any open claim, now over, or null. */
  Pooled removeLast() {
    return count == 0 ? null : remove(count - 1);
  }

  long reservedBytes() {
    long bytes = 0;
    for (int i = 0; i < count; i++) {
      bytes += open[i].reservedBytes;
    }
    return bytes;
  }

  private int indexOf(Object array, long claimant) {
    for (int i = count - 1; i >= 0; i--) {
      Pooled claim = open[i];
      if (claim.array == array && claim.claimant == claimant) {
        return i;
      }
    }
    return -1;
  }

  private Pooled remove(int index) {
    Pooled removed = open[index];
    int last = count - 1;
    for (int i = index; i < last; i++) {
      open[i] = open[i + 1];
    }
    count = last;
    open[last] = null;
    return removed;
  }
}
