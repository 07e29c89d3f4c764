package io.heapwise.dump;

/**
 * The sums that every format of a profile has.
 *
 * @param counts of the sites; samples are those of the stacks where there are stacks
 * @param rewritten sites in the list that were rewritten
 * @param refused sites in the list that a rewrite refused
 */
public record Totals(Counts counts, long rewritten, long refused) {
  public static Totals of(Profile profile) {
    Counts sum = Counts.NONE;
    long rewritten = 0;
    long refused = 0;
    for (SiteRow row : profile.sites()) {
      sum = sum.plus(row.counts());
      rewritten += row.isRewritten() ? 1 : 0;
      refused += row.isRefused() ? 1 : 0;
    }
    if (!profile.stacks().isEmpty()) {
      sum = withSamplesOf(profile, sum);
    }
    return new Totals(sum, rewritten, refused);
  }

  private static Counts withSamplesOf(Profile profile, Counts counts) {
    long sampledCount = Counts.UNKNOWN;
    long sampledBytes = Counts.UNKNOWN;
    long liveCount = Counts.UNKNOWN;
    long liveBytes = Counts.UNKNOWN;
    for (StackRow row : profile.stacks()) {
      sampledCount = Counts.sum(sampledCount, row.sampledCount());
      sampledBytes = Counts.sum(sampledBytes, row.sampledBytes());
      liveCount = Counts.sum(liveCount, row.liveCount());
      liveBytes = Counts.sum(liveBytes, row.liveBytes());
    }
    return new Counts(
        counts.executedCount(),
        counts.executedBytes(),
        counts.hits(),
        counts.avoidedBytes(),
        sampledCount,
        sampledBytes,
        liveCount,
        liveBytes);
  }
}
