package io.heapwise.runtime.pool;

/**
 * Scratch arrays by claim and release, for rewritten code. All methods may be called by any thread,
 * platform or virtual; a claim belongs to the thread that made it. Sites are numbers of {@code
 * Sites}; each claim of an array that may be pooled counts one run of its site, and where an idle
 * array was found the bytes that {@code new} would have asked for.
 *
 * <p>An array is pooled again only by {@code release} in the thread that has claimed it, while the
 * claim is open. Every claim that ends in another way, by {@code escaped}, by an exception that
 * passes {@code release}, by the end of the thread, leaves its array to the garbage collector.
 */
public final class ArrayPool {
  /**
   * Below this an array is made anew, and no run is counted: a claim and a release cost more than
   * the collector does.
   */
  public static final int MIN_BYTES = 512;

  /** The same for arrays that must be zeroed, which costs about what the allocation does. */
  public static final int MIN_ZEROED_BYTES = 1 << 10;

  private static final int HEADER_BYTES = 16;

  private ArrayPool() {}

  /**
   * As {@code new byte[length]}: of this length, all zero, and held by nobody else. What the claim
   * writes is wiped at its release.
   *
   * @throws NegativeArraySizeException as {@code new}
   * @throws OutOfMemoryError as {@code new}, once all pools are empty
   */
  public static byte[] claimBytes(int length, int site) {
    return bytes(length, site, true);
  }

  /**
   * As {@link #claimBytes}, but with anything in it, and what it writes may stay: the caller has
   * proven that each element is written before it is read.
   */
  public static byte[] claimScratchBytes(int length, int site) {
    return bytes(length, site, false);
  }

  private static byte[] bytes(int length, int site, boolean zeroed) {
    if (length < (zeroed ? MIN_ZEROED_BYTES : MIN_BYTES)) {
      return new byte[length];
    }
    if (length > SizeClass.MAX_BYTES) {
      return (byte[]) Claims.unpooled(Pooled.BYTES, length, SizeClass.SIZES - 1, site);
    }
    return (byte[]) Claims.claim(Pooled.BYTES, length, length, avoided(length), site, zeroed);
  }

  /** As {@code new char[length]}; see {@link #claimBytes}. */
  public static char[] claimChars(int length, int site) {
    return chars(length, site, true);
  }

  /** See {@link #claimScratchBytes}. */
  public static char[] claimScratchChars(int length, int site) {
    return chars(length, site, false);
  }

  private static char[] chars(int length, int site, boolean zeroed) {
    if (length < (zeroed ? MIN_ZEROED_BYTES : MIN_BYTES) / 2) {
      return new char[length];
    }
    if (length > SizeClass.MAX_BYTES / 2) {
      return (char[]) Claims.unpooled(Pooled.CHARS, length, SizeClass.SIZES - 1, site);
    }
    int bytes = 2 * length;
    return (char[]) Claims.claim(Pooled.CHARS, length, bytes, avoided(bytes), site, zeroed);
  }

  /**
   * The last use of an array is over. Does nothing unless this thread has claimed this very array
   * and has neither released it nor let it escape; so null and foreign arrays are harmless.
   */
  public static void releaseBytes(byte[] array) {
    if (array != null && array.length >= MIN_BYTES) {
      Claims.release(array);
    }
  }

  /**
   * As {@link #releaseBytes}, and nothing of what the claim has written stays, of a scratch array
   * either: for what may be secret, since nobody can tell.
   *
   * @param end index behind the last element that this claim has written; {@link #dirtied} has no
   *     say here
   */
  public static void wipeAndReleaseBytes(byte[] array, int end) {
    if (array != null && array.length >= MIN_BYTES) {
      Claims.wipeAndRelease(array, end);
    }
  }

  /** See {@link #releaseBytes}. */
  public static void releaseChars(char[] array) {
    if (array != null && array.length >= MIN_BYTES / 2) {
      Claims.release(array);
    }
  }

  /** See {@link #wipeAndReleaseBytes}. */
  public static void wipeAndReleaseChars(char[] array, int end) {
    if (array != null && array.length >= MIN_BYTES / 2) {
      Claims.wipeAndRelease(array, end);
    }
  }

  /**
   * Somebody else may hold the array from now on: it is never handed out again. Does nothing for
   * null and for arrays that this thread has not claimed.
   */
  public static void escaped(byte[] array) {
    if (array != null && array.length >= MIN_BYTES) {
      Claims.escaped(array);
    }
  }

  /** See {@link #escaped(byte[])}. */
  public static void escaped(char[] array) {
    if (array != null && array.length >= MIN_BYTES / 2) {
      Claims.escaped(array);
    }
  }

  /**
   * As {@link #escaped(byte[])}, where nothing is known yet of who gets the array: the site is not
   * blamed.
   */
  public static void undecided(byte[] array) {
    if (array != null && array.length >= MIN_BYTES) {
      Claims.undecided(array);
    }
  }

  /** See {@link #undecided(byte[])}. */
  public static void undecided(char[] array) {
    if (array != null && array.length >= MIN_BYTES / 2) {
      Claims.undecided(array);
    }
  }

  /**
   * Says how far an array is written, so that less of it must be zeroed for the next borrower. The
   * largest {@code end} of a claim counts, and a claim without any counts as written all over.
   *
   * @param end index behind the last element that this claim has written; the caller promises that
   *     whatever it writes beyond is followed by another call before the release
   */
  public static void dirtied(byte[] array, int end) {
    if (array != null && array.length >= MIN_BYTES) {
      Claims.dirtied(array, end);
    }
  }

  /** See {@link #dirtied(byte[], int)}. */
  public static void dirtied(char[] array, int end) {
    if (array != null && array.length >= MIN_BYTES / 2) {
      Claims.dirtied(array, end);
    }
  }

  /** Whether this thread has claimed the array or buffer and may still release it. */
  public static boolean isClaimed(Object array) {
    return array != null && Claims.isClaimed(array);
  }

  private static int avoided(int bytes) {
    return HEADER_BYTES + bytes + 7 & ~7;
  }
}
