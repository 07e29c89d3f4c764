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

  /** On a 64-bit JVM with compressed class pointers. */
  private static final int ARRAY_HEADER_BYTES = 16;

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
   * @param capacity of the array that it would have made; the one returned is not shorter
   */
  static byte[] take(int site, boolean isPossible, int capacity) {
    ThreadSlot slot = ThreadSlots.enter();
    if (slot == null) {
      SiteCounters.countShared(site, 0);
      return null;
    }
    Shelf shelf = isPossible ? slot.shelf() : null;
    byte[] array = shelf == null ? null : take(shelf, capacity);
    slot.claimedText(array != null, site, ARRAY_HEADER_BYTES, capacity);
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
   * @param length what was written to it
   */
  static void giveBack(byte[] array, int length) {
    ThreadSlot slot = ThreadSlots.enter();
    if (slot != null) {
      slot.releasedText(length);
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
