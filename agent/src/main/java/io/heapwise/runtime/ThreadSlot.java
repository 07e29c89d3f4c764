package io.heapwise.runtime;

import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What one platform thread owns: a few idle builders and its share of the site counters. Virtual
 * threads take a slot for the length of one claim or release.
 *
 * <p>Confined to its owner, but for {@link #sum}, which any thread may call.
 */
final class ThreadSlot {
  static final int HITS = 0;
  static final int AVOIDED = 1;

  static final int BUILDERS = 4;
  private static final int CHUNK_BITS = 6;
  private static final int CHUNK_MASK = (1 << CHUNK_BITS) - 1;

  /** The thread this slot belongs to; changed by compare-and-set when that one has died. */
  final AtomicReference<WeakReference<Thread>> owner;

  /** Index among the stripes of virtual threads, or -1 for the slot of a platform thread. */
  final int stripe;

  private final StringBuilder[] builders = new StringBuilder[BUILDERS];
  private int builderCount;
  private StringBuffer buffer;
  private int lastClaim;
  private final long[][] chunks = new long[Sites.CAPACITY >> CHUNK_BITS][];

  ThreadSlot(WeakReference<Thread> owner, int stripe) {
    this.owner = new AtomicReference<>(owner);
    this.stripe = stripe;
  }

  /** An idle builder, now gone from the slot, or null. */
  StringBuilder takeBuilder() {
    int count = builderCount;
    if (count == 0) {
      return null;
    }
    StringBuilder builder = builders[--count];
    builders[count] = null;
    builderCount = count;
    return builder;
  }

  void putBuilder(StringBuilder builder) {
    int count = builderCount;
    if (count < BUILDERS) {
      builders[count] = builder;
      builderCount = count + 1;
    }
  }

  /** An idle buffer, now gone from the slot, or null. */
  StringBuffer takeBuffer() {
    StringBuffer taken = buffer;
    buffer = null;
    return taken;
  }

  void putBuffer(StringBuffer idle) {
    buffer = idle;
  }

  void count(int site, long avoidedBytes) {
    long[] chunk = chunks[site >> CHUNK_BITS];
    if (chunk == null) {
      chunk = newChunk(site);
    }
    int index = (site & CHUNK_MASK) << 1;
    chunk[index + HITS]++;
    chunk[index + AVOIDED] += avoidedBytes;
  }

  /** Counts a claim of a site, and what that avoided. */
  void claimed(int site, long avoidedBytes) {
    lastClaim = site;
    count(site, avoidedBytes);
  }

  /**
   * Adds what a builder's growth avoided. There is no room in rewritten code to say for which site:
   * the one that claimed last is nearly always right, and one inside it when not.
   */
  void released(long avoidedBytes) {
    int site = lastClaim;
    long[] chunk = chunks[site >> CHUNK_BITS];
    if (chunk == null) {
      chunk = newChunk(site);
    }
    chunk[((site & CHUNK_MASK) << 1) + AVOIDED] += avoidedBytes;
  }

  private long[] newChunk(int site) {
    long[] chunk = new long[2 << CHUNK_BITS];
    chunks[site >> CHUNK_BITS] = chunk;
    return chunk;
  }

  long sum(int site, int which) {
    long[] chunk = chunks[site >> CHUNK_BITS];
    return chunk == null ? 0 : chunk[((site & CHUNK_MASK) << 1) + which];
  }
}
