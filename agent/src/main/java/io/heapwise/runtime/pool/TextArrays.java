package io.heapwise.runtime.pool;

/**
 * Arrays that something new is given to write to, and that come back, wiped, when nobody asks it
 * for what was written. Each thread keeps two of up to {@value #LOCAL_BYTES} bytes; longer ones lie
 * in {@link LargeTexts}, where threads look that have written a long text lately.
 *
 * <p>Thread-safe without locks: see {@link ThreadSlots}.
 */
public final class TextArrays {
  /** Longer arrays are shared between threads. */
  static final int LOCAL_BYTES = 64 << 10;

  /** Shorter ones are not worth a place. */
  private static final int SHORTEST_BYTES = 16;

  /** Short texts between two long ones, for which a thread still looks for a large array. */
  private static final int CLAIMS_OF_LARGE_TEXTS = 8192;

  private static final int LONG_BYTES = 16 << 10;

  private TextArrays() {}

  /** Loads and initialises what long texts reach beside all others. */
  static void warmUp() {
    LargeTexts.put(new byte[SHORTEST_BYTES]);
    LargeTexts.take(SHORTEST_BYTES);
    LargeTexts.clearIfUnused();
  }

  /**
   * An array that nobody else holds, or null. Counts a run of the site.
   *
   * @param isPossible whether what would get the array can have it
   * @param least how long it is at least
   * @param avoidedBytes what is not allocated if there is one
   */
  static byte[] take(int site, boolean isPossible, int least, int avoidedBytes) {
    ThreadSlot slot = ThreadSlots.enter();
    if (slot == null) {
      SiteCounters.countShared(site, 0);
      return null;
    }
    Shelf shelf = isPossible ? slot.shelf() : null;
    byte[] array = shelf == null ? null : take(shelf, least);
    slot.claimed(
        SizeClass.BUILDERS,
        array == null ? ThreadSlot.MISS : ThreadSlot.HIT,
        site,
        array == null ? 0 : avoidedBytes);
    ThreadSlots.exit(slot);
    return array;
  }

  private static byte[] take(Shelf shelf, int least) {
    if (shelf.claimsOfLargeTexts > 0) {
      shelf.claimsOfLargeTexts--;
      byte[] large = LargeTexts.take(least);
      if (large != null) {
        return large;
      }
    }
    return shelf.takeText(least);
  }

  /**
   * Takes an array, of which nothing is left, from what it was given to.
   *
   * @param array null to have nothing kept
   * @param avoidedBytes what was not allocated since it was given
   */
  static void giveBack(byte[] array, int avoidedBytes) {
    ThreadSlot slot = ThreadSlots.enter();
    if (slot != null) {
      slot.released(avoidedBytes);
      Shelf shelf = array == null ? null : slot.openShelf();
      if (shelf != null) {
        keep(shelf, array);
      }
      ThreadSlots.exit(slot);
    }
  }

  private static void keep(Shelf shelf, byte[] array) {
    if (array.length > LOCAL_BYTES) {
      shelf.claimsOfLargeTexts = CLAIMS_OF_LARGE_TEXTS;
      LargeTexts.put(array);
    } else if (array.length >= SHORTEST_BYTES) {
      shelf.putText(array);
    }
  }

  /** Whether an array of this length is worth some effort to get it. */
  public static boolean areLong(int bytes) {
    return bytes >= LONG_BYTES && bytes <= LargeTexts.maxBytes();
  }

  /** Takes the length of an array from the budget; false if there is no room, or no array. */
  public static boolean reserve(int bytes) {
    return bytes > 0 && PoolBudget.tryReserve(SizeClass.BUILDERS, bytes);
  }

  public static void refund(int reservedBytes) {
    PoolBudget.giveBack(SizeClass.BUILDERS, reservedBytes);
  }
}
