package io.heapwise.benchmarks.demo;

import io.heapwise.benchmarks.AgentSummary;
import java.util.Locale;

/** The demo's result as text. */
final class DemoTable {
  private static final String ROW = "  %-34s %16s %16s %9s%n";
  private static final String REWRITE_ROW = "  %-12s %8s %8s %14s %18s%n";

  private final StringBuilder text = new StringBuilder();

  private DemoTable() {}

  static String render(BuildResults without, BuildResults with, AgentSummary agent) {
    DemoTable table = new DemoTable();
    table.measured(without, with);
    table.rewrites(agent);
    return table.text.toString();
  }

  private void measured(BuildResults without, BuildResults with) {
    line(
        "JDK %s, %d iterations, bytes counted by %s%n",
        with.jvm(), with.iterations().size(), with.meter());
    line(ROW, "", "without agent", "with agent", "saved");
    row("bytes, first iteration (cold)", without.first().bytes(), with.first().bytes());
    row(
        "bytes per steady iteration, median",
        without.steadyBytesMedian(),
        with.steadyBytesMedian());
    row("bytes, all iterations", without.bytes(), with.bytes());
    row("garbage collections, all", without.gc().count(), with.gc().count());
    row("garbage collection, all, ms", without.gc().millis(), with.gc().millis());
    row("wall, first iteration, ms", without.first().wallMillis(), with.first().wallMillis());
    row(
        "wall, steady iteration, median, ms",
        without.steadyWallMillisMedian(),
        with.steadyWallMillisMedian());
  }

  private void rewrites(AgentSummary agent) {
    line("%n");
    line(REWRITE_ROW, "rewrite", "sites", "refused", "hits", "bytes avoided");
    for (AgentSummary.RewriteLine rewrite : agent.rewrites()) {
      line(
          REWRITE_ROW,
          rewrite.name(),
          grouped(rewrite.sites()),
          grouped(rewrite.refused()),
          grouped(rewrite.hits()),
          grouped(rewrite.avoidedBytes()));
    }
    line(
        "  \"Avoided\" is the agent's estimate of what the original instructions would have asked"
            + " for;%n  the JIT may have removed some of that anyway. The bytes above are the"
            + " JVM's own count.%n");
  }

  private void row(String label, long without, long with) {
    line(ROW, label, grouped(without), grouped(with), saved(without, with));
  }

  private void line(String format, Object... arguments) {
    text.append(String.format(Locale.ROOT, format, arguments));
  }

  static String saved(long without, long with) {
    return without == 0
        ? "-"
        : String.format(Locale.ROOT, "%.1f %%", 100.0 * (without - with) / without);
  }

  static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
