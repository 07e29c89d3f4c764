package io.heapwise.runtime.trust;

import java.lang.ref.WeakReference;

/**
 * A rule that was found for a class, kept where it is found again sooner than by way of the class.
 * Immutable, so that it may be published by a race, and keeps no class from being unloaded.
 */
final class KnownRule extends WeakReference<Class<?>> {
  private final int call;
  private final int epoch;
  final Rule rule;

  /**
   * @param epoch that there was before the rule was read
   */
  KnownRule(Class<?> type, int call, int epoch, Rule rule) {
    super(type);
    this.call = call;
    this.epoch = epoch;
    this.rule = rule;
  }

  /**
   * Whether it is about a call on a class. A racy reader may see one that refers to nothing yet,
   * which is about no class.
   *
   * @param nowEpoch what was found out before code has changed says nothing any more
   */
  boolean isOf(Class<?> type, int ofCall, int nowEpoch) {
    return call == ofCall && epoch == nowEpoch && refersTo(type);
  }

  /** Whether it will say nothing any more. */
  boolean isOver(int nowEpoch) {
    return epoch != nowEpoch || refersTo(null);
  }
}
