package io.heapwise.benchmarks.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heapwise.benchmarks.AgentSummary;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoTableTest {
  @Test
  void showsColdSteadyAndWhole() {
    BuildResults without =
        results(iteration(3_000, 2, 900), iteration(1_000, 1, 80), iteration(2_000, 1, 60));
    BuildResults with =
        results(iteration(6_000, 2, 990), iteration(500, 0, 40), iteration(1_000, 0, 50));
    AgentSummary summary =
        AgentSummary.parse(
            List.of(
                "heapwise: rewrite format: 12 sites, 3 refused, 123456 hits, 98765432 bytes avoided"
                    + " (estimate)"));

    String table = DemoTable.render(without, with, summary);

    assertRow(table, "bytes, first iteration (cold) 3,000 6,000 -100.0 %");
    assertRow(table, "bytes per steady iteration, median 1,500 750 50.0 %");
    assertRow(table, "bytes, all iterations 6,000 7,500 -25.0 %");
    assertRow(table, "garbage collections, all 4 2 50.0 %");
    assertRow(table, "wall, first iteration, ms 900 990 -10.0 %");
    assertRow(table, "wall, steady iteration, median, ms 70 45 35.7 %");
    assertRow(table, "format 12 3 123,456 98,765,432");
  }

  @Test
  void claimsNoSavingOfNothing() {
    assertEquals("-", DemoTable.saved(0, 5));
  }

  private static void assertRow(String table, String expected) {
    List<String> rows = table.lines().map(line -> line.strip().replaceAll(" +", " ")).toList();
    assertEquals(1, rows.stream().filter(expected::equals).count(), expected + " in\n" + table);
  }

  private static BuildResults results(Iteration... iterations) {
    return new BuildResults("17", "thread totals", List.of(iterations));
  }

  private static Iteration iteration(long bytes, long collections, long wallMillis) {
    return new Iteration(bytes, new GcActivity(collections, 7), wallMillis, "d", "i", "t");
  }
}
