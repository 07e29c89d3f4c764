package io.heapwise.track.exact;

/**
 * How counters and the table of their sites lie in memory, and so in a file that a killed JVM
 * leaves behind. Numbers are in the byte order of the machine.
 *
 * <p>First comes the header; then segments, all of the same size, each either counters or a part of
 * the table. A segment of counters holds one stripe after the other, with as many cells of eight
 * bytes; the number of a cell is that of its segment among those of counters, times the cells of a
 * stripe, plus its place there. What a cell counts is the sum over the stripes.
 *
 * <p>The table is a stream of records, appended to and never changed. A record begins with its
 * kind, a byte. Texts are their length in bytes, two bytes, and UTF-8.
 */
final class CounterFormat {
  static final long MAGIC = 0x4865_6170_7769_7365L;
  static final int VERSION = 2;

  // Offsets in the header.
  static final int MAGIC_AT = 0;
  static final int VERSION_AT = 8;
  static final int STRIPES_AT = 12;
  static final int PID_AT = 16;
  static final int START_MILLIS_AT = 24;

  /** When something was written last by the thread that keeps the file up to date. */
  static final int NOW_MILLIS_AT = 32;

  /** What the agent's own code has cost by then; the bytes are negative where not measured. */
  static final int AGENT_NANOS_AT = 40;

  static final int AGENT_BYTES_AT = 48;

  /** Length of the table as far as it is complete. */
  static final int TABLE_BYTES_AT = 56;

  static final int SEGMENTS_AT = 64;

  /** One byte for each segment. */
  static final int SEGMENT_KINDS_AT = 128;

  static final int HEADER_BYTES = 1 << 16;
  static final int MOST_SEGMENTS = HEADER_BYTES - SEGMENT_KINDS_AT;

  static final byte COUNTERS = 1;
  static final byte TABLE = 2;

  static final int CELLS = 1024;
  static final int STRIPE_BYTES = CELLS * Long.BYTES;

  /** Texts: id, VM, version, command, value of {@code track}; two bytes, and so many flags. */
  static final byte JVM = 1;

  /** Texts: class with dots, source file or nothing. The methods that follow are its. */
  static final byte CLASS = 2;

  /** Texts: name, descriptor. The sites that follow are its. */
  static final byte METHOD = 3;

  /**
   * Number of the cell (4), kind (1), {@link #BYTES_ARE_COUNTED} or {@link #SIZE_IS_FIXED} (1),
   * size in bytes or 0 (4), line (2), bytecode index (2), the same with the counters in the code
   * (2), type (text).
   */
  static final byte SITE = 4;

  /** Number of the cell (4) of a site of which the size was not known; size in bytes (4). */
  static final byte SIZE = 5;

  /**
   * A rewritten site: number of the cell of its hits (4), behind which are the bytes avoided; line
   * (2), bytecode index (2); texts: rewrite, class with dots, method, descriptor, kind, type.
   */
  static final byte REWRITTEN = 6;

  /** What became of the site before it: texts: rewrite, why it refused the site. */
  static final byte REFUSAL = 7;

  /** A site without a counter: line (2), bytecode index (2); texts: rewrite, refusal. */
  static final byte UNCOUNTED = 8;

  /** The next cell holds the sum of the bytes. */
  static final byte BYTES_ARE_COUNTED = 1;

  static final byte SIZE_IS_FIXED = 2;

  /** A call: only what it does inside allocates. */
  static final byte BYTES_ARE_UNKNOWN = 3;

  private CounterFormat() {}

  static int segmentBytes(int stripes) {
    return stripes * STRIPE_BYTES;
  }
}
