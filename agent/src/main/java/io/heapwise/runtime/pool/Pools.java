package io.heapwise.runtime.pool;

import jdk.internal.misc.VM;

/** What concerns all pools together. Any thread. */
public final class Pools {
  /** Direct buffers may take at most this part of the direct memory that the JVM allows. */
  private static final int DIRECT_SHARE = 16;

  private static boolean configured;

  /** Whether released arrays are quarantined rather than given out again; does not change. */
  static boolean verifying;

  private Pools() {}

  /**
   * Only the first call, which must come before the first claim of a program, has an effect.
   *
   * @param maxBytes bound on everything that pools keep alive
   * @param verify whether what is released is poisoned and never given out again, so that a use
   *     after release shows, and is a finding where it is a write
   */
  public static synchronized void configure(long maxBytes, boolean verify) {
    if (!configured) {
      configured = true;
      verifying = verify;
      ThreadSlots.bound(maxBytes);
      PoolBudget.bound(maxBytes, maxDirectBytes() / DIRECT_SHARE);
      if (verify) {
        Quarantine.checkAtExit();
      }
    }
  }

  /**
   * Loads and initialises all that a claim or release may reach. An overflowing stack in the middle
   * of that could leave a class broken for good.
   */
  public static void warmUp() {
    int site = SiteCounters.UNNUMBERED;
    // Twice: the first makes, the second finds.
    for (int i = 0; i < 2; i++) {
      byte[] bytes = ArrayPool.claimBytes(ArrayPool.MIN_ZEROED_BYTES, site);
      ArrayPool.dirtied(bytes, 1);
      ArrayPool.releaseBytes(bytes);
      ArrayPool.escaped(ArrayPool.claimChars(ArrayPool.MIN_ZEROED_BYTES, site));
    }
    PoolShrinker.look();
    SharedShelves.clearIfUnused();
    DirectPool.release(null);
  }

  /** What the pools hold and have done. Numbers read while threads claim may lag behind. */
  public static PoolStatistics statistics() {
    return PoolStatistics.now();
  }

  /** Gives up everything that is idle; open claims are forgotten. False if there was nothing. */
  static boolean empty() {
    if (PoolBudget.retainedBytes() == 0) {
      return false;
    }
    ThreadSlots.retireShelves();
    SharedShelves.clear();
    LargeTexts.clear();
    RecentTexts.clear();
    return true;
  }

  private static long maxDirectBytes() {
    try {
      return VM.maxDirectMemory();
    } catch (Error e) {
      // Not exported to us. It is as much as this unless somebody has set it.
      return Runtime.getRuntime().maxMemory();
    }
  }
}
