package io.heapwise.jmx;

import io.heapwise.dump.Location;
import io.heapwise.dump.SiteRow;
import io.heapwise.install.ClassGlobs;
import io.heapwise.install.LiveSwitch;
import io.heapwise.install.RunningAgent;
import io.heapwise.install.Version;
import io.heapwise.runtime.Site;
import io.heapwise.runtime.Sites;
import io.heapwise.runtime.pool.PoolStatistics;
import io.heapwise.runtime.pool.Pools;
import io.heapwise.track.JvmDescription;
import io.heapwise.track.Snapshot;
import io.heapwise.track.Snapshot.RewriteTotals;
import io.heapwise.track.exact.CounterKeeper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.StandardMBean;

/** Answers from the registers and counters of the running agent. Thread-safe. */
public final class HeapwiseBean extends StandardMBean implements HeapwiseMXBean {
  private static final int TOP_SITES = 10;

  private final RunningAgent agent;

  HeapwiseBean(RunningAgent agent) {
    super(HeapwiseMXBean.class, true);
    this.agent = agent;
  }

  /** As a tool's dialog shows them. */
  @Override
  protected String getParameterName(
      MBeanOperationInfo operation, MBeanParameterInfo parameter, int index) {
    return switch (operation.getName()) {
      case "set" -> index == 0 ? "key" : "value";
      case "explain" -> "classGlob";
      case "dump" -> "path";
      case "topSites", "topAllocations" -> "count";
      case "sites", "allocationSites" -> "places";
      default -> parameter.getName();
    };
  }

  @Override
  public String getVersion() {
    return Version.NUMBER;
  }

  @Override
  public String getTrack() {
    return agent.options().track();
  }

  @Override
  public long getClassesSeenCount() {
    return agent.statistics().snapshot().seenClasses();
  }

  @Override
  public long getClassesChangedCount() {
    return agent.statistics().snapshot().changedClasses();
  }

  @Override
  public long getClassesFailedCount() {
    return agent.statistics().snapshot().failedClasses();
  }

  @Override
  public long getSiteCount() {
    return rewrites().stream().mapToLong(RewriteTotals::sites).sum();
  }

  @Override
  public long getRefusedSiteCount() {
    return rewrites().stream().mapToLong(RewriteTotals::refused).sum();
  }

  @Override
  public long getHitCount() {
    Snapshot snapshot = agent.statistics().snapshot();
    return snapshot.unnumberedHits()
        + snapshot.rewrites().stream().mapToLong(RewriteTotals::hits).sum();
  }

  @Override
  public long getAvoidedBytes() {
    return rewrites().stream().mapToLong(RewriteTotals::avoidedBytes).sum();
  }

  @Override
  public long getPoolClaimCount() {
    return Pools.statistics().claims();
  }

  @Override
  public long getPoolHitCount() {
    return Pools.statistics().hits();
  }

  @Override
  public long getPoolDropCount() {
    return Pools.statistics().rows().stream().mapToLong(PoolStatistics.Row::drops).sum();
  }

  @Override
  public long getPoolRetainedBytes() {
    return Pools.statistics().retainedBytes();
  }

  @Override
  public long getPoolHighWaterBytes() {
    return Pools.statistics().highWaterBytes();
  }

  @Override
  public long getPoolMaxBytes() {
    return Pools.statistics().maxBytes();
  }

  @Override
  public long getAllocatedBytes() {
    return JvmDescription.allocatedBytes();
  }

  @Override
  public long getAgentTimeNanos() {
    return agent.statistics().snapshot().agentNanos();
  }

  @Override
  public Map<String, RewriteInfo> getRewrites() {
    Map<String, RewriteInfo> infos = new LinkedHashMap<>();
    List<RewriteTotals> rewrites = rewrites();
    for (int i = 0; i < rewrites.size(); i++) {
      RewriteTotals totals = rewrites.get(i);
      infos.put(
          totals.rewrite(),
          new RewriteInfo(
              agent.rules().isOn(i),
              totals.sites(),
              totals.refused(),
              totals.hits(),
              totals.avoidedBytes()));
    }
    return infos;
  }

