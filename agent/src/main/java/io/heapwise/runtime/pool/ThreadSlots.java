package io.heapwise.runtime.pool;

import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import jdk.internal.misc.Unsafe;

/**
 * Hands each platform thread a {@link ThreadSlot} of its own, and virtual threads one of a few
 * striped slots for the moment of a claim or release. A slot is small and holds nothing until its
 * {@link Shelf} has reserved it; a thread that finds no slot left works without. The slot of a dead
 * thread goes to the next one that asks, with the idle things in it; its open claims are forgotten.
 */
final class ThreadSlots {
  private static final int MAX_SLOTS = 4096;
  private static final int MIN_SLOTS = 16;
  private static final int MAX_STRIPES = 256;

  /** Power of two: threads whose numbers are that far apart share a place. */
  static final int NUMBERED = 256;

  /** About what a slot and its counters take, outside of the budget. */
  private static final int SLOT_BYTES = 2 << 10;

  /** A thread without a slot looks for one again after this many calls of such threads. */
  private static final int RETRY_CALLS = 1000;

  /** The class of virtual threads, or null on a JDK without them. */
  private static final Class<?> VIRTUAL = virtualThreadClass();

  private static final ThreadLocal<ThreadSlot> LOCAL = new ThreadLocal<>();

  private static final Unsafe UNSAFE = ReviewedJdk.unsafe();

  /** Offset of the number that no other thread ever has; a subclass may say another. */
  private static final long NUMBER = UNSAFE == null ? -1 : numberOffset();

  /** Slots by the numbers of their owners, as far as they do not collide: twice as fast. */
  private static final ThreadSlot[] BY_NUMBER = new ThreadSlot[NUMBERED];

  /** Empty where a virtual thread is inside a claim or release. */
  private static final AtomicReferenceArray<ThreadSlot> STRIPES =
      new AtomicReferenceArray<>(stripeCount());

  /** The same slots, for their counters: there also while one is in use. None before JDK 21. */
  private static final AtomicReferenceArray<ThreadSlot> ALL_STRIPES = newStripes();

  private static volatile AtomicReferenceArray<ThreadSlot> slots = new AtomicReferenceArray<>(64);
  private static int callsUntilRetry;

  private ThreadSlots() {}

  /**
   * Makes as many slots possible as become a pool of this size. Called once, before the first class
   * is rewritten.
   */
  static void bound(long maxBytes) {
    long count = Math.max(MIN_SLOTS, Math.min(MAX_SLOTS, maxBytes / SLOT_BYTES));
    slots = new AtomicReferenceArray<>((int) count);
  }

  /** The slot to use until {@link #exit}, or null where there is none. */
  static ThreadSlot enter() {
    Thread thread = Thread.currentThread();
    if (VIRTUAL != null && VIRTUAL.isInstance(thread)) {
      return STRIPES.getAndSet(stripeOf(thread), null);
    }
    if (NUMBER >= 0) {
      long number = numberOf(thread);
      ThreadSlot own = BY_NUMBER[indexOf(number)];
      if (own != null && own.ownerNumber == number) {
        return own;
      }
    }
    ThreadSlot slot = LOCAL.get();
    return slot != null ? slot : acquire(thread);
  }

  private static long numberOf(Thread thread) {
    return UNSAFE.getLong(thread, NUMBER);
  }

  private static int indexOf(long number) {
    return (int) number & NUMBERED - 1;
  }

  private static void own(ThreadSlot slot, Thread thread) {
    LOCAL.set(slot);
    if (NUMBER >= 0) {
      long number = numberOf(thread);
      slot.ownerNumber = number;
      BY_NUMBER[indexOf(number)] = slot;
    }
  }

  static void exit(ThreadSlot slot) {
    if (slot.stripe >= 0) {
      STRIPES.set(slot.stripe, slot);
    }
  }

  /**
   * For a thread that gets no slot at the moment: none of its claims can be released from now on.
   * The claims of others on the same shelf are forgotten with them.
   */
  static void forgetClaims() {
    Thread thread = Thread.currentThread();
    if (VIRTUAL != null && VIRTUAL.isInstance(thread)) {
      ALL_STRIPES.get(stripeOf(thread)).retireShelf();
      return;
    }
    // It may own one that it cannot find, when something has erased its thread-locals.
    int i = ALL_STRIPES.length();
    for (ThreadSlot slot = slot(i); slot != null; slot = slot(++i)) {
      if (slot.owner.get().refersTo(thread)) {
        slot.retireShelf();
      }
    }
  }

