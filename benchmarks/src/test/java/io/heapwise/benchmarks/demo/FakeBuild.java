package io.heapwise.benchmarks.demo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Stands in for {@link ImageBuild}: {@code fake.fault} names what goes wrong, and only with the
 * agent.
 */
final class FakeBuild {
  private FakeBuild() {}

  public static void main(String[] args) throws Exception {
    String fault =
        Boolean.getBoolean(FakeAgent.PRESENT) ? System.getProperty("fake.fault", "none") : "none";
    if (fault.equals("failure")) {
      throw new IllegalStateException("the build broke");
    }
    int count = Integer.parseInt(args[3]) - (fault.equals("unfinished") ? 1 : 0);
    List<Iteration> iterations = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean differs = fault.equals("difference") && i == count - 1;
      iterations.add(
          new Iteration(
              1_000 + i,
              new GcActivity(1, 1),
              5,
              differs ? "sha256:bad" : "sha256:good",
              "i",
              "t"));
      new BuildResults("fake", "nothing", iterations).store(Path.of(args[2]));
    }
  }
}
