package io.heapwise.runtime.pool;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Two numbers for each rewritten site, kept where the thread's other things are, so that a claim
 * and its count take one look-up.
 *
 * <p>Thread-safe. Counting takes no lock and allocates only when a thread meets a range of sites
 * for the first time; sums read while threads count may lag behind.
 */
public final class SiteCounters {
  public static final int CAPACITY = 1 << 15;

  /** The site that stands for those without a number. */
  public static final int UNNUMBERED = 0;

  /** Runs of the rewritten site. */
  public static final int HITS = 0;

  /** What the original instructions would have asked for, less what the rewritten ones did. */
  public static final int AVOIDED = 1;

  private static final int CHUNK = 64;
  private static final AtomicReferenceArray<AtomicLongArray> SHARED =
      new AtomicReferenceArray<>(CAPACITY / CHUNK);

  private SiteCounters() {}

  /** Counts one run of a site and the bytes it avoided, which may be negative. */
  public static void count(int site, long avoidedBytes) {
    ThreadSlot slot = ThreadSlots.enter();
    if (slot == null) {
      countShared(site, avoidedBytes);
      return;
    }
    slot.count(site, avoidedBytes);
    ThreadSlots.exit(slot);
  }

  /** Counts for a thread that has no slot. */
  static void countShared(int site, long avoidedBytes) {
    sharedChunk(site).getAndIncrement(2 * (site % CHUNK) + HITS);
    correctShared(site, avoidedBytes);
  }

  /** Adds to what a site has avoided, for a run that was counted before. */
  public static void correct(int site, long avoidedBytes) {
    ThreadSlot slot = ThreadSlots.enter();
    if (slot == null) {
      correctShared(site, avoidedBytes);
      return;
    }
    slot.correct(site, avoidedBytes);
    ThreadSlots.exit(slot);
  }

  private static void correctShared(int site, long avoidedBytes) {
    sharedChunk(site).getAndAdd(2 * (site % CHUNK) + AVOIDED, avoidedBytes);
  }

  private static AtomicLongArray sharedChunk(int site) {
    AtomicLongArray chunk = SHARED.get(site / CHUNK);
    if (chunk == null) {
      SHARED.compareAndSet(site / CHUNK, null, new AtomicLongArray(2 * CHUNK));
      chunk = SHARED.get(site / CHUNK);
    }
    return chunk;
  }

  /**
   * Both sums of all sites that there is room for: much faster than to ask for one after the other.
   *
   * @param sums is overwritten; {@link #HITS} and {@link #AVOIDED} of a site are at twice its
   *     number and behind
   */
  public static void sumAll(long[] sums) {
    for (int i = 0; i < sums.length; i++) {
      AtomicLongArray chunk = SHARED.get(i / (2 * CHUNK));
      sums[i] = chunk == null ? 0 : chunk.get(i % (2 * CHUNK));
    }
    ThreadSlots.addTo(sums);
  }

  /** The sum of one of the two numbers over all threads. */
  public static long sum(int site, int which) {
    AtomicLongArray chunk = SHARED.get(site / CHUNK);
    long shared = chunk == null ? 0 : chunk.get(2 * (site % CHUNK) + which);
    return shared + ThreadSlots.sum(site, which);
  }
}
