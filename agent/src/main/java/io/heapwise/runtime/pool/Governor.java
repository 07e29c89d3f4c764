package io.heapwise.runtime.pool;

/**
 * Sends a site whose claims do not profit back to plain {@code new}, and tries it again later. A
 * site profits while at least one claim in eight finds an idle array and claims come back.
 *
 * <p>Each site has a score: a claim that finds nothing adds 1, one that finds something takes 7
 * away, one that is forgotten or has escaped adds 8. One that was given up only because nothing is
 * known yet of its borrower adds nothing: that says nothing about the site. At {@link #LIMIT} the
 * site is benched for {@link #FIRST_BENCH} further runs, twice as many every next time, and then
 * has half the score to lose. A site that does well stands at 0, where a hit writes nothing.
 *
 * <p>Any thread, without locks or garbage. Scores are plain numbers in a shared table: a lost
 * update only moves the moment of the decision.
 */
final class Governor {
  /** Net claims without profit, in a row, that bench a site. */
  static final int LIMIT = 224;

  /** Runs of a benched site that one step of its way back takes, per thread. */
  static final int RUNS_PER_STEP = 64;

  static final int FIRST_BENCH = 1 << 16;

  private static final int MISS = 1;
  private static final int HIT = 7;
  private static final int LOST = 8;
  private static final int MAX_LEVEL = 5;

  /** From 0 to {@link #LIMIT}: the score. Negative: steps until the site is tried again. */
  private static final short[] STATES = new short[SiteCounters.CAPACITY];

  /** How often a site was benched, less the times it has done well since. */
  private static final byte[] LEVELS = new byte[SiteCounters.CAPACITY];

  private Governor() {}

  static boolean isBenched(int site) {
    return STATES[site] < 0;
  }

  /**
   * A benched site has run.
   *
   * @param runs how often it has run in this thread
   */
  static void ran(int site, long runs) {
    int state = STATES[site];
    if (state < 0 && (runs & RUNS_PER_STEP - 1) == 0) {
      STATES[site] = (short) (state == -1 ? LIMIT / 2 : state + 1);
    }
  }

  static void hit(int site) {
    int score = STATES[site];
    if (score > 0) {
      if (score > HIT) {
        STATES[site] = (short) (score - HIT);
      } else {
        STATES[site] = 0;
        int level = LEVELS[site];
        LEVELS[site] = (byte) Math.max(0, level - 1);
      }
    }
  }

  static void missed(int site) {
    add(site, MISS);
  }

  /** A claim will not come back. */
  static void lost(int site) {
    add(site, LOST);
  }

  /** A claim will not come back, for no fault of the site: takes away what its miss has added. */
  static void undecided(int site) {
    int score = STATES[site];
    if (score > 0) {
      STATES[site] = (short) (score - MISS);
    }
  }

  private static void add(int site, int points) {
    int score = STATES[site];
    // Sites without a number of their own are many: none is judged for the others.
    if (score < 0 || site == SiteCounters.UNNUMBERED) {
      return;
    }
    if (score + points < LIMIT) {
      STATES[site] = (short) (score + points);
    } else {
      int level = LEVELS[site];
      STATES[site] = (short) -(FIRST_BENCH / RUNS_PER_STEP << level);
      LEVELS[site] = (byte) Math.min(MAX_LEVEL, level + 1);
    }
  }
}
