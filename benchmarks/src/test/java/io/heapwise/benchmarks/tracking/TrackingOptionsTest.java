package io.heapwise.benchmarks.tracking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TrackingOptionsTest {
  @Test
  void everythingIsRun_unlessSomethingIsNamed() {
    TrackingOptions all = TrackingOptions.parse(List.of());
    assertEquals(EnumSet.allOf(Tool.class), all.tools());
    assertEquals(EnumSet.allOf(Workload.class), all.workloads());
    TrackingOptions some =
        TrackingOptions.parse(List.of("-tool", "exact", "-workload", "trees", "-rounds", "2"));
    assertEquals(Set.of(Tool.NONE, Tool.EXACT), some.tools());
    assertEquals(Set.of(Workload.TREES), some.workloads());
    assertEquals(2, some.rounds());
  }

  @Test
  void namesTheCulprit() {
    assertRefused("-tool has no yourkit", "-tool", "yourkit");
    assertRefused("-rounds", "-rounds", "0");
    assertRefused("-iterations", "-iterations", "1");
    assertRefused("-nonsense", "-nonsense", "1");
    assertRefused("-rounds", "-rounds");
    assertRefused("no-such-jdk", "-jdk", "no-such-jdk");
  }

  private static void assertRefused(String culprit, String... args) {
    String said =
        assertThrows(IllegalArgumentException.class, () -> TrackingOptions.parse(List.of(args)))
            .getMessage();
    assertTrue(said.contains(culprit), said);
  }
}
