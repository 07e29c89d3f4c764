package io.heapwise.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heapwise.benchmarks.ComparedBenchmark.Measurement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CompareTableTest {
  @Test
  void dividesOnByOff() {
    assertEquals(
        "| X.y | concat x1, format x32 | 200.0 | 50.0 | 0.25 | 10.0 (15.0) | 20.0 (21.0) | 2.00 |",
        rowOf(
            new Measurement(200, 10, 15),
            new Measurement(50, 20, 21),
            Map.of("format", 32.0, "concat", 1.0)));
  }

  @Test
  void claimsNoRatioOfNothing() {
    assertEquals(
        "| X.y | no hits | 0.0 | 8.0 | - | 10.0 (11.0) | 10.0 (12.0) | 1.00 |",
        rowOf(new Measurement(0.001, 10, 11), new Measurement(8, 10, 12), Map.of()));
  }

  @Test
  void marksAsNotRewritten_whenHitsAreFewerThanOperations() {
    String row =
        rowOf(new Measurement(200, 10, 11), new Measurement(50, 20, 21), Map.of("concat", 0.0001));

    assertTrue(row.contains("| no hits |"), row);
  }

  private static String rowOf(Measurement off, Measurement on, Map<String, Double> hits) {
    String table =
        CompareTable.render("title", List.of(new ComparedBenchmark("X.y", off, on, hits)));
    return table.lines().filter(line -> line.startsWith("| X.y")).findFirst().orElseThrow();
  }
}
