package io.heapwise.runtime.pool;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Matchers of one thread that nobody uses at the moment, found by their pattern in an array. A
 * fixed number of places, a few of which each pattern may take: one that finds them all taken
 * drives out the last. So patterns that are compiled anew for each text drive out one another, and
 * few others.
 *
 * <p>Confined to one thread.
 */
final class IdleMatchers {
  static final int CAPACITY = 64;
  private static final int PLACES = 4;

  private IdleMatchers() {}

  /** An idle matcher of exactly this pattern, now gone from there, or null. */
  static Matcher take(Pattern pattern, Matcher[] all) {
    int first = firstPlace(pattern);
    for (int i = first; i < first + PLACES; i++) {
      Matcher idle = all[i];
      if (idle != null && idle.pattern() == pattern) {
        all[i] = null;
        return idle;
      }
    }
    return null;
  }

  static void put(Matcher idle, Matcher[] all) {
    int place = firstPlace(idle.pattern());
    int last = place + PLACES - 1;
    while (place < last && all[place] != null) {
      place++;
    }
    all[place] = idle;
  }

  /** By the text of the pattern: to ask for its identity hash would give it one. */
  private static int firstPlace(Pattern pattern) {
    int hash = pattern.pattern().hashCode();
    return (hash ^ hash >>> 8 ^ hash >>> 16) * PLACES & CAPACITY - 1;
  }
}
