package io.heapwise.bridge;

import jdk.internal.misc.Unsafe;

/**
 * The methods that code calls whose allocations are counted, each right behind the allocation. A
 * site is known by its cell, an address outside of the heap: its number of runs is there and, for
 * sites that make objects of several sizes, the sum of the bytes behind it.
 *
 * <p>Thread-safe, lock-free, and allocates nothing. Each cell is there once for each stripe, and
 * the number of a thread gives its stripe. The first half of the stripes have owners, or none: a
 * thread that owns one adds without an atomic instruction, which is most of what counting costs,
 * and nobody else ever writes there. All other threads share the second half: atomic additions that
 * hardly ever meet another. Who owns what is decided elsewhere, see {@link
 * HeapwiseCounting#owners}. Nothing of the JDK is called, so that code of the JDK may be counted as
 * well.
 */
public final class HeapwiseCounters {
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();
  private static final HeapwiseCounting COUNTING = HeapwiseCounting.installed;
  private static final int SHARED = COUNTING.stripes / 2;
  private static final long STRIPE_MASK = SHARED - 1L;
  private static final int STRIPE_SHIFT = Integer.numberOfTrailingZeros(COUNTING.stripeBytes);
  private static final long[] OWNERS = COUNTING.owners;
  private static final long[] WANTED = COUNTING.wanted;
  private static final long THREAD_NUMBER = UNSAFE.objectFieldOffset(Thread.class, "tid");
  private static final long STRING_VALUE = UNSAFE.objectFieldOffset(String.class, "value");
  private static final long ALIGNMENT_MASK = COUNTING.objectAlignment - 1L;
  private static final int[] BASES = COUNTING.arrayBases;
  private static final long BYTES_BASE = ALIGNMENT_MASK + BASES[8];
  private static final long BOOLEANS_BASE = ALIGNMENT_MASK + BASES[4];
  private static final long CHARS_BASE = ALIGNMENT_MASK + BASES[5];
  private static final long FLOATS_BASE = ALIGNMENT_MASK + BASES[6];
  private static final long DOUBLES_BASE = ALIGNMENT_MASK + BASES[7];
  private static final long SHORTS_BASE = ALIGNMENT_MASK + BASES[9];
  private static final long INTS_BASE = ALIGNMENT_MASK + BASES[10];
  private static final long LONGS_BASE = ALIGNMENT_MASK + BASES[11];
  private static final long REFERENCES_BASE = ALIGNMENT_MASK + BASES[HeapwiseCounting.REFERENCES];
  private static final long REFERENCE_BYTES = COUNTING.referenceBytes;
  private static final long STRING_BYTES = COUNTING.stringBytes;
  private static final int HIGHEST_INTEGER = COUNTING.highestCachedInteger;
  private static final int LOWEST_CACHED = -128;
  private static final int HIGHEST_CACHED = 127;

  private HeapwiseCounters() {}

  /** Counts what is always of the same size. */
  public static void count(long cell) {
    add(cell, 1);
  }

  public static void count(byte[] array, long cell) {
    countSized(cell, BYTES_BASE + array.length);
  }

  public static void count(boolean[] array, long cell) {
    countSized(cell, BOOLEANS_BASE + array.length);
  }

  public static void count(char[] array, long cell) {
    countSized(cell, CHARS_BASE + 2L * array.length);
  }

  public static void count(short[] array, long cell) {
    countSized(cell, SHORTS_BASE + 2L * array.length);
  }

  public static void count(int[] array, long cell) {
    countSized(cell, INTS_BASE + 4L * array.length);
  }

  public static void count(float[] array, long cell) {
    countSized(cell, FLOATS_BASE + 4L * array.length);
  }

  public static void count(long[] array, long cell) {
    countSized(cell, LONGS_BASE + 8L * array.length);
  }

  public static void count(double[] array, long cell) {
    countSized(cell, DOUBLES_BASE + 8L * array.length);
  }

  public static void count(Object[] array, long cell) {
    countSized(cell, REFERENCES_BASE + REFERENCE_BYTES * array.length);
  }

  /** Counts an object of whatever class, arrays included. */
  public static void countAny(Object object, long cell) {
    countSized(
        cell, object.getClass().isArray() ? unalignedSizeOf(object) : COUNTING.sizeOf(object));
  }

