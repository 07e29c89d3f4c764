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

  final int stripes;
  final int stripeBytes;
  final int objectAlignment;
  final int[] arrayBases;
  final int referenceBytes;
  final int stringBytes;
  final int highestCachedInteger;

  /**
   * @param stripes how often each cell is there; a power of two
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
