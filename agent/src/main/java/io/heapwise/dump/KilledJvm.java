package io.heapwise.dump;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is known of a JVM that was killed: its counters, which say all about sites up to the end,
 * and from the last dump that it wrote before what counters do not say.
 */
public final class KilledJvm {
  private KilledJvm() {}

  /**
   * One profile of both, which counts nothing twice.
   *
   * @param counters what it has left
   * @param lastDump of the same JVM
   */
  public static Profile of(Profile counters, Profile lastDump) {
    List<SiteRow> sites = new ArrayList<>(counters.sites());
    for (SiteRow row : lastDump.sites()) {
      Counts samples = samplesOf(row.counts());
      if (!samples.equals(Counts.NONE)) {
        sites.add(
            new SiteRow(
                row.location(), row.type(), row.kind(), row.rewrite(), row.refusal(), samples));
      }
    }
    return ProfileMerger.combined(
        new Profile(
            counters.runs(),
            lastDump.classes(),
            rewrites(counters.rewrites(), lastDump.rewrites()),
            lastDump.pools(),
            lastDump.unnumberedHits(),
            sites,
            lastDump.stacks()));
  }

  private static Counts samplesOf(Counts counts) {
    return Counts.sampled(counts.sampledCount(), counts.sampledBytes())
        .plus(Counts.live(counts.liveCount(), counts.liveBytes()));
  }

  private static List<RewriteRow> rewrites(List<RewriteRow> counted, List<RewriteRow> dumped) {
    Map<String, RewriteRow> rows = new LinkedHashMap<>();
    for (RewriteRow row : dumped) {
      rows.put(row.rewrite(), row);
    }
    for (RewriteRow row : counted) {
      RewriteRow old = rows.get(row.rewrite());
      rows.put(row.rewrite(), old == null ? row : later(row, old));
    }
    return new ArrayList<>(rows.values());
  }

  /** Hits only grow; those of sites without a number are in the dump alone. */
  private static RewriteRow later(RewriteRow row, RewriteRow dumped) {
    boolean isLater = row.hits() >= dumped.hits();
    return new RewriteRow(
        row.rewrite(),
        dumped.on(),
        Math.max(row.sites(), dumped.sites()),
        dumped.refused(),
        dumped.refusals(),
        isLater ? row.hits() : dumped.hits(),
        isLater ? row.avoidedBytes() : dumped.avoidedBytes());
  }
}
