package io.heapwise.benchmarks;

import java.util.List;
import java.util.Locale;

/** The markdown table of {@link Compare}. */
final class CompareTable {
  private static final double NOTHING_BYTES = 0.05;

  private CompareTable() {}

  static String render(String title, List<ComparedBenchmark> rows) {
    StringBuilder text = new StringBuilder("### " + title + "\n\n");
    text.append("| benchmark | rewritten | B/op off | B/op on | ratio |")
        .append(" ns/op off (mean) | ns/op on (mean) | ratio |\n");
    text.append("|---|---|--:|--:|--:|--:|--:|--:|\n");
    for (ComparedBenchmark row : rows) {
      text.append(
          String.format(
              Locale.ROOT,
              "| %s | %s | %.1f | %.1f | %s | %s | %s | %.2f |\n",
              row.name(),
              row.rewritten(),
              row.off().bytes(),
              row.on().bytes(),
              bytesRatio(row),
              nanos(row.off()),
              nanos(row.on()),
              row.on().fastestNanos() / row.off().fastestNanos()));
    }
    return text.append('\n').toString();
  }

  private static String bytesRatio(ComparedBenchmark row) {
    return row.off().bytes() < NOTHING_BYTES
        ? "-"
        : String.format(Locale.ROOT, "%.2f", row.on().bytes() / row.off().bytes());
  }

  private static String nanos(ComparedBenchmark.Measurement measurement) {
    return String.format(
        Locale.ROOT, "%.1f (%.1f)", measurement.fastestNanos(), measurement.meanNanos());
  }
}
