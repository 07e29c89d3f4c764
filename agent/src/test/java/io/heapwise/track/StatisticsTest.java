package io.heapwise.track;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.heapwise.dump.Counts;
import io.heapwise.rewrite.Outcome;
import io.heapwise.rewrite.Outcome.Status;
import io.heapwise.rewrite.SiteVerdict;
import io.heapwise.runtime.Site;
import io.heapwise.runtime.Sites;
import io.heapwise.track.Reasons.Count;
import io.heapwise.track.Snapshot.RewriteTotals;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatisticsTest {
  private final Statistics statistics = new Statistics();

  @Test
  void countsEachClassOnce() {
    statistics.classSkipped();
    statistics.classSkipped();
    statistics.record(outcome(Status.SKIPPED, null));
    statistics.record(outcome(Status.UNCHANGED, null));
    statistics.record(outcome(Status.CHANGED, null));
    statistics.record(outcome(Status.LEFT_ALONE, "too new (72)"));
    statistics.record(outcome(Status.LEFT_ALONE, "too new (73)"));
    statistics.record(outcome(Status.FAILED, "first"));
    statistics.record(outcome(Status.FAILED, "second"));

    Snapshot snapshot = statistics.snapshot();
    assertEquals(9, snapshot.seenClasses());
    assertEquals(3, snapshot.skippedClasses());
    assertEquals(4, snapshot.parsedClasses());
    assertEquals(1, snapshot.changedClasses());
    assertEquals(2, snapshot.failedClasses());
    assertEquals("first", snapshot.firstFailure());
    assertEquals(List.of(new Count("too new", 2)), snapshot.leftAlone());
  }

  @Test
  void startsWithNothing() {
    Snapshot snapshot = statistics.snapshot();
    assertEquals(0, snapshot.seenClasses());
    assertNull(snapshot.firstFailure());
  }

  @Test
  void countsSitesByRewriteAndRefusalsByKind() {
    statistics.record(
        outcome(
            Status.CHANGED,
            null,
            verdict("concat", null),
            verdict("concat", null),
            verdict("concat", "returned at line 1"),
            verdict("format", "returned at line 2"),
            verdict("format", "returned at line 3"),
            verdict("no such rewrite", null)));

    RewriteTotals concat = totals("concat");
    assertEquals(2, concat.sites());
    assertEquals(1, concat.refused());
    assertEquals(0, totals("format").sites());
    assertEquals(List.of(new Count("returned", 2)), totals("format").refusals());
    assertEquals(0, totals("builder").sites());
  }

  @Test
  void addsUpHitsAndBytesOfTheSitesOfARewrite() {
    RewriteTotals before = totals("builder");
    RewriteTotals otherBefore = totals("format");
    Sites.count(Sites.register(site("builder", 1)), 100);
    Sites.count(Sites.register(site("builder", 1)), 10);
    Sites.count(Sites.register(site("builder", 2)), -3);

    RewriteTotals after = totals("builder");
    assertEquals(3, after.hits() - before.hits());
    assertEquals(107, after.avoidedBytes() - before.avoidedBytes());
    assertEquals(otherBefore, totals("format"));
  }

  /** Nobody shall read that the agent allocates nothing because nobody has looked. */
  @Test
  void saysNothingOfBytes_thatAreNotMeasured() {
    statistics.spent(5, 0);
    assertEquals(5, statistics.snapshot().agentNanos());
    assertEquals(Counts.UNKNOWN, statistics.snapshot().agentBytes());
    statistics.measureBytes();
    assertEquals(0, statistics.snapshot().agentBytes());
  }

  @Test
  void leavesOutWhatTheRuntimeCountsToWarmUp() {
    Sites.count(Sites.UNNUMBERED, 10);

    assertEquals(0, statistics.snapshot().unnumberedHits());
  }

  @Test
  void losesNoCount_whenManyThreadsCount() throws InterruptedException {
    int threads = 4;
    int rounds = 5_000;
    statistics.measureBytes();
    List<Thread> running = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      Thread thread = new Thread(() -> countMany(rounds));
      thread.start();
      running.add(thread);
    }
    for (Thread thread : running) {
      thread.join();
    }

    Snapshot snapshot = statistics.snapshot();
    long all = (long) threads * rounds;
    assertEquals(2 * all, snapshot.seenClasses());
    assertEquals(all, snapshot.changedClasses());
    assertEquals(5 * all, snapshot.agentNanos());
    assertEquals(7 * all, snapshot.agentBytes());
    assertEquals(List.of(new Count("returned", all)), totals("concat").refusals());
  }

  private void countMany(int rounds) {
    for (int i = 0; i < rounds; i++) {
      statistics.classSkipped();
      statistics.record(outcome(Status.CHANGED, null, verdict("concat", "returned")));
      statistics.spent(5, 7);
    }
  }

  private RewriteTotals totals(String rewrite) {
    for (RewriteTotals totals : statistics.snapshot().rewrites()) {
      if (totals.rewrite().equals(rewrite)) {
        return totals;
      }
    }
    throw new AssertionError("no totals for " + rewrite);
  }

  private static Outcome outcome(Status status, String reason, SiteVerdict... sites) {
    return new Outcome(status, null, reason, List.of(sites));
  }

  private static SiteVerdict verdict(String rewrite, String refusal) {
    return new SiteVerdict(rewrite, "a/B", "m", "()V", 1, 2, refusal);
  }

  private static Site site(String rewrite, int bytecodeIndex) {
    return new Site(rewrite, "test/StatisticsTest", "m", "()V", 1, bytecodeIndex);
  }
}
