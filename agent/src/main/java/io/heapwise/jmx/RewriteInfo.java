package io.heapwise.jmx;

import javax.management.ConstructorParameters;

/** The numbers of one rewrite, for {@link HeapwiseMXBean}. Immutable. */
public final class RewriteInfo {
  private final boolean on;
  private final long siteCount;
  private final long refusedSiteCount;
  private final long hitCount;
  private final long avoidedBytes;

  @ConstructorParameters({"on", "siteCount", "refusedSiteCount", "hitCount", "avoidedBytes"})
  public RewriteInfo(
      boolean on, long siteCount, long refusedSiteCount, long hitCount, long avoidedBytes) {
    this.on = on;
    this.siteCount = siteCount;
    this.refusedSiteCount = refusedSiteCount;
    this.hitCount = hitCount;
    this.avoidedBytes = avoidedBytes;
  }

  public boolean isOn() {
    return on;
  }

  public long getSiteCount() {
    return siteCount;
  }

  public long getRefusedSiteCount() {
    return refusedSiteCount;
  }

  public long getHitCount() {
    return hitCount;
  }

  public long getAvoidedBytes() {
    return avoidedBytes;
  }
}
