package io.heapwise.runtime;

import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Hands each platform thread a {@link ThreadSlot} of its own, and virtual threads one of a few
 * striped slots for the moment of a claim or release. The number of slots is fixed at start, so
 * that what all of them together retain has a hard bound; a thread that finds none left works
 * without. The slot of a dead thread goes to the next one that asks, with the builders in it.
 */
final class ThreadSlots {
  /** What a slot may retain at most: its builders, its buffer and their headers. */
  static final int SLOT_BYTES = (ThreadSlot.BUILDERS + 1) * (BuilderPool.MAX_RETAINED_BYTES + 64);

  private static final int MAX_SLOTS = 4096;

  /** A thread without a slot looks for one again after this many calls of such threads. */
  private static final int RETRY_CALLS = 1000;

  /** The class of virtual threads, or null on a JDK without them. */
  private static final Class<?> VIRTUAL = virtualThreadClass();

  private static final ThreadLocal<ThreadSlot> LOCAL = new ThreadLocal<>();
  private static final AtomicReferenceArray<ThreadSlot> STRIPES =
      new AtomicReferenceArray<>(stripeCount());

  /** The same slots, for their counters: there also while one is in use. */
  private static final AtomicReferenceArray<ThreadSlot> ALL_STRIPES =
      new AtomicReferenceArray<>(STRIPES.length());

  private static volatile AtomicReferenceArray<ThreadSlot> slots = new AtomicReferenceArray<>(64);
  private static int callsUntilRetry;

  private ThreadSlots() {}

  /**
   * Sets how many bytes all slots together may retain. Called once, before the first class is
   * rewritten.
   */
  static void bound(long maxBytes) {
    long count = maxBytes / SLOT_BYTES - STRIPES.length();
    if (VIRTUAL == null) {
      count += STRIPES.length();
    }
    slots = new AtomicReferenceArray<>((int) Math.max(0, Math.min(MAX_SLOTS, count)));
    if (VIRTUAL != null && count >= 0) {
      for (int i = 0; i < STRIPES.length(); i++) {
        ThreadSlot stripe = new ThreadSlot(null, i);
        ALL_STRIPES.set(i, stripe);
        STRIPES.set(i, stripe);
      }
    }
  }

  /** The slot to use until {@link #exit}, or null where there is none. */
  static ThreadSlot enter() {
    Thread thread = Thread.currentThread();
    if (VIRTUAL != null && VIRTUAL.isInstance(thread)) {
      return STRIPES.getAndSet(System.identityHashCode(thread) & (STRIPES.length() - 1), null);
    }
    ThreadSlot slot = LOCAL.get();
    return slot != null ? slot : acquire(thread);
  }

  static void exit(ThreadSlot slot) {
    if (slot.stripe >= 0) {
      STRIPES.set(slot.stripe, slot);
    }
  }

  private static ThreadSlot acquire(Thread thread) {
    // A racy count is good enough to keep a crowd of threads from scanning at every call.
    int remaining = callsUntilRetry;
    if (remaining > 0) {
      callsUntilRetry = remaining - 1;
      return null;
    }
    AtomicReferenceArray<ThreadSlot> all = slots;
    for (int i = 0; i < all.length(); i++) {
      ThreadSlot slot = all.get(i);
      if (slot == null) {
        slot = new ThreadSlot(new WeakReference<>(thread), -1);
        if (all.compareAndSet(i, null, slot)) {
          LOCAL.set(slot);
          return slot;
        }
        slot = all.get(i);
      }
      WeakReference<Thread> reference = slot.owner.get();
      Thread owner = reference.get();
      // The same thread asks again when something has erased its thread-locals.
      boolean free = owner == null || owner == thread || !owner.isAlive();
      if (free && slot.owner.compareAndSet(reference, new WeakReference<>(thread))) {
        LOCAL.set(slot);
        return slot;
      }
    }
    callsUntilRetry = RETRY_CALLS;
    return null;
  }

  static long sum(int site, int which) {
    long sum = 0;
    AtomicReferenceArray<ThreadSlot> all = slots;
    for (int i = 0; i < all.length(); i++) {
      ThreadSlot slot = all.get(i);
      if (slot != null) {
        sum += slot.sum(site, which);
      }
    }
    for (int i = 0; i < ALL_STRIPES.length(); i++) {
      ThreadSlot stripe = ALL_STRIPES.get(i);
      if (stripe != null) {
        sum += stripe.sum(site, which);
      }
    }
    return sum;
  }

  private static int stripeCount() {
    return Integer.highestOneBit(2 * Runtime.getRuntime().availableProcessors());
  }

  private static Class<?> virtualThreadClass() {
    try {
      return Class.forName("java.lang.BaseVirtualThread", false, null);
    } catch (ClassNotFoundException | LinkageError e) {
      return null;
    }
  }
}
