package io.heapwise.runtime;

/**
 * What a site has learned of the sizes that its objects reach, in one int: the capacity to begin
 * with, how many objects in a row it would have been good for, and how often the site was wrong.
 *
 * <p>Good is what takes no more bytes than the usual capacity and its growth would have. After
 * {@link #FIRST_STREAK} objects in a row a new one begins with the capacity; one object that would
 * have taken less without makes the site forget, and wait for twice as many the next time.
 */
final class LearnedSize {
  /** Nothing yet. */
  static final int NONE = 0;

  static final int FIRST_STREAK = 8;

  private static final int CAPACITY_MASK = 0xFFFF;
  private static final int STREAK_SHIFT = 16;
  private static final int MAX_STREAK = 127;
  private static final int LEVEL_SHIFT = 23;
  private static final int MAX_LEVEL = 4;

  private LearnedSize() {}

  /** What the next object shall begin with; 0 for the usual capacity. */
  static int capacity(int learned) {
    return streak(learned) >= streakNeeded(level(learned)) ? candidate(learned) : 0;
  }

  /** What is known once another object has reached a size; often the same as before. */
  static int next(int learned, int size, Growth growth) {
    if (size <= growth.usual) {
      return forgotten(learned);
    }
    int reached = Math.min(size, growth.most);
    int candidate = candidate(learned);
    if (reached > candidate) {
      // So much more may be too much for objects that have been good so far.
      boolean isNear = reached - candidate <= candidate >> 1;
      return isNear ? confirmed(learned, reached) : of(reached, 0, level(learned));
    }
    if (candidate - reached <= candidate >> 2) {
      return confirmed(learned, candidate);
    }
    if (growth.arrayBytes(candidate) > growth.usualBytes(reached)) {
      return forgotten(learned) | reached;
    }
    return confirmed(learned, candidate - Math.max(1, candidate - reached >> 4));
  }

  private static int confirmed(int learned, int candidate) {
    int streak = Math.min(MAX_STREAK, streak(learned) + 1);
    int level = level(learned);
    if (streak == MAX_STREAK && level > 0) {
      // It has done well for long.
      level--;
      streak = streakNeeded(level);
    }
    return of(candidate, streak, level);
  }

  private static int forgotten(int learned) {
    int level = level(learned);
    boolean wasWrong = capacity(learned) > 0;
    return of(0, 0, wasWrong ? Math.min(MAX_LEVEL, level + 1) : level);
  }

  private static int streakNeeded(int level) {
    return Math.min(MAX_STREAK, FIRST_STREAK << level);
  }

  private static int of(int candidate, int streak, int level) {
    return candidate | streak << STREAK_SHIFT | level << LEVEL_SHIFT;
  }

  private static int candidate(int learned) {
    return learned & CAPACITY_MASK;
  }

  private static int streak(int learned) {
    return learned >> STREAK_SHIFT & MAX_STREAK;
  }

  private static int level(int learned) {
    return learned >> LEVEL_SHIFT;
  }
}
