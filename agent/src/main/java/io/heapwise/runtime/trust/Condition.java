package io.heapwise.runtime.trust;

/**
 * A verdict that holds only as far as the object in a field of the receiver deserves the same.
 * Refers to no class. Thread-safe.
 */
public final class Condition {
  private final String field;
  final long offset;
  final int call;
  final int need;
  final boolean carries;

  /** Whether what the object throws may be swallowed: it must keep nothing then either. */
  final boolean swallows;

  /**
   * Of the class that was first found in the field: mostly there is no other. Written by a race.
   */
  private KnownRule usual;

  /**
   * @param field name of the field, for people
   * @param offset where the field is in the receiver, as {@code Unsafe} has it
   * @param call what is called on the object in the field
   * @param need bits of {@link Rule} that the object's own verdict must have
   * @param carries whether the receiver does to the array exactly what that object does: the
   *     verdict is no better than the object's
   */
  public Condition(String field, long offset, int call, int need, boolean carries) {
    this.field = field;
    this.offset = offset;
    this.call = call;
    this.need = need & ~Rule.KEEPS_WHEN_THROWING;
    swallows = (need & Rule.KEEPS_WHEN_THROWING) != 0;
    this.carries = carries;
  }

  /** What is known of {@link #call} on a class, or {@link Rule#UNKNOWN} if it is not the usual. */
  Rule usualRule(Class<?> type, int epoch) {
    KnownRule known = usual;
    return known != null && known.isOf(type, call, epoch) ? known.rule : Rule.UNKNOWN;
  }

  /** Puts down what is known of {@link #call} on a class, if it is the first. */
  void found(Class<?> type, int epoch, Rule rule) {
    KnownRule known = usual;
    if (known == null || known.isOver(epoch)) {
      usual = new KnownRule(type, call, epoch, rule);
    }
  }

  @Override
  public String toString() {
    return field + "." + LentCalls.call(call);
  }
}
