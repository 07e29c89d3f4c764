package io.heapwise.benchmarks.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class OutputComparisonTest {
  private static final BuildResults GOOD = results(output("d", "i", "t"), output("d", "i", "t"));

  @Test
  void findsNothing_whenAllAreEqual() {
    assertEquals(List.of(), OutputComparison.differences(GOOD, GOOD));
  }

  @Test
  void findsEachKindOfDifference() {
    assertEquals(
        List.of("with agent, iteration 2: image digest is X, expected d"),
        differences(output("X", "i", "t")));
    assertEquals(
        List.of("with agent, iteration 2: image id is X, expected i"),
        differences(output("d", "X", "t")));
    assertEquals(
        List.of("with agent, iteration 2: SHA-256 of the tar is X, expected t"),
        differences(output("d", "i", "X")));
  }

  @Test
  void findsADifferenceBetweenIterationsWithoutTheAgent() {
    BuildResults unstable = results(output("d", "i", "t"), output("d", "i", "X"));

    assertEquals(
        List.of("without agent, iteration 2: SHA-256 of the tar is X, expected t"),
        OutputComparison.differences(unstable, GOOD));
  }

  private static List<String> differences(Iteration second) {
    return OutputComparison.differences(GOOD, results(output("d", "i", "t"), second));
  }

  private static BuildResults results(Iteration... iterations) {
    return new BuildResults("17", "thread totals", List.of(iterations));
  }

  private static Iteration output(String digest, String id, String tar) {
    return new Iteration(1, new GcActivity(0, 0), 1, digest, id, tar);
  }
}
