package io.heapwise.benchmarks.tracking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class TrackingTableTest {
  @Test
  void ratiosAreThoseOfPairs() {
    TrackingTable table = new TrackingTable();
    long[] without = {100, 400, 200};
    long[] with = {110, 404, 260};
    for (int i = 0; i < without.length; i++) {
      table.add(Workload.TREES, Tool.NONE, run(without[i]));
      table.add(Workload.TREES, Tool.EXACT, run(with[i]));
    }
    assertEquals(
        """
        ### JDK

        Allocated in an iteration: trees 5.0 MB.

        | steady iteration | trees | all |
        |---|--:|--:|
        | no tool | 200.0 ms | |
        | Heapwise, `track=exact` | 1.100 (1.01-1.30) | 1.100 (1.01-1.30) |

        | its thread's CPU | trees | all |
        |---|--:|--:|
        | no tool | 100.0 ms | |
        | Heapwise, `track=exact` | 1.100 (1.01-1.30) | 1.100 (1.01-1.30) |

        | whole process | trees | all |
        |---|--:|--:|
        | no tool | 2000.0 ms | |
        | Heapwise, `track=exact` | 1.100 (1.01-1.30) | 1.100 (1.01-1.30) |

        """,
        table.render("JDK"));
  }

  @Test
  void steadyIsTheMedianOfTheSecondHalf() {
    ProgramRun run =
        ProgramRun.parse(
            7,
            List.of(
                "a tool says something",
                "iteration 900 30 1",
                "iteration 800 30 2",
                "iteration 700 30 3",
                "iteration 3 2 4",
                "iteration 500 1 5",
                "iteration 4 3 6",
                "allocated 60"),
            6);
    assertEquals(new ProgramRun(7, 4, 2, 60, List.of("1", "2", "3", "4", "5", "6")), run);
    assertThrows(
        IllegalStateException.class,
        () -> ProgramRun.parse(7, List.of("iteration 900 30 1", "allocated 60"), 2));
  }

  @Test
  void eachWorkloadGivesTheSame_andDependsOnItsSeed() {
    for (Workload workload : Workload.values()) {
      long first = workload.iteration(1);
      assertEquals(first, workload.iteration(1), workload::toString);
      assertNotEquals(first, workload.iteration(2), workload::toString);
    }
  }

  private static ProgramRun run(long millis) {
    long nanos = millis * 1_000_000;
    return new ProgramRun(10 * nanos, nanos, nanos / 2, 10_000_000, List.of("1", "2"));
  }
}
