package io.heapwise.track;

import io.heapwise.dump.ClassCounts;
import io.heapwise.dump.Counts;
import io.heapwise.dump.Location;
import io.heapwise.dump.PoolRow;
import io.heapwise.dump.Profile;
import io.heapwise.dump.ProfileMerger;
import io.heapwise.dump.Reason;
import io.heapwise.dump.RewriteRow;
import io.heapwise.dump.SiteRow;
import io.heapwise.dump.StackRow;
import io.heapwise.runtime.Site;
import io.heapwise.runtime.Sites;
import io.heapwise.runtime.pool.PoolStatistics;
import io.heapwise.runtime.pool.Pools;
import io.heapwise.track.exact.CountedSite;
import io.heapwise.track.exact.CounterKeeper;
import io.heapwise.track.sampled.SampledSites;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Makes a {@link Profile} of all that is counted in this JVM. Thread-safe; the program goes on
 * counting, so that numbers may be of slightly different moments. Loaded when a profile is wanted.
 */
public final class ProfileCollector {
  private final Statistics statistics;
  private final JvmDescription jvm;
  private final Predicate<String> isOn;
  private final CounterKeeper counters;

  /**
   * @param isOn whether a rewrite is switched on, by its stem
   * @param counters at allocations; null for none
   */
  public ProfileCollector(
      Statistics statistics, JvmDescription jvm, Predicate<String> isOn, CounterKeeper counters) {
    this.counters = counters;
    this.statistics = statistics;
    this.jvm = jvm;
    this.isOn = isOn;
  }

  /**
   * Everything so far.
   *
   * @param reason see {@link io.heapwise.dump.JvmRun#reason()}
   * @param samples null where none are taken
   */
  public Profile collect(String reason, List<StackRow> samples) {
    Snapshot snapshot = statistics.snapshot();
    return ProfileMerger.combined(
        new Profile(
            List.of(jvm.now(reason, snapshot.agentNanos(), snapshot.agentBytes())),
            classes(snapshot),
            rewrites(snapshot.rewrites()),
            pools(Pools.statistics()),
            snapshot.unnumberedHits(),
            sites(samples),
            samples == null ? List.of() : samples));
  }

  private ClassCounts classes(Snapshot snapshot) {
    List<Reason> leftAlone = reasons(snapshot.leftAlone());
    leftAlone.addAll(reasons(statistics.uncounted().snapshot()));
    return new ClassCounts(
        snapshot.seenClasses(),
        snapshot.skippedClasses(),
        snapshot.parsedClasses(),
        snapshot.changedClasses(),
        snapshot.failedClasses(),
        leftAlone,
        snapshot.firstFailure());
  }

  private List<RewriteRow> rewrites(List<Snapshot.RewriteTotals> totals) {
    List<RewriteRow> rows = new ArrayList<>(totals.size());
    for (Snapshot.RewriteTotals rewrite : totals) {
      rows.add(
          new RewriteRow(
              rewrite.rewrite(),
              isOn.test(rewrite.rewrite()),
              rewrite.sites(),
              rewrite.refused(),
              reasons(rewrite.refusals()),
              rewrite.hits(),
              rewrite.avoidedBytes()));
    }
    return rows;
  }

  private static List<Reason> reasons(List<Reasons.Count> counts) {
    List<Reason> reasons = new ArrayList<>(counts.size());
    for (Reasons.Count count : counts) {
      reasons.add(new Reason(count.kind(), count.count()));
    }
    return reasons;
  }

  private static List<PoolRow> pools(PoolStatistics pools) {
    List<PoolRow> rows = new ArrayList<>(pools.rows().size());
    for (PoolStatistics.Row pool : pools.rows()) {
      rows.add(
          new PoolRow(
              pool.name(),
              pool.claims(),
              pool.hits(),
              pool.drops(),
              pool.retainedBytes(),
              pool.highWaterBytes()));
    }
    return rows;
  }

  private List<SiteRow> sites(List<StackRow> samples) {
    List<SiteRow> rows = new ArrayList<>(Sites.count());
    List<CountedSite> counted = counters == null ? List.of() : counters.sites();
    for (CountedSite site : counted) {
      rows.add(site.row());
    }
    if (samples != null) {
      rows.addAll(new SampledSites(counted).of(samples));
    }
    long[] sums = Sites.sumAll();
    for (int number = 1; number < sums.length / 2; number++) {
      Site site = Sites.site(number);
      rows.add(
          new SiteRow(
              location(site),
              site.type(),
              site.kind(),
              site.rewrite(),
              null,
              Counts.avoided(sums[2 * number], sums[2 * number + 1])));
    }
    return rows;
  }

  private static Location location(Site site) {
    return new Location(
        site.className().replace('/', '.'),
        site.method(),
        site.descriptor(),
        null,
        site.line(),
        site.bytecodeIndex());
  }
}
