package io.heapwise.runtime.pool;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Idle arrays of long texts, which belong to no thread. A few entries, each taken and filled by one
 * atomic exchange. What is here is reserved in the {@link PoolBudget}.
 *
 * <p>Thread-safe without locks.
 */
final class LargeTexts {
  /** Longer ones are not kept. */
  private static final int MAX_BYTES = 16 << 20;

  private static final int WIDTH = 4;

  private static final AtomicReferenceArray<byte[]> ENTRIES = new AtomicReferenceArray<>(WIDTH);

  /** Whether any was taken or put since the last look; a lost update does no harm. */
  private static volatile boolean used;

  private LargeTexts() {}

  /** The largest, if it is at least of this length, now gone from here; or null. */
  static byte[] take(int least) {
    int found = -1;
    int length = least - 1;
    for (int i = 0; i < WIDTH; i++) {
      byte[] idle = ENTRIES.get(i);
      if (idle != null && idle.length > length) {
        found = i;
        length = idle.length;
      }
    }
    // Whoever is faster may have taken it meanwhile.
    byte[] taken = found < 0 ? null : ENTRIES.getAndSet(found, null);
    if (taken == null) {
      return null;
    }
    PoolBudget.giveBack(SizeClass.BUILDERS, reservedFor(taken));
    touch();
    if (taken.length < least) {
      put(taken);
      return null;
    }
    return taken;
  }

  static int maxBytes() {
    return (int) Math.min(MAX_BYTES, PoolBudget.maxArrayBytes());
  }

  /** Keeps an array that nobody else holds, if there is room. */
  static void put(byte[] idle) {
    if (idle.length > maxBytes()) {
      return;
    }
    for (int i = 0; i < WIDTH; i++) {
      if (ENTRIES.get(i) == null) {
        if (PoolBudget.tryReserve(SizeClass.BUILDERS, reservedFor(idle))
            && !ENTRIES.compareAndSet(i, null, idle)) {
          PoolBudget.refund(SizeClass.BUILDERS, reservedFor(idle));
        }
        touch();
        return;
      }
    }
  }

  static void clear() {
    for (int i = 0; i < WIDTH; i++) {
      byte[] dropped = ENTRIES.getAndSet(i, null);
      if (dropped != null) {
        PoolBudget.refund(SizeClass.BUILDERS, reservedFor(dropped));
      }
    }
  }

  /** Gives up everything if none was taken or put since the last call. */
  static void clearIfUnused() {
    if (!used) {
      clear();
    }
    used = false;
  }

  private static void touch() {
    if (!used) {
      used = true;
    }
  }

  private static long reservedFor(byte[] array) {
    return (long) array.length + Pooled.OVERHEAD_BYTES;
  }
}
