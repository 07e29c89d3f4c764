package io.heapwise.dump;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** A profile for people to read: the JVMs, totals, rewrites, pools, and ranked lists. */
public final class TextReport {
  private static final int MOST_RUNS = 5;
  private static final int NANOS_PER_TENTH_OF_MILLI = 100_000;
  private static final int MILLIS_PER_TENTH_OF_SECOND = 100;

  private final Profile profile;
  private final TextOptions options;
  private final Totals totals;
  private final StringBuilder text = new StringBuilder();

  private TextReport(Profile profile, TextOptions options) {
    this.profile = ProfileMerger.combined(profile);
    this.options = options;
    totals = Totals.of(this.profile);
  }

  public static void write(Profile profile, TextOptions options, OutputStream out)
      throws IOException {
    out.write(new TextReport(profile, options).text().getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private String text() {
    appendRuns();
    appendTotals();
    appendClasses();
    appendRewrites();
    appendPools();
    RankedLists lists = new RankedLists(profile, totals.counts(), options, text);
    for (Ranking ranking : options.rankings()) {
      lists.append(ranking);
    }
    return text.toString();
  }

  private void appendRuns() {
    int count = profile.runs().size();
    line("Heapwise profile of " + Numbers.counted(count, "JVM"));
    for (JvmRun run : profile.runs().subList(0, Math.min(count, MOST_RUNS))) {
      appendRun(run);
    }
    if (count > MOST_RUNS) {
      line("  and " + Numbers.grouped(count - MOST_RUNS) + " more");
    }
    line("");
  }

  private void appendRun(JvmRun run) {
    line("  " + run.command() + ", pid " + run.pid() + ", " + run.vm() + " " + run.version());
    line(
        "    started "
            + Instant.ofEpochMilli(run.startMillis())
            + ", numbers after "
            + Numbers.withTenths(run.durationMillis() / MILLIS_PER_TENTH_OF_SECOND)
            + " s ("
            + run.reason()
            + "), track="
            + run.track());
    if (!run.flags().isEmpty()) {
      line("    options " + String.join(" ", run.flags()));
    }
    String allocated =
        run.allocatedBytes() == Counts.UNKNOWN
            ? ""
            : "allocated " + Numbers.grouped(run.allocatedBytes()) + " bytes, as the JVM counts; ";
    line(
        "    "
            + allocated
            + "the agent's own code used "
            + Numbers.withTenths(run.agentNanos() / NANOS_PER_TENTH_OF_MILLI)
            + " ms"
            + (run.agentBytes() == Counts.UNKNOWN
                ? ""
                : " and " + Numbers.grouped(run.agentBytes()) + " bytes"));
  }

  private void appendTotals() {
    Counts counts = totals.counts();
    line("Totals of " + Numbers.counted(profile.sites().size(), "site"));
    Columns table = new Columns(2, List.of("count", "bytes", ""));
    for (Measure measure : Measure.values()) {
      if (measure.isKnown(counts)) {
        String count = Numbers.grouped(measure.count(counts));
        String bytes = Numbers.grouped(measure.bytes(counts));
        table.add(List.of(count, bytes, measure.word() + meaningOf(measure)));
      }
    }
    table.appendTo(text);
    appendRemovedByJit();
    if (profile.unnumberedHits() > 0) {
      line(
          "  and "
              + Numbers.grouped(profile.unnumberedHits())
              + " runs of rewritten sites beyond those that are counted one by one");
    }
    line("  " + Wording.AVOIDED);
    line("");
  }

  /** At the sites that were both counted and sampled. */
  private void appendRemovedByJit() {
    long executed = 0;
    long allocated = 0;
    for (SiteRow row : profile.sites()) {
      Counts counts = row.counts();
      if (counts.executedBytes() >= 0 && counts.sampledBytes() >= 0) {
        executed = Counts.saturated(executed, counts.executedBytes());
        allocated = Counts.saturated(allocated, counts.sampledBytes());
      }
    }
    if (executed > 0) {
      line(
          "  Of "
              + Numbers.grouped(executed)
              + " bytes executed at sites that were sampled too, "
              + Numbers.grouped(allocated)
              + " ("
              + Numbers.percent(allocated, executed)
              + ") were really allocated (estimate)"
              + (allocated < executed ? ": the JIT has removed the rest" : ""));
    }
  }

  private String meaningOf(Measure measure) {
    return switch (measure) {
      case REQUESTED -> ": by the code as it was, executed and avoided together";
      case EXECUTED -> ": asked for by the code as it is";
      case AVOIDED ->
          ", by runs of "
              + Numbers.counted(totals.rewritten(), "rewritten site")
              + " ("
              + Numbers.grouped(totals.refused())
              + " refused)";
      case SAMPLED -> ": really allocated, estimated by the JVM";
      case LIVE -> ": still reachable, estimated by the JVM";
    };
  }

  private void appendClasses() {
    ClassCounts classes = profile.classes();
    line(
        "Classes: "
            + Numbers.grouped(classes.seen())
            + " seen, "
            + Numbers.grouped(classes.skipped())
            + " skipped, "
            + Numbers.grouped(classes.parsed())
            + " parsed, "
            + Numbers.grouped(classes.changed())
            + " changed, "
            + Numbers.grouped(classes.failed())
            + " failed");
    appendReasons("left alone", classes.leftAlone());
    if (classes.firstFailure() != null) {
      line("  first failure: " + firstLine(classes.firstFailure()));
    }
    line("");
  }

  private void appendRewrites() {
    if (profile.rewrites().isEmpty()) {
      return;
    }
    line("Rewrites");
    Columns table = new Columns(4, List.of("sites", "refused", "hits", "avoided bytes", "rewrite"));
    for (RewriteRow row : profile.rewrites()) {
      table.add(
          List.of(
              Numbers.grouped(row.sites()),
              Numbers.grouped(row.refused()),
              Numbers.grouped(row.hits()),
              Numbers.grouped(row.avoidedBytes()),
              row.rewrite() + (row.on() ? "" : " (off)")));
    }
    table.appendTo(text);
    for (RewriteRow row : profile.rewrites()) {
      appendReasons(row.rewrite() + " refused", row.refusals());
    }
    line("");
  }

  private void appendReasons(String what, List<Reason> reasons) {
    for (Reason reason : reasons) {
      line("  " + what + " " + Numbers.grouped(reason.count()) + ": " + reason.text());
    }
  }

  private void appendPools() {
    if (profile.pools().isEmpty()) {
      return;
    }
    line("Pools");
    Columns table =
        new Columns(5, List.of("claims", "hits", "drops", "bytes retained", "at most", "pool"));
    for (PoolRow row : profile.pools()) {
      table.add(
          List.of(
              Numbers.grouped(row.claims()),
              Numbers.grouped(row.hits()),
              Numbers.grouped(row.drops()),
              Numbers.grouped(row.retainedBytes()),
              Numbers.grouped(row.highWaterBytes()),
              row.name()));
    }
    table.appendTo(text);
    line("");
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  private static String firstLine(String text) {
    int end = text.indexOf('\n');
    return end < 0 ? text : text.substring(0, end).trim();
  }
}
