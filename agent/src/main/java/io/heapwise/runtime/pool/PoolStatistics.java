package io.heapwise.runtime.pool;

import java.util.ArrayList;
import java.util.List;

/**
 * The numbers of one moment.
 *
 * @param retainedBytes kept alive by all pools together; never more than {@code maxBytes}
 * @param highWaterBytes the most that this has been
 * @param maxBytes the bound
 * @param rows by size, those without a claim left out
 */
public record PoolStatistics(
    long retainedBytes, long highWaterBytes, long maxBytes, List<Row> rows) {
  /**
   * The numbers of one size.
   *
   * @param claims all of them, those included that were never looked for in a pool
   * @param hits claims that found something idle
   * @param drops things given up: forgotten, escaped, without room, or idle for long (then all that
   *     a thread had of a size counts as one)
   */
  public record Row(
      String name, long claims, long hits, long drops, long retainedBytes, long highWaterBytes) {}

  public long claims() {
    long claims = 0;
    for (int i = 0; i < rows.size(); i++) {
      claims += rows.get(i).claims();
    }
    return claims;
  }

  public long hits() {
    long hits = 0;
    for (int i = 0; i < rows.size(); i++) {
      hits += rows.get(i).hits();
    }
    return hits;
  }

  static PoolStatistics now() {
    List<Row> rows = new ArrayList<>();
    for (int sizeClass = 0; sizeClass < SizeClass.COUNT; sizeClass++) {
      long hits = ThreadSlots.claims(sizeClass, ThreadSlot.HIT);
      long claims =
          hits
              + ThreadSlots.claims(sizeClass, ThreadSlot.MISS)
              + ThreadSlots.claims(sizeClass, ThreadSlot.PLAIN);
      if (claims > 0) {
        rows.add(
            new Row(
                SizeClass.name(sizeClass),
                claims,
                hits,
                PoolBudget.drops(sizeClass),
                PoolBudget.retainedBytes(sizeClass),
                PoolBudget.highWaterBytes(sizeClass)));
      }
    }
    return new PoolStatistics(
        PoolBudget.retainedBytes(), PoolBudget.highWaterBytes(), PoolBudget.maxBytes(), rows);
  }
}
