package io.heapwise.benchmarks;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** One benchmark without and with the agent. */
record ComparedBenchmark(
    String name, Measurement off, Measurement on, Map<String, Double> hitsPerOperation) {

  // Counters may be read while a last operation runs, and JMH does not count the operations at the
  // edges of an iteration.
  private static final double ONCE = 0.5;

  ComparedBenchmark {
    hitsPerOperation = new TreeMap<>(hitsPerOperation);
  }

  /**
   * Per operation. The fastest iteration is what a busy machine disturbs least; the mean beside it
   * tells how busy it was.
   */
  record Measurement(double bytes, double fastestNanos, double meanNanos) {}

  /**
   * The rewrites that ran in the benchmark's own loop, with their hits per operation; says so where
   * there is none, since a difference is then not the agent's doing.
   */
  String rewritten() {
    StringBuilder text = new StringBuilder();
    hitsPerOperation.forEach(
        (rewrite, hits) -> {
          if (hits >= ONCE) {
            text.append(text.isEmpty() ? "" : ", ")
                .append(String.format(Locale.ROOT, "%s x%.0f", rewrite, hits));
          }
        });
    return text.isEmpty() ? "no hits" : text.toString();
  }

  String progressLine() {
    return String.format(
        Locale.ROOT,
        "%-36s %9.1f -> %9.1f B/op  %9.1f -> %9.1f ns/op  %s",
        name,
        off.bytes(),
        on.bytes(),
        off.fastestNanos(),
        on.fastestNanos(),
        rewritten());
  }
}
