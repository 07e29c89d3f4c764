package io.heapwise.cli;

import io.heapwise.jmx.HeapwiseMXBean;
import io.heapwise.jmx.PoolInfo;
import io.heapwise.jmx.RewriteInfo;
import java.io.IOException;
import java.util.Map;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/**
 * The numbers of one moment in a running program.
 *
 * @param nanos when, on the clock of {@link System#nanoTime}
 * @param uptimeMillis of the program
 * @param allocatedBytes the JVM's own count, of all threads; -1 where it has none
 * @param siteCounters hits and avoided bytes of the sites, in turn
 */
record TopSample(
    long nanos,
    long uptimeMillis,
    long allocatedBytes,
    Map<String, RewriteInfo> rewrites,
    Map<String, PoolInfo> pools,
    long poolMaxBytes,
    long[] siteCounters) {

  static TopSample of(MBeanServerConnection server, HeapwiseMXBean agent) throws IOException {
    return new TopSample(
        System.nanoTime(),
        longOf(server, "java.lang:type=Runtime", "Uptime"),
        // Since 21. Adding up the threads that are alive would count backwards when one ends.
        longOf(server, "java.lang:type=Threading", "TotalThreadAllocatedBytes"),
        agent.getRewrites(),
        agent.getPools(),
        agent.getPoolMaxBytes(),
        agent.siteCounters());
  }

  private static long longOf(MBeanServerConnection server, String bean, String attribute)
      throws IOException {
    try {
      return (Long) server.getAttribute(new ObjectName(bean), attribute);
    } catch (MalformedObjectNameException e) {
      throw new IllegalStateException(e);
    } catch (JMException e) {
      return -1;
    }
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
