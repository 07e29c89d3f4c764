package io.heapwise.track.exact;

import io.heapwise.dump.SiteRow;
import java.util.ArrayList;
import java.util.List;

/**
 * The counters of a program that runs, for somebody who looks at them again and again: the table is
 * read again only when it has grown, and of it no more is kept than where the counters are.
 * Thread-safe.
 */
final class LiveCounters {
  private static final int CELL = 0;
  private static final int MODE = 1;
  private static final int SIZE = 2;
  private static final int NUMBERS = 3;

  private final CounterMemory memory;
  private int[] sites = {};
  private long knownBytes;

  LiveCounters(CounterMemory memory) {
    this.memory = memory;
  }

  /** Runs and bytes of the sites, in turn; bytes are -1 where they are not known. */
  synchronized long[] counts() {
    if (memory.tableBytes() != knownBytes) {
      read();
    }
    CellSums sums = memory.sums();
    long[] counts = new long[2 * sites.length / NUMBERS];
    for (int i = 0, place = 0; i < sites.length; i += NUMBERS, place += 2) {
      long count = sums.sum(sites[i + CELL]);
      counts[place] = count;
      counts[place + 1] =
          SiteTable.bytes(count, sites[i + CELL], sites[i + MODE], sites[i + SIZE], sums);
    }
    return counts;
  }

  private void read() {
    byte[] table = memory.table();
    List<int[]> counted = new SiteTable(table, cell -> 0).counted();
    int[] read = new int[NUMBERS * counted.size()];
    for (int i = 0; i < counted.size(); i++) {
      System.arraycopy(counted.get(i), 0, read, NUMBERS * i, NUMBERS);
    }
    sites = read;
    knownBytes = table.length;
  }

  /** What the sites at some places in the counts are; null for those there are not. */
  List<SiteRow> rows(int[] places) {
    SiteTable table = new SiteTable(memory.table(), memory::sum);
    List<SiteRow> rows = new ArrayList<>(places.length);
    for (int place : places) {
      boolean isOne = place >= 0 && place < table.counted().size();
      rows.add(isOne ? table.countedRow(place) : null);
    }
    return rows;
  }
}
