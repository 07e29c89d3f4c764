package io.heapwise.runtime;

import io.heapwise.runtime.pool.SiteCounters;
import java.util.Arrays;
import java.util.HashMap;

/**
 * The register of rewritten sites, and their counters. A site keeps its number for the life of the
 * JVM: rewriting a class again, or the same class in another loader, finds the numbers given
 * before.
 *
 * <p>Thread-safe. For the counters see {@link SiteCounters}.
 */
public final class Sites {
  /** Numbers stay within what {@code sipush} can push. */
  public static final int CAPACITY = SiteCounters.CAPACITY;

  /** The number for sites that have none of their own: too many sites, or no room in the method. */
  public static final int UNNUMBERED = SiteCounters.UNNUMBERED;

  private static final Object LOCK = new Object();
  private static final HashMap<Site, Integer> NUMBERS = new HashMap<>();
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

  /** The number that a site has been given; {@link #UNNUMBERED} if it has none. */
  public static int numberOf(Site site) {
    synchronized (LOCK) {
      Integer known = NUMBERS.get(site);
      return known == null ? UNNUMBERED : known;
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
    SiteCounters.count(site, avoidedBytes);
  }

  /** Adds to the bytes that a run of a site, counted before, has avoided. */
  public static void correct(int site, long avoidedBytes) {
    SiteCounters.correct(site, avoidedBytes);
  }

  /**
   * Hits and avoided bytes of all sites that there is room for, which is faster than to ask for one
   * after the other.
   *
   * @param sums is overwritten; the numbers of site {@code n} are at {@code 2 * n} and behind
   */
  public static void sumAll(long[] sums) {
    SiteCounters.sumAll(sums);
  }

  /** The same in a new array, for the numbers that are given so far. */
  public static long[] sumAll() {
    long[] sums = new long[2 * count()];
    sumAll(sums);
    return sums;
  }

  /** Times that the rewritten form ran. */
  public static long hits(int site) {
    return SiteCounters.sum(site, SiteCounters.HITS);
  }

  /** What the original instructions would have asked for, less what the rewritten ones did. */
  public static long avoidedBytes(int site) {
    return SiteCounters.sum(site, SiteCounters.AVOIDED);
  }
}
