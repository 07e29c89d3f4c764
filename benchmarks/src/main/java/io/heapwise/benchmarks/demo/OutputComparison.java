package io.heapwise.benchmarks.demo;

import java.util.ArrayList;
import java.util.List;

/** Whether builds without and with the agent, and all their iterations, made the same image. */
final class OutputComparison {
  private OutputComparison() {}

  /** Returns one line per difference from the first iteration without the agent; empty: none. */
  static List<String> differences(BuildResults without, BuildResults with) {
    List<String> differences = new ArrayList<>();
    Iteration expected = without.first();
    compare("without agent", expected, without, differences);
    compare("with agent", expected, with, differences);
    return differences;
  }

  private static void compare(
      String label, Iteration expected, BuildResults results, List<String> differences) {
    for (int i = 0; i < results.iterations().size(); i++) {
      String where = label + ", iteration " + (i + 1) + ": ";
      Iteration actual = results.iterations().get(i);
      compare(where + "image digest", expected.imageDigest(), actual.imageDigest(), differences);
      compare(where + "image id", expected.imageId(), actual.imageId(), differences);
      compare(where + "SHA-256 of the tar", expected.tarSha256(), actual.tarSha256(), differences);
    }
  }

  private static void compare(
      String what, String expected, String actual, List<String> differences) {
    if (!expected.equals(actual)) {
      differences.add(what + " is " + actual + ", expected " + expected);
    }
  }
}
