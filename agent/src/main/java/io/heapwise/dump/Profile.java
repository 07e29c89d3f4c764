package io.heapwise.dump;

import java.util.List;

/**
 * What was counted in one JVM until one moment, or in several, merged. Immutable.
 *
 * <p>Rows are in any order; writers sort. Two rows may speak of the same site, such as that of a
 * class in two loaders: {@link ProfileMerger} adds them up.
 *
 * @param runs the JVMs
 * @param classes what became of the classes
 * @param rewrites one row for each rewrite that the agent knows
 * @param pools one row for each size of things that are pooled
 * @param unnumberedHits runs of rewritten sites beyond those that are counted one by one: they are
 *     in no site's row, nor in a rewrite's
 * @param sites one row for each site that is known, counted or not
 * @param stacks sampled stacks; empty unless sampling ran. The samples of the stacks are those of
 *     the sites: each is in one stack's row and in the row of its innermost frame's site
 */
public record Profile(
    List<JvmRun> runs,
    ClassCounts classes,
    List<RewriteRow> rewrites,
    List<PoolRow> pools,
    long unnumberedHits,
    List<SiteRow> sites,
    List<StackRow> stacks) {
  public Profile {
    runs = List.copyOf(runs);
    rewrites = List.copyOf(rewrites);
    pools = List.copyOf(pools);
    sites = List.copyOf(sites);
    stacks = List.copyOf(stacks);
  }
}
