package io.heapwise.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heapwise.dump.Counts;
import io.heapwise.dump.Location;
import io.heapwise.dump.SiteRow;
import io.heapwise.runtime.pool.PoolStatistics;
import io.heapwise.runtime.pool.PoolStatistics.Row;
import io.heapwise.track.Reasons.Count;
import io.heapwise.track.Snapshot;
import io.heapwise.track.Snapshot.RewriteTotals;
import io.heapwise.track.Statistics;
import io.heapwise.track.exact.CountedSite;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class ExitReportTest {
  private static final String MEANING =
      "heapwise: bytes avoided is what the original instructions would have asked for;"
          + " the JIT may have removed some of that anyway\n";

  @Test
  void printsEveryNumberInItsPlace() {
    Snapshot snapshot =
        new Snapshot(
            1100,
            134,
            57,
            2,
            "java.lang.OutOfMemoryError: Java heap space\n\tat more",
            List.of(new Count("class file is corrupt", 3)),
            List.of(
                new RewriteTotals(
                    "format",
                    12,
                    List.of(new Count("precision", 2), new Count("escapes: stored in field ..", 1)),
                    123456,
                    98765432),
                new RewriteTotals("concat", 0, List.of(), 0, 0)),
            7,
            12_345_678,
            1_150_000);

    PoolStatistics pools =
        new PoolStatistics(
            4200,
            8400,
            65536,
            List.of(
                new Row(">= 8 KiB", 1000, 900, 3, 4100, 8200),
                new Row("direct", 10, 1, 0, 100, 200)));

    assertEquals(
        """
        heapwise: 1237 classes seen, 1100 skipped, 134 parsed, 57 changed, 2 failed
        heapwise:   left alone 3: class file is corrupt
        heapwise: rewrite format: 12 sites, 3 refused, 123456 hits, 98765432 bytes avoided (estimate)
        heapwise:   refused 2: precision
        heapwise:   refused 1: escapes: stored in field ..
        heapwise: rewrite concat: 0 sites, 0 refused, 0 hits, 0 bytes avoided (estimate)
        heapwise: 7 hits of sites beyond those that are counted one by one
        heapwise: refused by format: a.B.c(B.java:7) java.lang.String, 3 runs, 72 bytes: precision
        heapwise: pools: 1010 claims, 901 hits, 4200 bytes retained, at most 8400 of 65536
        heapwise:   pool >= 8 KiB: 1000 claims, 900 hits, 3 drops, 4100 bytes retained, at most 8200
        heapwise:   pool direct: 10 claims, 1 hits, 0 drops, 100 bytes retained, at most 200
        heapwise: agent used 12.3 ms and 1.2 MB in its own code
        heapwise: first failure: java.lang.OutOfMemoryError: Java heap space
        """
            + MEANING,
        unixText(snapshot, pools, List.of(refused(7, 72))));
  }

  @Test
  void listsTheRefusedSites_thatHaveAllocatedMost() {
    List<CountedSite> counted = new ArrayList<>();
    for (int line = 1; line <= 20; line++) {
      counted.add(new CountedSite(refused(line, line * 37 % 20), 0));
    }
    List<Long> bytes =
        ExitReport.refused(counted).stream().map(row -> row.counts().executedBytes()).toList();
    assertEquals(List.of(19L, 18L, 17L, 16L, 15L, 14L, 13L, 12L, 11L, 10L), bytes);
    assertEquals(List.of(), ExitReport.refused(List.of(new CountedSite(refused(1, 0), 0))));
  }

  private static SiteRow refused(int line, long bytes) {
    return new SiteRow(
        new Location("a.B", "c", "()V", "B.java", line, 3),
        "java.lang.String",
        "call",
        "format",
        "precision",
        Counts.executed(3, bytes));
  }

  @Test
  void leavesOutWhatDidNotHappen() {
    assertEquals(
        """
        heapwise: 0 classes seen, 0 skipped, 0 parsed, 0 changed, 0 failed
        heapwise: agent used 0.0 ms and 0.0 MB in its own code
        """
            + MEANING,
        unixText(
            new Snapshot(0, 0, 0, 0, null, List.of(), List.of(), 0, 0, 0),
            new PoolStatistics(0, 0, 1, List.of()),
            List.of()));
  }

  /** Asks for a report and ends. */
  public static final class Main {
    public static void main(String[] arguments) {
      Statistics statistics = new Statistics();
      Options options = Options.parse(null, new Properties(), Map.of());
      ExitReport.printAtExit(new RunningAgent(null, options, statistics, null));
      statistics.classSkipped();
      System.exit(3);
    }
  }

  @Test
  void isPrintedOnStderrWhenTheProgramExits() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName())
            .start();
    String out = new String(process.getInputStream().readAllBytes());
    String err = new String(process.getErrorStream().readAllBytes());

    assertEquals(3, process.waitFor());
    assertEquals("", out);
    assertTrue(err.contains("heapwise: 1 classes seen, 1 skipped, 0 parsed"), err);
  }

  private static String unixText(Snapshot snapshot, PoolStatistics pools, List<SiteRow> refused) {
    return ExitReport.text(snapshot, pools, refused).replace(System.lineSeparator(), "\n");
  }
}
