package io.heapwise.track;

import java.util.List;

/**
 * The numbers of one moment.
 *
 * @param skippedClasses seen, but without anything that a rewrite could be for
 * @param parsedClasses seen and analysed, the failed ones included
 * @param firstFailure what went wrong first; null if nothing did
 * @param leftAlone classes that the agent does not touch, by kind of reason
 * @param unnumberedHits runs of rewritten sites that have no number of their own
 * @param agentNanos time that program threads spent in the agent's own code
 * @param agentBytes what they allocated in it; {@code Counts.UNKNOWN} where it was not measured
 */
public record Snapshot(
    long skippedClasses,
    long parsedClasses,
    long changedClasses,
    long failedClasses,
    String firstFailure,
    List<Reasons.Count> leftAlone,
    List<RewriteTotals> rewrites,
    long unnumberedHits,
    long agentNanos,
    long agentBytes) {
  /**
   * The numbers of one rewrite.
   *
   * @param sites rewritten, counted again when a class is loaded or transformed again
   * @param refusals sites left as they were, by kind of reason
   * @param hits times that rewritten sites ran
   * @param avoidedBytes what the original instructions would have asked for beyond the rewritten
   *     ones, not counting what the JIT would have removed
   */
  public record RewriteTotals(
      String rewrite, long sites, List<Reasons.Count> refusals, long hits, long avoidedBytes) {
    public long refused() {
      return sum(refusals);
    }
  }

  public long seenClasses() {
    return skippedClasses + parsedClasses + sum(leftAlone);
  }

  private static long sum(List<Reasons.Count> counts) {
    long sum = 0;
    for (int i = 0; i < counts.size(); i++) {
      sum += counts.get(i).count();
    }
    return sum;
  }
}
