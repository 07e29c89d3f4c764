package io.heapwise.runtime;

/**
 * How something grows that copies its array to a larger one, and what that takes: the capacities of
 * the classes of the JDK, the same in 17 and 25. Immutable.
 */
final class Growth {
  /** Without an element it has no array of its own. */
  static final Growth LIST = new Growth(10, 8192, 4, 0, 0, 0);

  /** Its array has one place more than it can hold elements, and doubles while it is small. */
  static final Growth DEQUE = new Growth(16, 8192, 4, 1, 64, 2);

  static final Growth BUILDER = new Growth(16, 32768, 1, 0, Integer.MAX_VALUE, 2);

  /** A {@code ByteArrayOutputStream}. */
  static final Growth OUTPUT = new Growth(32, 32768, 1, 0, Integer.MAX_VALUE, 0);

  /** A {@code CharArrayWriter}. */
  static final Growth CHARS = new Growth(32, 16384, 2, 0, Integer.MAX_VALUE, 0);

  private static final int HEADER_BYTES = 16;

  /** The capacity it has, or gets with its first element, if nobody asks for another. */
  final int usual;

  /** The largest that is ever asked for. */
  final int most;

  /** With compressed references, as nearly all JVMs have them. */
  private final int elementBytes;

  private final int spare;
  private final int doublesBelow;

  /** How much longer than twice as long an array becomes that doubles. */
  private final int beyondDouble;

  private Growth(
      int usual, int most, int elementBytes, int spare, int doublesBelow, int beyondDouble) {
    this.usual = usual;
    this.most = most;
    this.elementBytes = elementBytes;
    this.spare = spare;
    this.doublesBelow = doublesBelow;
    this.beyondDouble = beyondDouble;
  }

  /** Bytes of the array of a capacity. */
  int arrayBytes(int capacity) {
    return HEADER_BYTES + elementBytes * (capacity + spare) + 7 & ~7;
  }

  /** Bytes of all arrays of what nobody asks a capacity for, until it holds so many elements. */
  long usualBytes(int size) {
    return size == 0 && this == LIST ? 0 : grownBytes(usual, size);
  }

  /** Bytes of all arrays of what begins with a capacity, until it holds so many elements. */
  long grownBytes(int capacity, int size) {
    long bytes = arrayBytes(capacity);
    int reached = capacity;
    while (reached < size) {
      reached = next(reached);
      bytes += arrayBytes(reached);
    }
    return bytes;
  }

  private int next(int capacity) {
    int length = capacity + spare;
    return (length < doublesBelow ? 2 * length + beyondDouble : length + (length >> 1)) - spare;
  }
}
