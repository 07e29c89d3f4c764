package io.heapwise.track.exact;

import java.lang.ref.WeakReference;
import jdk.internal.misc.Unsafe;

/**
 * Gives stripes of the counters to threads that would have them, and takes them back when those
 * have ended. A thread that ends has done all its writing before it is seen not to be alive; so
 * whoever gets its stripe next goes on from there.
 *
 * <p>Virtual threads get none: nobody is told when one ends. Confined to one thread.
 */
final class StripeOwners {
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();

  /** {@code getId} may be overridden. */
  private static final long THREAD_NUMBER = UNSAFE.objectFieldOffset(Thread.class, "tid");

  private final long[] owners;
  private final long[] wanted;

  /** Weak: a thread must not be kept, nor what hangs on it. */
  private final WeakReference<?>[] threads;

  /** The arrays are those that threads look at. */
  StripeOwners(long[] owners, long[] wanted) {
    this.owners = owners;
    this.wanted = wanted;
    threads = new WeakReference<?>[owners.length];
  }

  /**
   * To be called several times a second, not more often. Allocates nothing as long as no thread
   * comes or goes.
   */
  void update() {
    Thread[] alive = null;
    for (int i = 0; i < owners.length; i++) {
      if (owners[i] != 0) {
        Thread owner = (Thread) threads[i].get();
        if (owner == null || !owner.isAlive()) {
          threads[i] = null;
          set(i, 0);
        }
      } else if (wanted[i] != 0) {
        alive = alive == null ? platformThreads() : alive;
        Thread owner = find(alive, wanted[i]);
        wanted[i] = 0;
        if (owner != null) {
          threads[i] = new WeakReference<>(owner);
          set(i, numberOf(owner));
        }
      }
    }
  }

  private void set(int stripe, long owner) {
    // What the last owner wrote comes first. Not putLongRelease: the offset that it needs is an int
    // on JDK 17 and a long on 25.
    UNSAFE.storeFence();
    owners[stripe] = owner;
  }

  private static Thread find(Thread[] threads, long number) {
    for (Thread thread : threads) {
      if (thread != null && numberOf(thread) == number) {
        return thread;
      }
    }
    return null;
  }

  private static long numberOf(Thread thread) {
    return UNSAFE.getLong(thread, THREAD_NUMBER);
  }

  private static Thread[] platformThreads() {
    ThreadGroup root = Thread.currentThread().getThreadGroup();
    while (root.getParent() != null) {
      root = root.getParent();
    }
    // Some more, for those that start in the meantime; whoever is missed asks again.
    Thread[] threads = new Thread[root.activeCount() + 16];
    root.enumerate(threads);
    return threads;
  }
}
