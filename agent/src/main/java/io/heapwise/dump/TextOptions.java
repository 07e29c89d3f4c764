package io.heapwise.dump;

import java.util.List;

/**
 * How much of a profile a text report shows.
 *
 * @param rankings the lists, in this order
 * @param top the longest a list may be
 * @param threshold what is below it is not listed
 * @param depth frames shown of each stack
 */
public record TextOptions(List<Ranking> rankings, int top, Threshold threshold, int depth) {
  public static final TextOptions DEFAULT =
      new TextOptions(List.of(Ranking.values()), 20, Threshold.NONE, 10);

  public TextOptions {
    rankings = List.copyOf(rankings);
  }
}
