package io.heapwise.dump;

/**
 * How often a site ran, and how many bytes that was. What is {@link #UNKNOWN} was not counted,
 * which is not the same as 0.
 *
 * <p>Executed and avoided have nothing in common: the one is what instructions asked for that are
 * there, the other what those that a rewrite took away would have asked for on top of it. So a site
 * that is rewritten and counted asked for executed + avoided <em>before</em>, and for executed
 * <em>after</em>. The JIT may have removed some of either; {@code sampled} knows what was left.
 *
 * @param executedCount allocations that the code as it is asked for, by counters in it
 * @param executedBytes their bytes
 * @param hits runs of the rewritten form
 * @param avoidedBytes what the original instructions would have asked for beyond the rewritten
 *     ones, which may be negative; 0 where hits are {@link #UNKNOWN}
 * @param sampledCount allocations that really took place, estimated from the JVM's samples
 * @param sampledBytes their bytes
 * @param liveCount objects that are still reachable, estimated from the JVM's samples
 * @param liveBytes their bytes
 */
public record Counts(
    long executedCount,
    long executedBytes,
    long hits,
    long avoidedBytes,
    long sampledCount,
    long sampledBytes,
    long liveCount,
    long liveBytes) {
  public static final int UNKNOWN = -1;

  /** Nothing was counted. */
  public static final Counts NONE =
      new Counts(UNKNOWN, UNKNOWN, UNKNOWN, 0, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN);

  public static Counts executed(long count, long bytes) {
    return new Counts(count, bytes, UNKNOWN, 0, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN);
  }

  public static Counts avoided(long hits, long bytes) {
    return new Counts(UNKNOWN, UNKNOWN, hits, bytes, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN);
  }

  public static Counts sampled(long count, long bytes) {
    return new Counts(UNKNOWN, UNKNOWN, UNKNOWN, 0, count, bytes, UNKNOWN, UNKNOWN);
  }

  public static Counts live(long count, long bytes) {
    return new Counts(UNKNOWN, UNKNOWN, UNKNOWN, 0, UNKNOWN, UNKNOWN, count, bytes);
  }

  /** The sums; what only one of the two has counted stays as it is. */
  public Counts plus(Counts other) {
    if (other == NONE) {
      return this;
    }
    return new Counts(
        sum(executedCount, other.executedCount),
        sum(executedBytes, other.executedBytes),
        sum(hits, other.hits),
        saturated(avoidedBytes, other.avoidedBytes),
        sum(sampledCount, other.sampledCount),
        sum(sampledBytes, other.sampledBytes),
        sum(liveCount, other.liveCount),
        sum(liveBytes, other.liveBytes));
  }

  /** What the code as it was asked for, or would have: {@link #UNKNOWN} if nothing was counted. */
  public long requestedBytes() {
    return executedBytes == UNKNOWN && hits == UNKNOWN
        ? UNKNOWN
        : saturated(known(executedBytes), avoidedBytes);
  }

  /** Runs of either form; {@link #UNKNOWN} if none was counted. */
  public long requestedCount() {
    return sum(executedCount, hits);
  }

  /** What is {@link #UNKNOWN} counts as nothing. */
  public static long known(long count) {
    return Math.max(0, count);
  }

  /** The sum of two numbers either of which may be {@link #UNKNOWN}. */
  static long sum(long a, long b) {
    if (a == UNKNOWN) {
      return b;
    }
    return b == UNKNOWN ? a : saturated(a, b);
  }

  /** A sum that has no room stays at the largest number: better than one that is negative. */
  static long saturated(long a, long b) {
    long sum = a + b;
    if (((a ^ sum) & (b ^ sum)) < 0) {
      return a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
    return sum;
  }
}
