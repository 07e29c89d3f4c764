package io.heapwise.bridge;

/**
 * How the counters of {@link HeapwiseCounters} lie in memory, and how large objects are in this
 * JVM. One instance is installed before those are initialised and stays for the life of the JVM.
 *
 * <p>Relocated into {@code java.lang}, as {@link HeapwiseRuntime} is.
 */
public abstract class HeapwiseCounting {
  /** Kinds of arrays: the number that {@code newarray} has for them, and this for references. */
  public static final int REFERENCES = 3;

  static volatile HeapwiseCounting installed;

  /**
   * By stripe, of the first half of them, the number of the only thread that may add there without
   * an atomic instruction; 0 for none. A number is put in place of 0 while its thread lives, and 0
   * in place of a number when its thread has ended: no thread sees its own number but while the
   * stripe is its own.
   */
  protected final long[] owners;

  /** By stripe without an owner, the number of a thread that would add there; 0 for none. */
  protected final long[] wanted;

  final int stripes;
  final int stripeBytes;
  final int objectAlignment;
  final int[] arrayBases;
  final int referenceBytes;
  final int stringBytes;
  final int highestCachedInteger;

  /**
   * @param stripes how often each cell is there; a power of two, and not 1
   * @param stripeBytes from a cell in one stripe to the same in the next
   * @param arrayBases bytes in front of the first element, by kind of array
   * @param stringBytes of a string without its characters
   */
  protected HeapwiseCounting(
      int stripes,
      int stripeBytes,
      int objectAlignment,
      int[] arrayBases,
      int referenceBytes,
      int stringBytes,
      int highestCachedInteger) {
    owners = new long[stripes / 2];
    wanted = new long[stripes / 2];
    this.stripes = stripes;
    this.stripeBytes = stripeBytes;
    this.objectAlignment = objectAlignment;
    this.arrayBases = arrayBases.clone();
    this.referenceBytes = referenceBytes;
    this.stringBytes = stringBytes;
    this.highestCachedInteger = highestCachedInteger;
  }

  /** Installs it; has no effect on counters that were initialised before. */
  public static void install(HeapwiseCounting counting) {
    installed = counting;
  }

  /** Bytes of an object that is no array. Allocates nothing but for the first of a class. */
  protected abstract long sizeOf(Object object);
}
