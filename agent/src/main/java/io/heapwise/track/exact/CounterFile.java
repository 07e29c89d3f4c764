package io.heapwise.track.exact;

import io.heapwise.dump.ClassCounts;
import io.heapwise.dump.Counts;
import io.heapwise.dump.JvmRun;
import io.heapwise.dump.MalformedProfileException;
import io.heapwise.dump.Profile;
import io.heapwise.dump.RewriteRow;
import io.heapwise.dump.SiteRow;
import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what a JVM has left behind that could not write a profile any more. */
public final class CounterFile {
  private final ByteBuffer in;
  private final int stripes;
  private final int segmentBytes;
  private final List<Integer> counters = new ArrayList<>();
  private final ByteArrayOutputStream table = new ByteArrayOutputStream();

  private CounterFile(ByteBuffer in) throws MalformedProfileException {
    this.in = in;
    if (in.getInt(CounterFormat.VERSION_AT) != CounterFormat.VERSION) {
      throw new MalformedProfileException(
          "counters of version " + in.getInt(CounterFormat.VERSION_AT) + ", which is unknown");
    }
    stripes = in.getInt(CounterFormat.STRIPES_AT);
    if (Integer.bitCount(stripes) != 1 || stripes > 1 << 10) {
      throw new MalformedProfileException("counters with " + stripes + " stripes");
    }
    segmentBytes = CounterFormat.segmentBytes(stripes);
    readSegments();
  }

  /** Whether a file's first bytes are those of counters. */
  public static boolean isOne(byte[] bytes) {
    return bytes.length >= CounterFormat.HEADER_BYTES
        && buffer(bytes).getLong(CounterFormat.MAGIC_AT) == CounterFormat.MAGIC;
  }

  /**
   * What was counted until the JVM was gone.
   *
   * @param bytes all of a file for which {@link #isOne} holds
   */
  public static Profile read(byte[] bytes) throws MalformedProfileException {
    try {
      return new CounterFile(buffer(bytes)).profile();
    } catch (IndexOutOfBoundsException | BufferUnderflowException | IllegalArgumentException e) {
      throw new MalformedProfileException("the counters are damaged: " + e);
    }
  }

  private static ByteBuffer buffer(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
  }

  private void readSegments() {
    int count = in.getInt(CounterFormat.SEGMENTS_AT);
    long tableBytes = in.getLong(CounterFormat.TABLE_BYTES_AT);
    for (int i = 0; i < count; i++) {
      byte kind = in.get(CounterFormat.SEGMENT_KINDS_AT + i);
      int offset = Math.addExact(CounterFormat.HEADER_BYTES, Math.multiplyExact(i, segmentBytes));
      if (kind == CounterFormat.COUNTERS) {
        counters.add(offset);
      } else {
        int length = (int) Math.min(segmentBytes, tableBytes - table.size());
        byte[] part = new byte[length];
        in.get(offset, part);
        table.write(part, 0, length);
      }
    }
  }

  private Profile profile() {
    SiteTable sites = new SiteTable(table.toByteArray(), this::sum);
    List<SiteRow> rows = sites.rows();
    return new Profile(
        List.of(run(sites.jvm())), ClassCounts.NONE, rewrites(rows), List.of(), 0, rows, List.of());
  }

  private long sum(int cell) {
    int segment = cell / CounterFormat.CELLS;
    if (segment >= counters.size()) {
      return Counts.UNKNOWN;
    }
    int offset = counters.get(segment) + cell % CounterFormat.CELLS * Long.BYTES;
    long sum = 0;
    for (int i = 0; i < stripes; i++) {
      sum += in.getLong(offset + i * CounterFormat.STRIPE_BYTES);
    }
    return sum;
  }

  private JvmRun run(List<String> jvm) {
    long start = in.getLong(CounterFormat.START_MILLIS_AT);
    boolean isDescribed = jvm.size() >= SiteTable.JVM_TEXTS;
    return new JvmRun(
        isDescribed ? jvm.get(0) : "",
        isDescribed ? jvm.get(1) : "",
        isDescribed ? jvm.get(2) : "",
        isDescribed ? jvm.get(3) : "",
        in.getLong(CounterFormat.PID_AT),
        start,
        Math.max(0, in.getLong(CounterFormat.NOW_MILLIS_AT) - start),
        isDescribed ? jvm.subList(SiteTable.JVM_TEXTS, jvm.size()) : List.of(),
        isDescribed ? jvm.get(4) : "",
        in.getLong(CounterFormat.AGENT_NANOS_AT),
        in.getLong(CounterFormat.AGENT_BYTES_AT),
        Counts.UNKNOWN,
        JvmRun.KILLED);
  }

  /** What can be told from the sites: refusals are not in the file. */
  private static List<RewriteRow> rewrites(List<SiteRow> sites) {
    Map<String, long[]> totals = new LinkedHashMap<>();
    for (SiteRow site : sites) {
      if (site.isRewritten()) {
        long[] total = totals.computeIfAbsent(site.rewrite(), rewrite -> new long[3]);
        total[0]++;
        total[1] += site.counts().hits();
        total[2] += site.counts().avoidedBytes();
      }
    }
    List<RewriteRow> rows = new ArrayList<>();
    totals.forEach(
        (rewrite, total) ->
            rows.add(new RewriteRow(rewrite, true, total[0], 0, List.of(), total[1], total[2])));
    return rows;
  }
}
