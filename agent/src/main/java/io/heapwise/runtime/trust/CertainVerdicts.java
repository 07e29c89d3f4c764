package io.heapwise.runtime.trust;

import java.lang.ref.WeakReference;

/**
 * Verdicts that depend on the class of the receiver alone, and on no delegate of it: found in half
 * the time that it takes by way of the class. A table with one place for each hash; what is not
 * there is asked of {@link ClassRules}.
 *
 * <p>Thread-safe without locks: entries are immutable. Keeps no class from being unloaded.
 */
final class CertainVerdicts {
  private static final int SIZE = 1 << 10;

  private final Entry[] entries = new Entry[SIZE];

  /** A racy reader may see one that refers to nothing yet, which is about no class. */
  private static final class Entry extends WeakReference<Class<?>> {
    private final int call;
    private final int epoch;
    private final int level;

    Entry(Class<?> type, int call, int epoch, int level) {
      super(type);
      this.call = call;
      this.epoch = epoch;
      this.level = level;
    }
  }

  /**
   * What is known, or {@link Trust#UNKNOWN}.
   *
   * @param epoch the present one: what was put down before code has changed says nothing any more
   */
  int level(Class<?> type, int call, int epoch) {
    Entry entry = entries[indexOf(type, call)];
    return entry != null && entry.call == call && entry.epoch == epoch && entry.refersTo(type)
        ? entry.level
        : Trust.UNKNOWN;
  }

  /**
   * Puts down what is known, if there is room: two that share a place shall not push each other out
   * at each call.
   *
   * @param epoch that there was before the level was read
   */
  void put(Class<?> type, int call, int epoch, int level) {
    int index = indexOf(type, call);
    Entry there = entries[index];
    if (there == null || there.epoch != epoch || there.refersTo(null)) {
      entries[index] = new Entry(type, call, epoch, level);
    }
  }

  /** By its name, which is kept and not computed: to ask for its identity may take a lock. */
  private static int indexOf(Class<?> type, int call) {
    return type.getName().hashCode() + 31 * call & SIZE - 1;
  }
}
