package io.heapwise.runtime.trust;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

/**
 * An array of constants that receivers of one class are given again and again, because they only
 * read it; or that they must not be. Immutable; keeps no class from being unloaded: the array is
 * held by the class of its elements.
 */
public final class SharedArguments {
  /** By the class of the elements: what keeps the arrays alive, and dies with them. */
  private static final ClassValue<List<Kept>> KEPT =
      new ClassValue<>() {
        @Override
        protected List<Kept> computeValue(Class<?> type) {
          return new ArrayList<>(1);
        }
      };

  private final WeakReference<Class<?>> receivers;
  private final ClassRules rules;

  /** What was known of the receivers, and of the elements, when this was made. */
  private final Object known;

  private final ClassRules rulesOfConstants;
  private final Object knownOfConstants;

  /** Null if each call is to have its own. */
  private final WeakReference<Object[]> array;

  SharedArguments(
      Class<?> receivers,
      ClassRules rules,
      Object known,
      ClassRules rulesOfConstants,
      Object knownOfConstants,
      Object[] array) {
    this.receivers = new WeakReference<>(receivers);
    this.rules = rules;
    this.known = known;
    this.rulesOfConstants = rulesOfConstants;
    this.knownOfConstants = knownOfConstants;
    this.array = array == null ? null : new WeakReference<>(array);
  }

  /** An array, for as long as something is true of it. */
  private record Kept(SharedArguments by, Object[] array) {}

  /** Loads and initialises what others reach. */
  public static void warmUp() {
    ClassRules none = new ClassRules();
    Object[] array = {};
    SharedArguments sample =
        new SharedArguments(Trust.class, none, none.known(), none, none.known(), array);
    sample.keep(array);
    sample.isOf(Trust.class);
    sample.array();
  }

  /** Whether this is of a class, and nothing new is known of that. */
  public boolean isOf(Class<?> asked) {
    return receivers.refersTo(asked) && isKnown();
  }

  private boolean isKnown() {
    return rules.known() == known && rulesOfConstants.known() == knownOfConstants;
  }

  /** Whether nothing will ever be told from it again. */
  public boolean isOver() {
    return receivers.refersTo(null) || !isKnown();
  }

  /** The array, not to be written or kept; null where each call is to have its own. */
  public Object[] array() {
    return array == null ? null : array.get();
  }

  /**
   * Sees to it that {@link #array} is there from now on.
   *
   * @param made the array that this was made with
   */
  public void keep(Object[] made) {
    if (array == null) {
      return;
    }
    List<Kept> kept = KEPT.get(made.getClass().getComponentType());
    synchronized (kept) {
      for (int i = kept.size() - 1; i >= 0; i--) {
        if (kept.get(i).by.isOver()) {
          kept.remove(i);
        }
      }
      kept.add(new Kept(this, made));
    }
  }
}
