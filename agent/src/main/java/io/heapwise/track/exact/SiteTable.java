package io.heapwise.track.exact;

import io.heapwise.dump.Counts;
import io.heapwise.dump.Location;
import io.heapwise.dump.SiteRow;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The table of sites, read: see {@link CounterFormat}. Confined to one thread. Its constructor
 * throws {@link BufferUnderflowException} or {@link IllegalArgumentException} if the bytes are no
 * table.
 */
final class SiteTable {
  /** Those before the flags. */
  static final int JVM_TEXTS = 5;

  private final ByteBuffer in;
  private final CellSums sums;
  private final Map<Integer, Integer> sizes = new HashMap<>();
  private final List<CountedSite> sites = new ArrayList<>();
  private final List<String> jvm = new ArrayList<>();

  /** Of each counted site: its cell, mode and size, and where it is among the sites. */
  private final List<int[]> counted = new ArrayList<>();

  private String className = "";
  private String file;
  private String method = "";
  private String descriptor = "";

  SiteTable(byte[] table, CellSums sums) {
    this.sums = sums;
    in = ByteBuffer.wrap(table);
    // The sizes come behind the sites.
    readAll(true);
    in.rewind();
    readAll(false);
  }

  /** One for each time that a site was made known. */
  List<CountedSite> sites() {
    return sites;
  }

  List<SiteRow> rows() {
    List<SiteRow> rows = new ArrayList<>(sites.size());
    for (CountedSite site : sites) {
      rows.add(site.row());
    }
    return rows;
  }

  /**
   * Of each site with a counter: number of the cell, how bytes are counted, size or 0. A site keeps
   * its place here however the table grows.
   */
  List<int[]> counted() {
    return counted;
  }

  /** One of those by its place. */
  SiteRow countedRow(int place) {
    return sites.get(counted.get(place)[3]).row();
  }

  /** Id, VM, version, command, value of {@code track}, and the flags; empty if it does not say. */
  List<String> jvm() {
    return jvm;
  }

  private void readAll(boolean sizesOnly) {
    while (in.hasRemaining()) {
      byte record = in.get();
      switch (record) {
        case CounterFormat.JVM:
          readJvm(sizesOnly);
          break;
        case CounterFormat.CLASS:
          className = text();
          file = text();
          break;
        case CounterFormat.METHOD:
          method = text();
          descriptor = text();
          break;
        case CounterFormat.SITE:
          readSite(sizesOnly);
          break;
        case CounterFormat.SIZE:
          sizes.put(in.getInt(), in.getInt());
          break;
        case CounterFormat.REFUSAL:
          readRefusal(sizesOnly);
          break;
        case CounterFormat.UNCOUNTED:
          readUncounted(sizesOnly);
          break;
        case CounterFormat.REWRITTEN:
          readRewritten(sizesOnly);
          break;
        default:
          throw new IllegalArgumentException("unknown record " + record);
      }
    }
  }

  private void readJvm(boolean skip) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < JVM_TEXTS; i++) {
      texts.add(text());
    }
    for (int flags = in.getShort() & 0xFFFF; flags > 0; flags--) {
      texts.add(text());
    }
    if (!skip) {
      jvm.addAll(texts);
    }
  }

  private void readSite(boolean skip) {
    int cell = in.getInt();
    int kind = in.get();
    byte mode = in.get();
    int size = in.getInt();
    int line = in.getShort() & 0xFFFF;
    int bytecodeIndex = bytecodeIndex();
    int countedIndex = bytecodeIndex();
    String type = text();
    if (skip) {
      return;
    }
    int known = size != 0 ? size : sizes.getOrDefault(cell, 0);
    long count = sums.sum(cell);
    long bytes = bytes(count, cell, mode, known, sums);
    SiteRow row =
        new SiteRow(
            new Location(
                className, method, descriptor, file.isEmpty() ? null : file, line, bytecodeIndex),
            type,
            Kind.name(kind),
            null,
            null,
            Counts.executed(count, bytes));
    counted.add(new int[] {cell, mode, known, sites.size()});
    sites.add(new CountedSite(row, countedIndex));
  }

  /** What a site has allocated in so many runs. */
  static long bytes(long count, int cell, int mode, int size, CellSums sums) {
    if (mode == CounterFormat.BYTES_ARE_COUNTED) {
      return sums.sum(cell + 1);
    }
    if (mode == CounterFormat.BYTES_ARE_UNKNOWN) {
      return Counts.UNKNOWN;
    }
    return count == 0 ? 0 : count < 0 || size == 0 ? Counts.UNKNOWN : count * size;
  }

  private void readRefusal(boolean skip) {
    String rewrite = text();
    String refusal = text();
    if (!skip) {
      CountedSite site = sites.remove(sites.size() - 1);
      SiteRow row = site.row();
      sites.add(
          new CountedSite(
              new SiteRow(row.location(), row.type(), row.kind(), rewrite, refusal, row.counts()),
              site.countedIndex()));
    }
  }

  private void readUncounted(boolean skip) {
    int line = in.getShort() & 0xFFFF;
    int bytecodeIndex = bytecodeIndex();
    Location location =
        new Location(
            className, method, descriptor, file.isEmpty() ? null : file, line, bytecodeIndex);
    String rewrite = text();
    String refusal = text();
    if (!skip) {
      addUncounted(new SiteRow(location, "", "", rewrite, refusal, Counts.NONE));
    }
  }

  private void readRewritten(boolean skip) {
    int cell = in.getInt();
    int line = in.getShort() & 0xFFFF;
    int bytecodeIndex = bytecodeIndex();
    String rewrite = text();
    Location location = new Location(text(), text(), text(), null, line, bytecodeIndex);
    String kind = text();
    String type = text();
    if (!skip && sums.sum(cell) != Counts.UNKNOWN) {
      addUncounted(
          new SiteRow(
              location,
              type,
              kind,
              rewrite,
              null,
              Counts.avoided(sums.sum(cell), sums.sum(cell + 1))));
    }
  }

  private void addUncounted(SiteRow row) {
    sites.add(new CountedSite(row, Counts.UNKNOWN));
  }

  /** No code is as long as the largest number. */
  private int bytecodeIndex() {
    short index = in.getShort();
    return index == Counts.UNKNOWN ? Counts.UNKNOWN : index & 0xFFFF;
  }

  private String text() {
    int length = in.getShort() & 0xFFFF;
    String text = new String(in.array(), in.position(), length, StandardCharsets.UTF_8);
    in.position(in.position() + length);
    return text;
  }
}
