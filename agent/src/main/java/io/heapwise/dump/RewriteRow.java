package io.heapwise.dump;

import java.util.List;

/**
 * What one rewrite did.
 *
 * @param rewrite its stem
 * @param on whether it was switched on, in any of the JVMs, when the numbers were taken
 * @param sites rewritten, counted again when a class is loaded or transformed again
 * @param refused sites left as they were: the sum of the refusals
 * @param refusals by kind of reason
 * @param hits times that rewritten sites ran
 * @param avoidedBytes see {@link Counts#avoidedBytes()}
 */
public record RewriteRow(
    String rewrite,
    boolean on,
    long sites,
    long refused,
    List<Reason> refusals,
    long hits,
    long avoidedBytes) {
  public RewriteRow {
    refusals = List.copyOf(refusals);
  }
}
