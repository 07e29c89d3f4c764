package io.heapwise.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class AgentSummaryTest {
  @Test
  void readsRewriteLinesBetweenOtherOutput() {
    AgentSummary summary =
        AgentSummary.parse(
            List.of(
                "WARNING: something else",
                "heapwise: 900 classes seen, 700 skipped, 200 parsed, 40 changed, 0 failed",
                "heapwise: rewrite concat: 0 sites, 0 refused, 0 hits, 0 bytes avoided (estimate)",
                "heapwise:   refused 3: argument is not constant",
                "heapwise: rewrite format: 12 sites, 3 refused, 123456 hits,"
                    + " 9876543210 bytes avoided (estimate)"));

    assertEquals(
        List.of(
            new AgentSummary.RewriteLine("concat", 0, 0, 0, 0),
            new AgentSummary.RewriteLine("format", 12, 3, 123_456, 9_876_543_210L)),
        summary.rewrites());
    assertEquals(123_456, summary.hits());
  }

  @Test
  void isEmptyWithoutASummary() {
    assertTrue(AgentSummary.parse(List.of("rewrite format: 12 sites", "")).isEmpty());
  }

  @Test
  void ignoresALineThatSaysMoreOrLess() {
    assertTrue(
        AgentSummary.parse(
                List.of(
                    "heapwise: rewrite format: 12 sites, 3 refused, 5 hits",
                    "heapwise: rewrite format: 12 sites, 3 refused, -5 hits,"
                        + " 1 bytes avoided (estimate)"))
            .isEmpty());
  }
}
