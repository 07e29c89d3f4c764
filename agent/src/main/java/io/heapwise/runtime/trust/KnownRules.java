package io.heapwise.runtime.trust;

/**
 * Rules that have been asked for, found in half the time that it takes by way of the class. A table
 * with one place for each hash; what is not there is asked of {@link ClassRules}.
 *
 * <p>Thread-safe without locks.
 */
final class KnownRules {
  private static final int SIZE = 1 << 10;

  private final KnownRule[] table = new KnownRule[SIZE];

  /**
   * What is known, or {@link Rule#UNKNOWN}.
   *
   * @param epoch the present one
   */
  Rule rule(Class<?> type, int call, int epoch) {
    KnownRule known = table[indexOf(type, call)];
    return known != null && known.isOf(type, call, epoch) ? known.rule : Rule.UNKNOWN;
  }

  /**
   * Puts down what is known, if there is room: two that share a place shall not push each other out
   * at each call.
   *
   * @param epoch that there was before the rule was read
   */
  void put(Class<?> type, int call, int epoch, Rule rule) {
    int index = indexOf(type, call);
    KnownRule there = table[index];
    if (there == null || there.isOver(epoch)) {
      table[index] = new KnownRule(type, call, epoch, rule);
    }
  }

  /** By its name, which is kept and not computed: to ask for its identity may take a lock. */
  private static int indexOf(Class<?> type, int call) {
    return type.getName().hashCode() + 31 * call & SIZE - 1;
  }
}
