package io.heapwise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heapwise.dump.Counts;
import io.heapwise.dump.DumpFile;
import io.heapwise.dump.DumpFormat;
import io.heapwise.dump.GoldenFile;
import io.heapwise.dump.Location;
import io.heapwise.dump.Profiles;
import io.heapwise.dump.SiteRow;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiffCommandTest {
  @TempDir Path folder;
  private String before;
  private String after;

  /** Lines have moved, one method allocates more, one less, one is gone and one is new. */
  @BeforeEach
  void write() throws IOException {
    before =
        file(
            "before.json",
            site("a.Same", 10, Counts.executed(5, 500)),
            site("a.More", 20, Counts.executed(10, 1000)),
            site("a.Less", 30, Counts.avoided(3, 300)),
            site("b.Gone", 40, Counts.executed(1, 40)),
            site("b.Uncounted", 50, Counts.NONE));
    after =
        file(
            "after.json",
            site("a.Same", 11, Counts.executed(2, 200)),
            site("a.Same", 12, Counts.executed(3, 300)),
            site("a.More", 22, Counts.executed(12, 1200)),
            site("a.Less", 33, Counts.executed(1, 100)),
            site("b.New", 44, Counts.executed(2, 70)));
  }

  @Test
  void listsGrowthFirst() throws IOException {
    Run run = Run.of("diff", before, after);
    assertEquals(0, run.code());
    GoldenFile.assertMatches("diff.txt", run.out());
  }

  @Test
  void printsEverythingAsJson() throws IOException {
    Run run = Run.of("diff", before, after, "--json", "--threshold=1%");
    assertEquals(1, run.code());
    GoldenFile.assertMatches("diff.json", run.out());
  }

  /** From 1,840 to 1,870 bytes: by 30, or 1.63 %. */
  @Test
  void answersNoPastTheThreshold() {
    for (String within : new String[] {"2%", "30", "1.7%", "1m"}) {
      Run run = Run.of("diff", before, after, "--threshold", within);
      assertEquals(0, run.code(), within);
      assertTrue(run.out().endsWith("Within the threshold of " + within + "\n"), run.out());
    }
    for (String past : new String[] {"1%", "29", "0", "0%"}) {
      Run run = Run.of("diff", before, after, "--threshold", past);
      assertEquals(1, run.code(), past);
      assertTrue(run.out().endsWith("More than the threshold of " + past + "\n"), run.out());
    }
    assertEquals(0, Run.of("diff", after, before, "--threshold", "0").code());
    assertEquals(0, Run.of("diff", before, before, "--threshold", "0").code());
  }

  @Test
  void comparesByOtherUnits() {
    assertEquals(
        """
        total: 1,540 -> 1,870 executed bytes, +330 (+21.4 %)

        Grown (2 of 2)
          +300 (+20.0 %)  a  (15 -> 18 times)
          +30 (+75.0 %)  b  (1 -> 2 times)
        """,
        Run.of("diff", before, after, "--by=package", "--of=executed").out());
    assertTrue(
        Run.of("diff", before, after, "--by=line")
            .out()
            .contains("  +1,200 (new)  a.More.m(More.java:22) byte[]  (0 -> 12 times)\n"));
    assertTrue(
        Run.of("diff", before, after, "--by=type")
            .out()
            .contains("  +30 (+1.6 %)  byte[]  (19 -> 20 times)\n"));
  }

  @Test
  void saysWhenNothingIsComparable() throws IOException {
    fails(after + " has no avoided bytes to compare", before, after, "--of=avoided");
    fails(before + " has no sampled bytes to compare", before, after, "--of=sampled");
    String empty = file("empty.json");
    fails("nothing was counted in both files, so there is nothing to compare", empty, after);
    fails("give two files, dumps in JSON: the one before and the one after", before);
    fails(
        "bad --by 'lines' (did you mean 'line'?); there are method, line, class, package, type",
        before,
        after,
        "--by=lines");
  }

  private static void fails(String message, String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "diff";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    assertEquals(new Run(2, "", "heapwise: diff: " + message + "\n"), Run.of(all));
  }

  private String file(String name, SiteRow... sites) throws IOException {
    Path file = folder.resolve(name);
    DumpFile.write(Profiles.of(List.of(sites), List.of()), DumpFormat.JSON, file);
    return file.toString();
  }

  private static SiteRow site(String className, int line, Counts counts) {
    String file = className.substring(2) + ".java";
    Location location = new Location(className, "m", "()V", file, line, line);
    return new SiteRow(location, "byte[]", "newarray", null, null, counts);
  }
}
