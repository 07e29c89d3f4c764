package io.heapwise.runtime;

import java.util.Arrays;
import java.util.HashMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The register of rewritten sites, and their counters. A site keeps its number for the life of the
 * JVM: rewriting a class again, or the same class in another loader, finds the numbers given
 * before.
 *
 * <p>Thread-safe. Counting takes no lock and allocates only when a thread meets a range of sites
 * for the first time; sums read while threads count may lag behind.
 */
public final class Sites {
  /** Numbers stay within what {@code sipush} can push. */
  public static final int CAPACITY = 1 << 15;

  /** The number for sites that have none of their own: too many sites, or no room in the method. */
  public static final int UNNUMBERED = 0;

  private static final Object LOCK = new Object();
  private static final HashMap<Site, Integer> NUMBERS = new HashMap<>();
  private static final int CHUNK = 64;
  private static final AtomicReferenceArray<AtomicLongArray> SHARED =
      new AtomicReferenceArray<>(CAPACITY / CHUNK);
  private static Site[] sites = new Site[256];
  private static int count = 1;

  private Sites() {}

  /** The number of a site, given now if it is new; {@link #UNNUMBERED} when all are taken. */
  public static int register(Site site) {
    synchronized (LOCK) {
      Integer known = NUMBERS.get(site);
      if (known != null) {
        return known;
      }
      if (count == CAPACITY) {
        return UNNUMBERED;
      }
      if (count == sites.length) {
        sites = Arrays.copyOf(sites, 2 * count);
      }
      sites[count] = site;
      NUMBERS.put(site, count);
      return count++;
    }
  }

  /** Numbers given so far are below this; the first is 1. */
  public static int count() {
    synchronized (LOCK) {
      return count;
    }
  }

  /** The site with a number from 1 to below {@link #count()}. */
  public static Site site(int number) {
    synchronized (LOCK) {
      return sites[number];
    }
  }

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
    AtomicLongArray chunk = SHARED.get(site / CHUNK);
    if (chunk == null) {
      SHARED.compareAndSet(site / CHUNK, null, new AtomicLongArray(2 * CHUNK));
      chunk = SHARED.get(site / CHUNK);
    }
    int index = 2 * (site % CHUNK);
    chunk.getAndIncrement(index + ThreadSlot.HITS);
    chunk.getAndAdd(index + ThreadSlot.AVOIDED, avoidedBytes);
  }

  /** Times that the rewritten form ran. */
  public static long hits(int site) {
    return sum(site, ThreadSlot.HITS);
  }

  /** What the original instructions would have asked for, less what the rewritten ones did. */
  public static long avoidedBytes(int site) {
    return sum(site, ThreadSlot.AVOIDED);
  }

  private static long sum(int site, int which) {
    AtomicLongArray chunk = SHARED.get(site / CHUNK);
    long shared = chunk == null ? 0 : chunk.get(2 * (site % CHUNK) + which);
    return shared + ThreadSlots.sum(site, which);
  }
}
