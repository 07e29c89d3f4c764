package io.heapwise.runtime.pool;

import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Gives up what nobody has used for a while, and everything when the heap is nearly full. There is
 * no thread for this: threads that claim come by every so often. Any thread; one at a time does the
 * work.
 */
final class PoolShrinker {
  private static final long IDLE_NANOS = 10_000_000_000L;

  /** Of the largest heap, in use after a collection. */
  private static final int PRESSURE_PERCENT = 90;

  private static final AtomicLong NEXT_NANOS = new AtomicLong(System.nanoTime() + IDLE_NANOS);

  /** Cleared by the next garbage collection. */
  private static volatile WeakReference<Object> collection = new WeakReference<>(new Object());

  private PoolShrinker() {}

  static void look() {
    if (collection.refersTo(null)) {
      lookAtHeap();
    }
    long now = System.nanoTime();
    long next = NEXT_NANOS.get();
    if (now - next >= 0 && NEXT_NANOS.compareAndSet(next, now + IDLE_NANOS)) {
      giveUpIdle();
    }
  }

  private static void lookAtHeap() {
    try {
      collection = new WeakReference<>(new Object());
    } catch (OutOfMemoryError e) {
      // All the more reason.
    }
    Runtime runtime = Runtime.getRuntime();
    long used = runtime.totalMemory() - runtime.freeMemory();
    if (isPressing(used, runtime.maxMemory())) {
      Pools.empty();
    }
  }

  static boolean isPressing(long usedBytes, long maxBytes) {
    return usedBytes > maxBytes / 100 * PRESSURE_PERCENT;
  }

  /** What was not used between two calls is given up in the second. One thread at a time. */
  static void giveUpIdle() {
    ThreadSlots.retireIdleShelves();
    SharedShelves.clearIfUnused();
    LargeTexts.clearIfUnused();
    RecentTexts.clearIfUnused();
  }
}
