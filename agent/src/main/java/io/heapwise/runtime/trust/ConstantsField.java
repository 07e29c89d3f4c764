package io.heapwise.runtime.trust;

import java.lang.ref.WeakReference;

/**
 * What is known of the constants of one enum, for as long as it is. Immutable; keeps no class from
 * being unloaded. To be kept where the same enum is asked for again and again: from there it is
 * found much faster than by {@link Trust#constants}.
 */
public final class ConstantsField {
  private final WeakReference<Class<?>> type;
  private final ClassRules rules;

  /** What was known when this was made. */
  private final Object known;

  /** Where the array is in the object of the class, or -1 if it is not given out. */
  private final long offset;

  ConstantsField(Class<?> type, ClassRules rules, Object known, Rule rule) {
    this.type = new WeakReference<>(type);
    this.rules = rules;
    this.known = known;
    offset = rule.conditions == null ? -1 : rule.conditions[0].offset;
  }

  /** One of no enum at all, which loads what others reach. */
  public static ConstantsField none() {
    ConstantsField none = new ClassRules().constants(ConstantsField.class, LentCalls.NONE);
    none.isOf(Trust.class);
    none.array(Trust.class);
    return none;
  }

  /** Whether this is of a class, and nothing new is known of that. */
  public boolean isOf(Class<?> asked) {
    return type.refersTo(asked) && rules.known() == known;
  }

  /**
   * The array that {@code values()} copies, not to be written or kept; null where it must run.
   *
   * @param owner the class that this {@linkplain #isOf is of}
   */
  public Object[] array(Class<?> owner) {
    return offset < 0 ? null : (Object[]) DelegateField.getPlain(owner, offset);
  }
}
