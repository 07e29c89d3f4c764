package io.heapwise.runtime.trust;

import java.util.Arrays;

/**
 * The rules of one class, by the number of the call. Held by the class itself and by nothing else;
 * refers to no class, so that it pins no loader. Read without a lock, written by {@link Verdicts}
 * under its lock.
 */
final class ClassRules {
  private static final Rule[] NONE = {};

  /** Elements are written before the array is: a reader sees a whole rule or none. */
  private volatile Rule[] rules = NONE;

  Rule rule(int call) {
    Rule[] known = rules;
    if (call < known.length) {
      Rule rule = known[call];
      if (rule != null) {
        return rule;
      }
    }
    return Rule.UNKNOWN;
  }

  /** What was made of the rule of {@code values()} last; null before. */
  private ConstantsField constants;

  /** The same object until something else is known. */
  Object known() {
    return rules;
  }

  void put(int call, Rule rule) {
    Rule[] copy = Arrays.copyOf(rules, Math.max(call + 1, rules.length));
    copy[call] = rule;
    rules = copy;
  }

  /** What is known of the constants of the class that these rules are of. */
  ConstantsField constants(Class<?> type, int call) {
    ConstantsField last = constants;
    if (last == null || !last.isOf(type)) {
      Object before = known();
      last = new ConstantsField(type, this, before, rule(call));
      constants = last;
    }
    return last;
  }

  void clear() {
    for (Rule rule : rules) {
      if (rule != null && rule.silence != null) {
        rule.silence.end();
      }
    }
    rules = NONE;
  }
}
