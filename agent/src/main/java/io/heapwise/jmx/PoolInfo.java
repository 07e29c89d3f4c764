package io.heapwise.jmx;

import javax.management.ConstructorParameters;

/** The numbers of one pool, for {@link HeapwiseMXBean}. Immutable. */
public final class PoolInfo {
  private final long claimCount;
  private final long hitCount;
  private final long dropCount;
  private final long retainedBytes;
  private final long highWaterBytes;

  @ConstructorParameters({"claimCount", "hitCount", "dropCount", "retainedBytes", "highWaterBytes"})
  public PoolInfo(
      long claimCount, long hitCount, long dropCount, long retainedBytes, long highWaterBytes) {
    this.claimCount = claimCount;
    this.hitCount = hitCount;
    this.dropCount = dropCount;
    this.retainedBytes = retainedBytes;
    this.highWaterBytes = highWaterBytes;
  }

  public long getClaimCount() {
    return claimCount;
  }

  public long getHitCount() {
    return hitCount;
  }

  public long getDropCount() {
    return dropCount;
  }

  public long getRetainedBytes() {
    return retainedBytes;
  }

  public long getHighWaterBytes() {
    return highWaterBytes;
  }
}