  @Override
  public Map<String, PoolInfo> getPools() {
    Map<String, PoolInfo> infos = new LinkedHashMap<>();
    for (PoolStatistics.Row row : Pools.statistics().rows()) {
      infos.put(
          row.name(),
          new PoolInfo(
              row.claims(), row.hits(), row.drops(), row.retainedBytes(), row.highWaterBytes()));
    }
    return infos;
  }

  @Override
  public List<SiteInfo> getTopSites() {
    return topSites(TOP_SITES);
  }

  @Override
  public List<SiteInfo> topSites(int count) {
    return IntStream.range(1, Sites.count())
        .mapToObj(HeapwiseBean::site)
        .sorted(
            Comparator.comparingLong(SiteInfo::getAvoidedBytes)
                .thenComparingLong(SiteInfo::getHitCount)
                .reversed())
        .limit(Math.max(0, count))
        .toList();
  }

  @Override
  public long[] getSiteCounters() {
    long[] sums = Sites.sumAll();
    return Arrays.copyOfRange(sums, 2, sums.length);
  }

  @Override
  public List<SiteInfo> sites(int[] places) {
    List<SiteInfo> infos = new ArrayList<>();
    for (int place : places) {
      infos.add(place >= 0 && place < Sites.count() - 1 ? site(place + 1) : null);
    }
    return infos;
  }

  private static SiteInfo site(int number) {
    Site site = Sites.site(number);
    return new SiteInfo(
        site.rewrite(),
        site.className().replace('/', '.'),
        site.method(),
        site.descriptor(),
        site.line(),
        site.bytecodeIndex(),
        Sites.hits(number),
        Sites.avoidedBytes(number));
  }

  @Override
  public long[] getAllocationCounters() {
    CounterKeeper counters = agent.counters();
    return counters == null ? new long[0] : counters.counts();
  }

  @Override
  public List<AllocationInfo> topAllocations(int count) {
    long[] counters = getAllocationCounters();
    return allocationSites(
        IntStream.range(0, counters.length / 2)
            .filter(place -> counters[2 * place] != 0)
            .boxed()
            .sorted(
                Comparator.comparingLong((Integer place) -> counters[2 * place + 1])
                    .thenComparingLong(place -> counters[2 * place])
                    .reversed())
            .limit(Math.max(0, count))
            .mapToInt(Integer::intValue)
            .toArray());
  }

  @Override
  public List<AllocationInfo> allocationSites(int[] places) {
    CounterKeeper counters = agent.counters();
    List<AllocationInfo> infos = new ArrayList<>();
    for (SiteRow row : counters == null ? List.<SiteRow>of() : counters.rows(places)) {
      infos.add(row == null ? null : allocation(row));
    }
    return infos;
  }

  private static AllocationInfo allocation(SiteRow row) {
    Location location = row.location();
    return new AllocationInfo(
        location.className(),
        location.method(),
        location.descriptor(),
        location.line(),
        location.bytecodeIndex(),
        row.type(),
        row.kind(),
        row.rewrite(),
        row.refusal(),
        row.counts().executedCount(),
        row.counts().executedBytes());
  }

  @Override
  public SwitchInfo countRefusedSites() {
    return info(agent.countRefusedSites());
  }

  @Override
  public SwitchInfo set(String key, String value) {
    return info(agent.liveSwitch().set(key, value));
  }

  private static SwitchInfo info(LiveSwitch.Change change) {
    return new SwitchInfo(change.transformed(), change.failures(), change.millis());
  }

  @Override
  public int getClassesToSwitchCount() {
    return agent.liveSwitch().remaining();
  }

  @Override
  public String[] explain(String classGlob) {
    boolean all = classGlob == null || classGlob.isEmpty();
    ClassGlobs globs = all ? null : ClassGlobs.parse(classGlob);
    if (!all && globs == null) {
      throw new IllegalArgumentException(
          "bad glob '" + classGlob + "'; give class names with * and ?, separated by ;");
    }
    return agent.explain(globs).toArray(new String[0]);
  }

  @Override
  public String dump(String path) throws IOException {
    return agent.dumps().write(path).toString();
  }

  private List<RewriteTotals> rewrites() {
    return agent.statistics().snapshot().rewrites();
  }
}
