package io.heapwise.dump;

import java.util.List;

/**
 * What became of the classes that the agent was shown.
 *
 * @param seen all of them
 * @param skipped without anything that a rewrite could be for
 * @param parsed read and analysed, the failed ones included
 * @param changed rewritten
 * @param failed classes on which the agent gave up
 * @param leftAlone classes that the agent does not touch, by kind of reason
 * @param firstFailure what went wrong first; null if nothing did
 */
public record ClassCounts(
    long seen,
    long skipped,
    long parsed,
    long changed,
    long failed,
    List<Reason> leftAlone,
    String firstFailure) {
  public static final ClassCounts NONE = new ClassCounts(0, 0, 0, 0, 0, List.of(), null);

  public ClassCounts {
    leftAlone = List.copyOf(leftAlone);
  }
}
