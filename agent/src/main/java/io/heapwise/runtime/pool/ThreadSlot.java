package io.heapwise.runtime.pool;

import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What one platform thread owns: its {@link Shelf}, its share of the site counters and of the
 * pools' counters. Virtual threads take a slot for the length of one claim or release.
 *
 * <p>Confined to its owner, but for {@link #sum}, {@link #addTo}, {@link #claims} and the retiring
 * of its shelf, which any thread may call.
 */
final class ThreadSlot {
  /** Outcomes of claims. */
  static final int HIT = 0;

  static final int MISS = 1;
  static final int PLAIN = 2;
  private static final int OUTCOMES = 3;

  /** Open claims that the slot of a platform thread remembers. */
  static final int OPEN_CLAIMS = 16;

  /** A stripe serves many threads, whose claims do not end in reverse order. */
  static final int OPEN_CLAIMS_OF_STRIPE = 32;

  private static final int CLAIMS_BETWEEN_LOOKS = 1024;
  private static final int CHUNK_BITS = 6;
  private static final int CHUNK_MASK = (1 << CHUNK_BITS) - 1;

  /** The thread this slot belongs to; changed by compare-and-set when that one has died. */
  final AtomicReference<WeakReference<Thread>> owner;

  /** The number of that thread, written by it; of no thread before. */
  volatile long ownerNumber;

  /** Index among the stripes of virtual threads, or -1 for the slot of a platform thread. */
  final int stripe;

  /**
   * Set by the owner where it is null, without a lock; set to null by whoever retires what was
   * there, one at a time. Not behind an object of its own, an atomic one: a claim takes about as
   * long as it has references to go through.
   */
  private volatile Shelf shelf;

  private final long[] claims = new long[OUTCOMES * SizeClass.COUNT];
  private int lastClaim;

  /** What the original's builder holds without growing. */
  private int lastCapacity;

  private int untilLook = CLAIMS_BETWEEN_LOOKS;
  private long[][] chunks = new long[4][];

  /** The claims there had been when {@link PoolShrinker} came by; its alone. */
  private long claimsSeen = -1;

  ThreadSlot(WeakReference<Thread> owner, int stripe) {
    this.owner = new AtomicReference<>(owner);
    this.stripe = stripe;
  }

  /** What tells the threads apart that claim here. */
  @SuppressWarnings("deprecation") // Since 19, when platform threads may override it.
  long claimant() {
    return stripe < 0 ? 0 : Thread.currentThread().getId();
  }

  /** The shelf, or null. */
  Shelf shelf() {
    return shelf;
  }

  /** The shelf, made now if there is none; null when there is no memory for it. */
  Shelf openShelf() {
    Shelf current = shelf;
    return current != null ? current : newShelf();
  }

  private Shelf newShelf() {
    try {
      Shelf fresh = new Shelf(stripe < 0 ? OPEN_CLAIMS : OPEN_CLAIMS_OF_STRIPE);
      shelf = fresh;
      return fresh;
    } catch (OutOfMemoryError e) {
      return null;
    }
  }

  /** Gives up everything on the shelf. Any thread. */
  synchronized void retireShelf() {
    Shelf current = shelf;
    if (current != null) {
      shelf = null;
      current.retire();
    }
  }

  /** The same, if nothing was claimed since the last call. One thread at a time. */
  void retireIdleShelf() {
    long now = 0;
    for (int i = 0; i < claims.length; i++) {
      now += claims[i];
    }
    if (now == claimsSeen) {
      retireShelf();
    }
    claimsSeen = now;
  }

  /** A new owner has come. */
  void adopted() {
    Shelf inherited = shelf;
    if (inherited != null) {
      inherited.forgetClaims();
    }
  }

  /** Counts a claim of a site and its outcome. */
  void claimed(int sizeClass, int outcome, int site, long avoidedBytes) {
    lastClaim = site;
    count(site, avoidedBytes);
    claimed(sizeClass, outcome);
  }

  /**
   * Counts a claim of a builder or an array for a text, whose growth is counted when it comes back.
   *
   * @param isFound if not, a new one is made that avoids nothing
   * @param fixedBytes that a new one takes with a capacity of 0
   * @param capacity that the original would have made it with
   */
  void claimedText(boolean isFound, int site, int fixedBytes, int capacity) {
    lastCapacity = isFound ? capacity : Integer.MAX_VALUE;
    claimed(SizeClass.BUILDERS, isFound ? HIT : MISS, site, isFound ? fixedBytes + capacity : 0);
  }

  /** Counts a claim without a site; every so often looks after the pools. */
  void claimed(int sizeClass, int outcome) {
    claims[OUTCOMES * sizeClass + outcome]++;
    if (--untilLook < 0) {
      untilLook = CLAIMS_BETWEEN_LOOKS;
      PoolShrinker.look();
    }
  }

  long claims(int sizeClass, int outcome) {
    return claims[OUTCOMES * sizeClass + outcome];
  }

  void count(int site, long avoidedBytes) {
    long[] chunk = chunk(site);
    if (chunk != null) {
      int index = (site & CHUNK_MASK) << 1;
      chunk[index + SiteCounters.HITS]++;
      chunk[index + SiteCounters.AVOIDED] += avoidedBytes;
    }
  }

  /**
   * Adds what growth avoided. There is no room in rewritten code to say for which site: the one
   * that claimed last is nearly always right, and one inside it when not.
   *
   * @param length of the text
   */
  void releasedText(int length) {
    if (length > lastCapacity) {
      correct(lastClaim, BuilderPool.growth(lastCapacity, length));
    }
  }

  void correct(int site, long avoidedBytes) {
    long[] chunk = chunk(site);
    if (chunk != null) {
      chunk[((site & CHUNK_MASK) << 1) + SiteCounters.AVOIDED] += avoidedBytes;
    }
  }

  private long[] chunk(int site) {
    long[][] all = chunks;
    int index = site >> CHUNK_BITS;
    long[] chunk = index < all.length ? all[index] : null;
    return chunk != null ? chunk : newChunk(index);
  }

  private long[] newChunk(int index) {
    try {
      long[] chunk = new long[2 << CHUNK_BITS];
      if (index >= chunks.length) {
        chunks = Arrays.copyOf(chunks, Integer.highestOneBit(index) << 1);
      }
      chunks[index] = chunk;
      return chunk;
    } catch (OutOfMemoryError e) {
      // A run that is not counted is better than an error that the program did not have.
      return null;
    }
  }

  /** Adds what was counted here: see {@link SiteCounters#sumAll}. */
  void addTo(long[] sums) {
    long[][] all = chunks;
    for (int i = 0; i < all.length; i++) {
      long[] chunk = all[i];
      if (chunk != null) {
        int start = i << CHUNK_BITS + 1;
        int end = Math.min(sums.length, start + chunk.length);
        for (int k = start; k < end; k++) {
          sums[k] += chunk[k - start];
        }
      }
    }
  }

  long sum(int site, int which) {
    long[][] all = chunks;
    int index = site >> CHUNK_BITS;
    long[] chunk = index < all.length ? all[index] : null;
    return chunk == null ? 0 : chunk[((site & CHUNK_MASK) << 1) + which];
  }
}
