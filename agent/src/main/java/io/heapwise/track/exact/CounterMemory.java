package io.heapwise.track.exact;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import jdk.internal.misc.Unsafe;

/**
 * The counters of all sites and the table that says which they are, outside of the heap: see {@link
 * CounterFormat}. Grows by segments; nothing that threads write to ever moves.
 *
 * <p>Thread-safe. Counting itself is {@code HeapwiseCounters}' and takes no lock; the methods here
 * take one, for a moment, in which nothing of the program runs.
 */
final class CounterMemory {
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();

  private final int stripes;
  private final SegmentSource fallback = new NativeSegments();
  private SegmentSource source;

  /** Why the file was given up; null while it was not, and where there is none. */
  private String failure;

  private long header;
  private boolean tableIsInFile = true;
  private long[] counters = {};
  private long[] table = {};
  private int segments;
  private int nextCell;
  private long tableBytes;

  /**
   * @param source where the memory comes from, as long as it has any
   * @param stripes a power of two
   */
  CounterMemory(SegmentSource source, long header, int stripes) {
    this.source = source;
    this.stripes = stripes;
    this.header = header;
    UNSAFE.putInt(header + CounterFormat.VERSION_AT, CounterFormat.VERSION);
    UNSAFE.putInt(header + CounterFormat.STRIPES_AT, stripes);
    UNSAFE.storeFence();
    UNSAFE.putLong(header + CounterFormat.MAGIC_AT, CounterFormat.MAGIC);
  }

  int stripes() {
    return stripes;
  }

  /**
   * The number of the first of one or two new cells, which lie side by side.
   *
   * @throws IOException if there is no memory; then nothing has changed
   */
  synchronized int newCells(int count) throws IOException {
    int cell = nextCell;
    if (cell % CounterFormat.CELLS + count > CounterFormat.CELLS) {
      cell += CounterFormat.CELLS - cell % CounterFormat.CELLS;
    }
    if (cell / CounterFormat.CELLS == counters.length) {
      counters = Arrays.copyOf(counters, counters.length + 1);
      try {
        counters[counters.length - 1] = newSegment(CounterFormat.COUNTERS);
      } catch (IOException e) {
        counters = Arrays.copyOf(counters, counters.length - 1);
        throw e;
      }
    }
    nextCell = cell + count;
    return cell;
  }

  private long newSegment(byte kind) throws IOException {
    if (source != fallback) {
      try {
        if (segments == CounterFormat.MOST_SEGMENTS) {
          throw new IOException("the file is full");
        }
        long address = source.allocate(CounterFormat.segmentBytes(stripes));
        UNSAFE.putByte(header + CounterFormat.SEGMENT_KINDS_AT + segments, kind);
        UNSAFE.storeFence();
        UNSAFE.putInt(header + CounterFormat.SEGMENTS_AT, ++segments);
        return address;
      } catch (IOException e) {
        failure = String.valueOf(e.getMessage());
        source = fallback;
      }
    }
    tableIsInFile &= kind != CounterFormat.TABLE;
    return fallback.allocate(CounterFormat.segmentBytes(stripes));
  }

  /** Why what is counted is not all in the file, once; then null. */
  synchronized String takeFailure() {
    String taken = failure;
    failure = null;
    return taken;
  }

  /** Address of a cell in the first stripe. */
  synchronized long addressOf(int cell) {
    return addressOf(counters, cell);
  }

  long sum(int cell) {
    return sumAt(addressOf(cell));
  }

  private long sumAt(long address) {
    long sum = 0;
    for (int i = 0; i < stripes; i++) {
      sum += UNSAFE.getLongVolatile(null, address + (long) i * CounterFormat.STRIPE_BYTES);
    }
    return sum;
  }

  /** As {@link #sum}, of the cells there are now, without a lock for each. */
  CellSums sums() {
    long[] segments;
    synchronized (this) {
      segments = counters;
    }
    return cell -> sumAt(addressOf(segments, cell));
  }

  private static long addressOf(long[] segments, int cell) {
    return segments[cell / CounterFormat.CELLS] + (long) (cell % CounterFormat.CELLS) * Long.BYTES;
  }

  /** Makes a cell that nobody counts in say a number. */
  void set(int cell, long sum) {
    UNSAFE.putLongVolatile(null, addressOf(cell), sum);
  }

  /** Sets a number in the header. */
  void setHeader(int offset, long value) {
    UNSAFE.putLongVolatile(null, header + offset, value);
  }

  /** Appends records; a reader sees all of them or none. */
  synchronized void append(Records records) throws IOException {
    byte[] bytes = records.bytes();
    long segmentBytes = CounterFormat.segmentBytes(stripes);
    long end = tableBytes + records.length();
    // All memory first: then nothing can go wrong half way.
    while (table.length * segmentBytes < end) {
      long segment = newSegment(CounterFormat.TABLE);
      table = Arrays.copyOf(table, table.length + 1);
      table[table.length - 1] = segment;
    }
    int i = 0;
    while (i < records.length()) {
      long position = tableBytes + i;
      long offset = position % segmentBytes;
      int count = (int) Math.min(records.length() - i, segmentBytes - offset);
      long address = table[(int) (position / segmentBytes)] + offset;
      for (int last = i + count; i < last; i++) {
        UNSAFE.putByte(address++, bytes[i]);
      }
    }
    tableBytes = end;
    if (tableIsInFile) {
      UNSAFE.storeFence();
      UNSAFE.putLong(header + CounterFormat.TABLE_BYTES_AT, end);
    }
  }

  synchronized long tableBytes() {
    return tableBytes;
  }

  /** A copy of the table so far. */
  synchronized byte[] table() {
    byte[] copy = new byte[(int) tableBytes];
    long segmentBytes = CounterFormat.segmentBytes(stripes);
    for (int i = 0; i < copy.length; i += (int) segmentBytes) {
      int count = (int) Math.min(copy.length - i, segmentBytes);
      long address = table[(int) (i / segmentBytes)];
      for (int k = 0; k < count; k++) {
        copy[i + k] = UNSAFE.getByte(address + k);
      }
    }
    return copy;
  }

  /** Records of a table, being put together. Confined to one thread. */
  static final class Records {
    private static final int LONGEST_TEXT = 0xFFFF;

    private byte[] bytes = new byte[256];
    private int length;

    byte[] bytes() {
      return bytes;
    }

    int length() {
      return length;
    }

    Records add1(int value) {
      if (length == bytes.length) {
        bytes = Arrays.copyOf(bytes, 2 * length);
      }
      bytes[length++] = (byte) value;
      return this;
    }

    Records add2(int value) {
      return add1(value >> 8).add1(value);
    }

    Records add4(int value) {
      return add2(value >> 16).add2(value);
    }

    Records add(String text) {
      byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
      int count = Math.min(encoded.length, LONGEST_TEXT);
      add2(count);
      bytes =
          Arrays.copyOf(
              bytes, Math.max(bytes.length, Math.max(length + count, length + count / 2)));
      System.arraycopy(encoded, 0, bytes, length, count);
      length += count;
      return this;
    }
  }
}