  /**
   * All slots one after the other, the stripes first; null behind the last. Those of platform
   * threads are taken in their order and never given up, so that there is no gap.
   */
  private static ThreadSlot slot(int index) {
    int stripes = ALL_STRIPES.length();
    if (index < stripes) {
      return ALL_STRIPES.get(index);
    }
    AtomicReferenceArray<ThreadSlot> all = slots;
    return index - stripes < all.length() ? all.get(index - stripes) : null;
  }

  private static int stripeOf(Thread thread) {
    return System.identityHashCode(thread) & (STRIPES.length() - 1);
  }

  private static ThreadSlot acquire(Thread thread) {
    // A racy count is good enough to keep a crowd of threads from scanning at every call.
    int remaining = callsUntilRetry;
    if (remaining > 0) {
      callsUntilRetry = remaining - 1;
      return null;
    }
    try {
      return search(thread);
    } catch (OutOfMemoryError e) {
      return null;
    }
  }

  private static ThreadSlot search(Thread thread) {
    AtomicReferenceArray<ThreadSlot> all = slots;
    for (int i = 0; i < all.length(); i++) {
      ThreadSlot slot = all.get(i);
      if (slot == null) {
        slot = new ThreadSlot(new WeakReference<>(thread), -1);
        if (all.compareAndSet(i, null, slot)) {
          own(slot, thread);
          return slot;
        }
        slot = all.get(i);
      }
      WeakReference<Thread> reference = slot.owner.get();
      Thread owner = reference.get();
      // The same thread asks again when something has erased its thread-locals.
      boolean free = owner == null || owner == thread || !owner.isAlive();
      if (free && slot.owner.compareAndSet(reference, new WeakReference<>(thread))) {
        if (owner != thread) {
          slot.adopted();
        }
        own(slot, thread);
        return slot;
      }
    }
    callsUntilRetry = RETRY_CALLS;
    return null;
  }

  /** Gives up what all threads hold idle, and forgets their open claims. */
  static void retireShelves() {
    int i = 0;
    for (ThreadSlot slot = slot(i); slot != null; slot = slot(++i)) {
      slot.retireShelf();
    }
  }

  /** The same for threads that have claimed nothing since the last call. One thread at a time. */
  static void retireIdleShelves() {
    int i = 0;
    for (ThreadSlot slot = slot(i); slot != null; slot = slot(++i)) {
      slot.retireIdleShelf();
    }
  }

  static long sum(int site, int which) {
    long sum = 0;
    int i = 0;
    for (ThreadSlot slot = slot(i); slot != null; slot = slot(++i)) {
      sum += slot.sum(site, which);
    }
    return sum;
  }

  /** Adds what all slots have counted: see {@link SiteCounters#sumAll}. */
  static void addTo(long[] sums) {
    int i = 0;
    for (ThreadSlot slot = slot(i); slot != null; slot = slot(++i)) {
      slot.addTo(sums);
    }
  }

  static long claims(int sizeClass, int outcome) {
    long sum = 0;
    int i = 0;
    for (ThreadSlot slot = slot(i); slot != null; slot = slot(++i)) {
      sum += slot.claims(sizeClass, outcome);
    }
    return sum;
  }

  /** What lies on all shelves. For tests, with all threads at rest. */
  static long heldBytes() {
    long sum = 0;
    int i = 0;
    for (ThreadSlot slot = slot(i); slot != null; slot = slot(++i)) {
      Shelf shelf = slot.shelf();
      sum += shelf == null ? 0 : shelf.heldBytes();
    }
    return sum;
  }

  private static int stripeCount() {
    int processors = Math.max(2, Runtime.getRuntime().availableProcessors());
    return Math.min(MAX_STRIPES, Integer.highestOneBit(8 * processors));
  }

  private static AtomicReferenceArray<ThreadSlot> newStripes() {
    int count = VIRTUAL == null ? 0 : STRIPES.length();
    AtomicReferenceArray<ThreadSlot> all = new AtomicReferenceArray<>(count);
    for (int i = 0; i < count; i++) {
      ThreadSlot stripe = new ThreadSlot(null, i);
      all.set(i, stripe);
      STRIPES.set(i, stripe);
    }
    return all;
  }

  @SuppressWarnings("deprecation") // Since 19, when platform threads may override it.
  private static long numberOffset() {
    try {
      long offset = UNSAFE.objectFieldOffset(Thread.class, "tid");
      Thread thread = Thread.currentThread();
      return UNSAFE.getLong(thread, offset) == thread.getId() ? offset : -1;
    } catch (Error | RuntimeException e) {
      return -1;
    }
  }

  private static Class<?> virtualThreadClass() {
    try {
      return Class.forName("java.lang.BaseVirtualThread", false, null);
    } catch (ClassNotFoundException | LinkageError e) {
      return null;
    }
  }
}