  /**
   * Counts an array of arrays, as one, with all that came with it.
   *
   * @param dimensions the most there can be
   */
  public static void countArrays(Object array, int dimensions, long cell) {
    long bytes = 0;
    long arrays = 1;
    Object inner = array;
    for (int i = 1; ; i++) {
      bytes += arrays * (unalignedSizeOf(inner) & ~ALIGNMENT_MASK);
      if (i == dimensions) {
        break;
      }
      Object[] outer = (Object[]) inner;
      if (outer.length == 0) {
        break;
      }
      arrays *= outer.length;
      inner = outer[0];
      if (inner == null) {
        break;
      }
    }
    countSized(cell, bytes);
  }

  /** Counts a string and its characters, which no other string has. */
  public static void count(String text, long cell) {
    byte[] characters = (byte[]) UNSAFE.getReference(text, STRING_VALUE);
    countSized(cell, STRING_BYTES + (BYTES_BASE + characters.length & ~ALIGNMENT_MASK));
  }

  /** Counts what {@code valueOf} returned, unless it keeps such objects. */
  public static void count(Integer box, long cell) {
    if (box < LOWEST_CACHED || box > HIGHEST_INTEGER) {
      add(cell, 1);
    }
  }

  /** As for {@link Integer}. */
  public static void count(Long box, long cell) {
    if (box < LOWEST_CACHED || box > HIGHEST_CACHED) {
      add(cell, 1);
    }
  }

  /** As for {@link Integer}. */
  public static void count(Short box, long cell) {
    if (box < LOWEST_CACHED || box > HIGHEST_CACHED) {
      add(cell, 1);
    }
  }

  /** As for {@link Integer}. */
  public static void count(Character box, long cell) {
    if (box > HIGHEST_CACHED) {
      add(cell, 1);
    }
  }

  private static void countSized(long cell, long unalignedBytes) {
    add(cell, 1);
    add(cell + Long.BYTES, unalignedBytes & ~ALIGNMENT_MASK);
  }

  private static void add(long cell, long amount) {
    long thread = UNSAFE.getLong(Thread.currentThread(), THREAD_NUMBER);
    int stripe = (int) (thread & STRIPE_MASK);
    // A plain read: a barrier would cost as much as the atomic addition. What the last owner wrote
    // is there nevertheless, since a stripe lies idle for a while before it gets another one.
    if (OWNERS[stripe] == thread) {
      long address = cell + ((long) stripe << STRIPE_SHIFT);
      UNSAFE.putLong(address, UNSAFE.getLong(address) + amount);
    } else {
      addShared(cell, amount, thread, stripe);
    }
  }

  private static void addShared(long cell, long amount, long thread, int stripe) {
    // Written once, not at each count: the array is shared by all threads.
    if (OWNERS[stripe] == 0 && WANTED[stripe] == 0) {
      WANTED[stripe] = thread;
    }
    UNSAFE.getAndAddLong(null, cell + ((long) (SHARED + stripe) << STRIPE_SHIFT), amount);
  }

  /** To be rounded down to a multiple of the alignment. */
  private static long unalignedSizeOf(Object array) {
    if (array instanceof Object[]) {
      return REFERENCES_BASE + REFERENCE_BYTES * ((Object[]) array).length;
    }
    if (array instanceof byte[]) {
      return BYTES_BASE + ((byte[]) array).length;
    }
    if (array instanceof char[]) {
      return CHARS_BASE + 2L * ((char[]) array).length;
    }
    if (array instanceof int[]) {
      return INTS_BASE + 4L * ((int[]) array).length;
    }
    if (array instanceof long[]) {
      return LONGS_BASE + 8L * ((long[]) array).length;
    }
    if (array instanceof double[]) {
      return DOUBLES_BASE + 8L * ((double[]) array).length;
    }
    if (array instanceof float[]) {
      return FLOATS_BASE + 4L * ((float[]) array).length;
    }
    if (array instanceof short[]) {
      return SHORTS_BASE + 2L * ((short[]) array).length;
    }
    return BOOLEANS_BASE + ((boolean[]) array).length;
  }
}
