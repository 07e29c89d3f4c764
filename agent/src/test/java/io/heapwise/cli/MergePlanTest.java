package io.heapwise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heapwise.dump.Counts;
import io.heapwise.dump.JvmRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class MergePlanTest {
  private final List<Path> files = new ArrayList<>();
  private final List<List<JvmRun>> runs = new ArrayList<>();

  @Test
  void takesTheLastOfEachJvm_whateverTheOrder() {
    add("1.json", run("a", 1, 1000, "interval"));
    add("2.json", run("a", 1, 3000, "request"));
    add("3.json", run("a", 1, 2000, "interval"));
    add("4.json", run("b", 1, 500, "exit"));
    bothWays("2.json", "4.json");
  }

  /** Two JVMs in containers may have one number, and have started in the same millisecond. */
  @Test
  void tellsJvmsApart_byMoreThanTheirNumber() {
    add("1.json", run("a", 1, 1000, "exit"));
    add("2.json", run("b", 1, 1000, "exit"));
    bothWays("1.json", "2.json");
  }

  @Test
  void tellsJvmsByTheirNumber_whereThereIsNoMore() {
    add("1.json", run("", 1, 1000, "interval"));
    add("2.json", run("", 1, 2000, "interval"));
    add("3.json", run("", 2, 1000, "interval"));
    add("4.json", run("", 0, 1000, "interval"));
    add("5.json", run("", 0, 1000, "interval"));
    bothWays("2.json", "3.json", "4.json", "5.json");
  }

  @Test
  void takesCounters_withTheLastDump() {
    add("1.json", run("a", 1, 1000, "interval"));
    add("2.json", run("a", 1, 2100, "interval"));
    add("2.json.counters", run("a", 1, 2000, "killed"));
    bothWays("2.json.counters with 2.json");
  }

  @Test
  void takesTheDumpAtExit_whereCountersWereLeftAllTheSame() {
    add("1.json", run("a", 1, 2000, "exit"));
    add("1.json.counters", run("a", 1, 2100, "killed"));
    bothWays("1.json");
  }

  @Test
  void keepsWhatCannotBeRead() {
    files.add(Path.of("bad.json"));
    runs.add(List.of());
    add("1.json", run("a", 1, 2000, "exit"));
    bothWays("bad.json", "1.json");
  }

  private void bothWays(String... expected) {
    List<String> wanted = new ArrayList<>(List.of(expected));
    assertEquals(wanted, planned());
    Collections.reverse(files);
    Collections.reverse(runs);
    Collections.reverse(wanted);
    assertEquals(wanted, planned());
  }

  private List<String> planned() {
    MergePlan plan = new MergePlan(files, runs);
    assertEquals(files.size(), plan.parts().size() + plan.older());
    List<String> names = new ArrayList<>();
    for (MergePlan.Part part : plan.parts()) {
      names.add(part.file() + (part.lastDump() == null ? "" : " with " + part.lastDump()));
    }
    return names;
  }

  private void add(String name, JvmRun run) {
    files.add(Path.of(name));
    runs.add(List.of(run));
  }

  private static JvmRun run(String id, long pid, long millis, String reason) {
    return new JvmRun(
        id, "vm", "17", "app.jar", pid, 0, millis, List.of(), "", 0, 0, Counts.UNKNOWN, reason);
  }
}
