package io.heapwise.runtime.trust;

/** What is known of one call on receivers of one class. Immutable, and refers to no class. */
public final class Rule {
  /** Neither kept nor published, and nothing is read but what was given. */
  public static final int KEEPS_NOTHING = Trust.KEEPS_NOTHING;

  /** Nothing is written but what the returned number says; includes {@link #KEEPS_NOTHING}. */
  public static final int BOUNDED = Trust.BOUNDED;

  /** Each element that the returned number counts has been written. */
  public static final int FILLS = 4;

  /**
   * It keeps nothing if it returns, but may if it throws. As something that is needed: not even
   * then, because the caller may go on as if nothing had happened.
   */
  public static final int KEEPS_WHEN_THROWING = 8;

  /** All good that may be said of a call. */
  public static final int ALL = BOUNDED | FILLS;

  private static final long FIRST_DELAY_NANOS = 10_000_000;
  private static final int MAX_DELAYS = 14;

  static final Condition[] NO_CONDITIONS = {};
  static final Rule UNKNOWN = new Rule(Trust.UNKNOWN, NO_CONDITIONS, "not yet known");

  final int level;

  /** Null if there are none: what the hot path asks. */
  final Condition[] conditions;

  final String reason;

  /** When a call does nothing; null for all other questions. */
  final Silence silence;

  /** When it is worth while to ask again, and how often that was said; of unknown ones alone. */
  private final long dueNanos;

  private final int delays;

  private Rule(int level, Condition[] conditions, String reason) {
    this(level, conditions, reason, 0, null);
  }

  private Rule(int level, Condition[] conditions, String reason, int delays, Silence silence) {
    this.level = level;
    this.conditions = conditions.length == 0 ? null : conditions;
    this.reason = reason;
    this.delays = delays;
    this.silence = silence;
    dueNanos = delays == 0 ? 0 : System.nanoTime() + (FIRST_DELAY_NANOS << delays);
  }

  /** A class that must not be lent an array, and why. */
  public static Rule untrusted(String reason) {
    return new Rule(Trust.UNTRUSTED, NO_CONDITIONS, reason);
  }

  /** A class that nothing can be said of before others are loaded, and why. */
  public static Rule waiting(String reason) {
    return new Rule(Trust.UNKNOWN, NO_CONDITIONS, reason, 1, null);
  }

  /** This one, after another one: to be asked for more rarely each time, and in the end no more. */
  Rule after(Rule before) {
    if (delays == 0 || before.delays == 0) {
      return this;
    }
    return before.delays == MAX_DELAYS
        ? untrusted(reason)
        : new Rule(level, NO_CONDITIONS, reason, before.delays + 1, null);
  }

  /** Whether it is too early to ask again. */
  boolean isWaiting() {
    return delays > 0 && System.nanoTime() - dueNanos < 0;
  }

  /** A class that is trusted as far as the level says, if all conditions hold. */
  public static Rule trusted(int level, Condition... conditions) {
    StringBuilder text = new StringBuilder(32).append("keeps nothing");
    for (int i = 0; i < conditions.length; i++) {
      text.append(i == 0 ? ", as far as " : " and ").append(conditions[i]);
    }
    return new Rule(level, conditions, conditions.length == 0 ? text.toString() : text + " does");
  }

  /** An enum whose {@code values()} copies the array in a static field, and does nothing else. */
  public static Rule copies(String field, long offset) {
    Condition[] where = {new Condition(field, offset, LentCalls.NONE, 0, false)};
    return new Rule(KEEPS_NOTHING, where, "copies " + field);
  }

  /** A call that does nothing as often as something says. */
  public static Rule silent(Silence silence) {
    return new Rule(KEEPS_NOTHING, NO_CONDITIONS, "may do nothing", 0, silence);
  }

  /** Bits of the level, which the conditions may take away again. */
  public int level() {
    return level;
  }

  /** Why, as half a sentence. */
  public String reason() {
    return reason;
  }
}
