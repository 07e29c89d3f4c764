package io.heapwise.install;

import io.heapwise.dump.Counts;
import io.heapwise.dump.SiteRow;
import io.heapwise.runtime.pool.PoolStatistics;
import io.heapwise.runtime.pool.Pools;
import io.heapwise.track.Reasons;
import io.heapwise.track.Snapshot;
import io.heapwise.track.Snapshot.RewriteTotals;
import io.heapwise.track.exact.CountedSite;
import io.heapwise.track.exact.CounterKeeper;
import java.util.ArrayList;
import java.util.List;

/** The summary that {@code report=summary} prints when the JVM exits. */
final class ExitReport implements Runnable {
  private static final int NANOS_PER_TENTH_OF_MILLI = 100_000;
  private static final int BYTES_PER_TENTH_OF_MB = 100_000;

  /** Refused sites that are listed, of those that have allocated most. */
  private static final int MOST_REFUSED = 10;

  private final RunningAgent agent;

  private ExitReport(RunningAgent agent) {
    this.agent = agent;
  }

  /** Has the report printed at exit; not at all if the JVM is exiting already. */
  static void printAtExit(RunningAgent agent) {
    try {
      // No inheritable thread locals: the program's objects must not hang on the agent's thread.
      Thread hook = new Thread(null, new ExitReport(agent), "heapwise-report", 0, false);
      hook.setContextClassLoader(null);
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException e) {
      Log.debug("no report: " + e.getMessage());
    }
  }

  @Override
  public void run() {
    try {
      CounterKeeper counters = agent.counters();
      List<CountedSite> counted = counters == null ? List.of() : counters.sites();
      Log.print(text(agent.statistics().snapshot(), Pools.statistics(), refused(counted)));
    } catch (Throwable e) {
      Log.warn("no report: " + e);
    }
  }

  /** The refused sites that have allocated most, the largest first. */
  static List<SiteRow> refused(List<CountedSite> counted) {
    List<SiteRow> largest = new ArrayList<>();
    for (int i = 0; i < counted.size(); i++) {
      SiteRow row = counted.get(i).row();
      if (row.isRefused() && row.counts().executedBytes() > 0) {
        insert(largest, row);
      }
    }
    return largest;
  }

  private static void insert(List<SiteRow> largest, SiteRow row) {
    int place = largest.size();
    while (place > 0
        && largest.get(place - 1).counts().executedBytes() < row.counts().executedBytes()) {
      place--;
    }
    largest.add(place, row);
    if (largest.size() > MOST_REFUSED) {
      largest.remove(MOST_REFUSED);
    }
  }

  static String text(Snapshot snapshot, PoolStatistics pools, List<SiteRow> refused) {
    StringBuilder text = new StringBuilder();
    line(
        text,
        snapshot.seenClasses()
            + " classes seen, "
            + snapshot.skippedClasses()
            + " skipped, "
            + snapshot.parsedClasses()
            + " parsed, "
            + snapshot.changedClasses()
            + " changed, "
            + snapshot.failedClasses()
            + " failed");
    counts(text, "left alone", snapshot.leftAlone());
    for (int i = 0; i < snapshot.rewrites().size(); i++) {
      RewriteTotals rewrite = snapshot.rewrites().get(i);
      line(
          text,
          "rewrite "
              + rewrite.rewrite()
              + ": "
              + rewrite.sites()
              + " sites, "
              + rewrite.refused()
              + " refused, "
              + rewrite.hits()
              + " hits, "
              + rewrite.avoidedBytes()
              + " bytes avoided (estimate)");
      counts(text, "refused", rewrite.refusals());
    }
    if (snapshot.unnumberedHits() > 0) {
      line(
          text,
          snapshot.unnumberedHits() + " hits of sites beyond those that are counted one by one");
    }
    for (int i = 0; i < refused.size(); i++) {
      refused(text, refused.get(i));
    }
    pools(text, pools);
    line(
        text,
        "agent used "
            + withTenths(snapshot.agentNanos(), NANOS_PER_TENTH_OF_MILLI)
            + " ms"
            + (snapshot.agentBytes() == Counts.UNKNOWN
                ? ""
                : " and " + withTenths(snapshot.agentBytes(), BYTES_PER_TENTH_OF_MB) + " MB")
            + " in its own code");
    if (snapshot.firstFailure() != null) {
      line(text, "first failure: " + firstLine(snapshot.firstFailure()));
    }
    line(
        text,
        "bytes avoided is what the original instructions would have asked for;"
            + " the JIT may have removed some of that anyway");
    return text.toString();
  }

  private static void refused(StringBuilder text, SiteRow site) {
    line(
        text,
        "refused by "
            + site.rewrite()
            + ": "
            + site.location().asText()
            + " "
            + site.type()
            + ", "
            + site.counts().executedCount()
            + " runs, "
            + site.counts().executedBytes()
            + " bytes: "
            + site.refusal());
  }

  private static void pools(StringBuilder text, PoolStatistics pools) {
    if (pools.claims() == 0) {
      return;
    }
    line(
        text,
        "pools: "
            + pools.claims()
            + " claims, "
            + pools.hits()
            + " hits, "
            + pools.retainedBytes()
            + " bytes retained, at most "
            + pools.highWaterBytes()
            + " of "
            + pools.maxBytes());
    for (int i = 0; i < pools.rows().size(); i++) {
      PoolStatistics.Row row = pools.rows().get(i);
      line(
          text,
          "  pool "
              + row.name()
              + ": "
              + row.claims()
              + " claims, "
              + row.hits()
              + " hits, "
              + row.drops()
              + " drops, "
              + row.retainedBytes()
              + " bytes retained, at most "
              + row.highWaterBytes());
    }
  }

  private static void counts(StringBuilder text, String what, List<Reasons.Count> counts) {
    for (int i = 0; i < counts.size(); i++) {
      Reasons.Count count = counts.get(i);
      line(text, "  " + what + " " + count.count() + ": " + count.kind());
    }
  }

  private static void line(StringBuilder text, String line) {
    text.append(Log.PREFIX).append(line).append(System.lineSeparator());
  }

  private static String firstLine(String text) {
    int end = text.indexOf('\n');
    return end < 0 ? text : text.substring(0, end).trim();
  }

  private static String withTenths(long amount, int tenth) {
    long tenths = (amount + tenth / 2) / tenth;
    return tenths / 10 + "." + tenths % 10;
  }
}
