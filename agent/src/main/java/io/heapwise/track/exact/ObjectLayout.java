package io.heapwise.track.exact;

import io.heapwise.bridge.HeapwiseCounting;
import java.lang.instrument.Instrumentation;

/**
 * How objects lie in the heap of this JVM, with compressed references or not, found out by asking
 * for the sizes of some. Immutable.
 */
final class ObjectLayout {
  /** Lengths up to which a size must change: alignments are smaller. */
  private static final int MOST = 512;

  private static final int[] ELEMENT_BYTES = {0, 0, 0, 0, 1, 2, 4, 8, 1, 2, 4, 8};

  private final Instrumentation instrumentation;
  private final int alignment;
  private final int[] bases = new int[12];
  private final int referenceBytes;

  ObjectLayout(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
    int step = firstLargerThan(8, 0);
    alignment = (int) (size(new byte[step]) - size(new byte[0]));
    referenceBytes = referenceBytes();
    for (int kind = HeapwiseCounting.REFERENCES; kind < bases.length; kind++) {
      int length = firstLargerThan(kind, 0);
      bases[kind] = (int) size(array(kind, 0)) - (length - 1) * elementBytes(kind);
    }
  }

  private int referenceBytes() {
    // Between two steps there are as many as fit into the alignment, or into several of it.
    int first = firstLargerThan(HeapwiseCounting.REFERENCES, 0);
    int second = firstLargerThan(HeapwiseCounting.REFERENCES, first);
    long growth = size(array(3, second)) - size(array(3, first));
    return (int) (growth / (second - first));
  }

  private int firstLargerThan(int kind, int length) {
    long size = size(array(kind, length));
    int larger = length;
    while (size(array(kind, larger)) == size && larger < MOST) {
      larger++;
    }
    return larger;
  }

  private long size(Object object) {
    return instrumentation.getObjectSize(object);
  }

  private static Object array(int kind, int length) {
    switch (kind) {
      case HeapwiseCounting.REFERENCES:
        return new Object[length];
      case 4:
        return new boolean[length];
      case 5:
        return new char[length];
      case 6:
        return new float[length];
      case 7:
        return new double[length];
      case 8:
        return new byte[length];
      case 9:
        return new short[length];
      case 10:
        return new int[length];
      default:
        return new long[length];
    }
  }

  int alignment() {
    return alignment;
  }

  /** Bytes in front of the first element, by kind of array. */
  int[] arrayBases() {
    return bases;
  }

  int elementBytes(int arrayKind) {
    return arrayKind == HeapwiseCounting.REFERENCES ? referenceBytes : ELEMENT_BYTES[arrayKind];
  }

  /** Size of an array with a length that is no less than 0; more than an int holds is 0. */
  int arrayBytes(int kind, int length) {
    long bytes = bases[kind] + (long) length * elementBytes(kind) + alignment - 1;
    bytes -= bytes % alignment;
    return bytes > Integer.MAX_VALUE ? 0 : (int) bytes;
  }

  /** Size of an object that is no array. */
  int objectBytes(Object object) {
    return (int) size(object);
  }

  /** The largest number of which {@code Integer.valueOf} keeps the object. */
  static int highestCachedInteger() {
    int cached = 127;
    int notCached = Integer.MAX_VALUE;
    while (notCached - cached > 1) {
      int middle = cached + (notCached - cached) / 2;
      if (isCached(middle)) {
        cached = middle;
      } else {
        notCached = middle;
      }
    }
    return cached;
  }

  @SuppressWarnings({"UnnecessaryBoxedVariable", "BoxedPrimitiveEquality"})
  private static boolean isCached(int value) {
    Object first = value;
    Object second = value;
    return first == second;
  }
}
