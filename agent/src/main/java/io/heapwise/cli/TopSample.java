package io.heapwise.cli;

import io.heapwise.jmx.HeapwiseMXBean;
import io.heapwise.jmx.PoolInfo;
import io.heapwise.jmx.RewriteInfo;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.management.Attribute;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;

/**
 * The numbers of one moment in a running program.
 *
 * @param nanos when, on the clock of {@link System#nanoTime}
 * @param uptimeMillis of the program
 * @param allocatedBytes the JVM's own count, of all threads; -1 where it has none
 * @param siteCounters hits and avoided bytes of the sites, in turn
 * @param allocationCounters runs and bytes of the sites that are counted at their allocations
 */
record TopSample(
    long nanos,
    long uptimeMillis,
    long allocatedBytes,
    Map<String, RewriteInfo> rewrites,
    Map<String, PoolInfo> pools,
    long poolMaxBytes,
    long[] siteCounters,
    long[] allocationCounters) {

  private static final String REWRITES = "Rewrites";
  private static final String POOLS = "Pools";
  private static final String POOL_MAX_BYTES = "PoolMaxBytes";
  private static final String ALLOCATED_BYTES = "AllocatedBytes";
  private static final String SITE_COUNTERS = "SiteCounters";
  private static final String ALLOCATION_COUNTERS = "AllocationCounters";

  /** Asks for all of it at once: on a busy machine each question waits for its turn. */
  static TopSample of(MBeanServerConnection server, long uptimeMillis) throws IOException {
    String[] names = {
      REWRITES, POOLS, POOL_MAX_BYTES, ALLOCATED_BYTES, SITE_COUNTERS, ALLOCATION_COUNTERS
    };
    Map<String, Object> values = new HashMap<>();
    try {
      for (Attribute attribute :
          server.getAttributes(new ObjectName(HeapwiseMXBean.NAME), names).asList()) {
        values.put(attribute.getName(), attribute.getValue());
      }
    } catch (JMException e) {
      throw new IOException(e);
    }
    if (values.size() < names.length) {
      throw new IOException("the program runs another version of Heapwise");
    }
    return new TopSample(
        System.nanoTime(),
        uptimeMillis,
        (Long) values.get(ALLOCATED_BYTES),
        rewrites((TabularData) values.get(REWRITES)),
        pools((TabularData) values.get(POOLS)),
        (Long) values.get(POOL_MAX_BYTES),
        (long[]) values.get(SITE_COUNTERS),
        (long[]) values.get(ALLOCATION_COUNTERS));
  }

  private static Map<String, RewriteInfo> rewrites(TabularData rows) {
    Map<String, RewriteInfo> rewrites = new LinkedHashMap<>();
    for (Object row : rows.values()) {
      CompositeData value = (CompositeData) ((CompositeData) row).get("value");
      rewrites.put(
          (String) ((CompositeData) row).get("key"),
          new RewriteInfo(
              (Boolean) value.get("on"),
              (Long) value.get("siteCount"),
              (Long) value.get("refusedSiteCount"),
              (Long) value.get("hitCount"),
              (Long) value.get("avoidedBytes")));
    }
    return rewrites;
  }

  private static Map<String, PoolInfo> pools(TabularData rows) {
    Map<String, PoolInfo> pools = new LinkedHashMap<>();
    for (Object row : rows.values()) {
      CompositeData value = (CompositeData) ((CompositeData) row).get("value");
      pools.put(
          (String) ((CompositeData) row).get("key"),
          new PoolInfo(
              (Long) value.get("claimCount"),
              (Long) value.get("hitCount"),
              (Long) value.get("dropCount"),
              (Long) value.get("retainedBytes"),
              (Long) value.get("highWaterBytes")));
    }
    return pools;
  }

  int sites() {
    return siteCounters.length / 2;
  }

  long hits(int site) {
    return site < sites() ? siteCounters[2 * site] : 0;
  }

  long avoidedBytes(int site) {
    return site < sites() ? siteCounters[2 * site + 1] : 0;
  }

  /** Sites that are counted at their allocations. */
  int allocations() {
    return allocationCounters.length / 2;
  }

  long executed(int allocation) {
    return allocation < allocations() ? allocationCounters[2 * allocation] : 0;
  }

  /** What is not known counts as nothing. */
  long executedBytes(int allocation) {
    return allocation < allocations() ? Math.max(0, allocationCounters[2 * allocation + 1]) : 0;
  }

  long allHits() {
    return rewrites.values().stream().mapToLong(RewriteInfo::getHitCount).sum();
  }

  long allAvoidedBytes() {
    return rewrites.values().stream().mapToLong(RewriteInfo::getAvoidedBytes).sum();
  }

  long retainedBytes() {
    return pools.values().stream().mapToLong(PoolInfo::getRetainedBytes).sum();
  }

  long poolClaims() {
    return pools.values().stream().mapToLong(PoolInfo::getClaimCount).sum();
  }

  long poolHits() {
    return pools.values().stream().mapToLong(PoolInfo::getHitCount).sum();
  }
}
