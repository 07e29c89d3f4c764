package io.heapwise.runtime.pool;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Texts that were decoded more than once of late, for all sites together: a fixed number of places,
 * each for the texts of some hashes. A text is kept when its hash comes a second time in a row to
 * its place; so none is that came but once. Room for all of them is reserved in the {@link
 * PoolBudget} for as long as there are any.
 *
 * <p>Any thread, without locks. The elements are read and written plainly: a text is immutable and
 * safe to be seen through a race, and a lost update only loses a text.
 */
public final class RecentTexts {
  /** Longer ones are not kept. */
  public static final int MAX_LENGTH = 64;

  private static final int PLACES = 2048;

  /** So often {@link PoolShrinker} comes by until everything goes, used or not. */
  static final int LOOKS = 6;

  /** A text and its array of one byte for each character. */
  private static final int TEXT_BYTES = 24 + 16;

  private static final long RESERVED_BYTES = (long) PLACES * (TEXT_BYTES + 2 * MAX_LENGTH + 8);

  private static final AtomicReference<Table> TABLE = new AtomicReference<>();

  /** Whether any was asked for since the last look; a lost update does no harm. */
  private static volatile boolean used;

  /** Looks since everything was given up; a lost update does no harm. */
  private static int looks;

  private RecentTexts() {}

  private static final class Table {
    final String[] texts = new String[PLACES];
    final int[] hashes = new int[PLACES];
  }

  /** Whether a site profits; counts its run where it does not. */
  public static boolean isAskedBy(int site) {
    if (!Governor.isBenched(site)) {
      return true;
    }
    ThreadSlot slot = ThreadSlots.enter();
    if (slot == null) {
      SiteCounters.countShared(site, 0);
    } else {
      slot.claimed(SizeClass.TEXTS, ThreadSlot.PLAIN, site, 0);
      Governor.ran(site, slot.sum(site, SiteCounters.HITS));
      ThreadSlots.exit(slot);
    }
    return false;
  }

  /** A text that may have a hash, or null. */
  public static String get(int hash) {
    Table table = TABLE.get();
    return table == null ? null : table.texts[place(hash)];
  }

  /** What {@link #get} returned is what a site wanted. */
  public static void found(String text, int site) {
    Governor.hit(site);
    count(ThreadSlot.HIT, TEXT_BYTES + text.length() + 7 & ~7, site);
    if (!used) {
      used = true;
    }
  }

  /** A site has had to make a text. */
  public static void made(String text, int hash, int site) {
    Governor.missed(site);
    count(ThreadSlot.MISS, 0, site);
    Table table = TABLE.get();
    if (table == null) {
      table = open();
      if (table == null) {
        return;
      }
    }
    int place = place(hash);
    if (table.hashes[place] == hash) {
      table.texts[place] = text;
    } else {
      table.hashes[place] = hash;
    }
  }

  private static Table open() {
    if (!PoolBudget.tryReserve(SizeClass.TEXTS, RESERVED_BYTES)) {
      return null;
    }
    Table fresh = null;
    try {
      fresh = new Table();
    } catch (OutOfMemoryError e) {
      // Then there is none.
    }
    if (fresh == null || !TABLE.compareAndSet(null, fresh)) {
      PoolBudget.giveBack(SizeClass.TEXTS, RESERVED_BYTES);
    }
    return TABLE.get();
  }

  private static void count(int outcome, int avoidedBytes, int site) {
    ThreadSlot slot = ThreadSlots.enter();
    if (slot == null) {
      SiteCounters.countShared(site, avoidedBytes);
      return;
    }
    slot.claimed(SizeClass.TEXTS, outcome, site, avoidedBytes);
    ThreadSlots.exit(slot);
  }

  private static int place(int hash) {
    return (hash ^ hash >>> 11 ^ hash >>> 22) & PLACES - 1;
  }

  static void clear() {
    if (TABLE.getAndSet(null) != null) {
      PoolBudget.refund(SizeClass.TEXTS, RESERVED_BYTES);
    }
  }

  /**
   * Gives up everything if none was found since the last call, and every so often at any rate: what
   * came a few times, and might be a secret, shall not stay among what comes all the time.
   */
  static void clearIfUnused() {
    looks++;
    if (!used || looks >= LOOKS) {
      looks = 0;
      clear();
    }
    used = false;
  }
}
