package io.heapwise.runtime.trust;

import java.lang.invoke.MethodHandles;
import java.lang.ref.WeakReference;

/**
 * When a call on objects of one class does nothing at all, with a text that is not null. The
 * questions to its fields are code of a subclass, which is made for them: so that they cost no more
 * than they did in the call.
 *
 * <p>Immutable but for its end; keeps no class of the program from being unloaded. To be kept where
 * the same class is asked about again and again: from there it is found much faster than by {@link
 * Trust#silence}.
 */
public abstract class Silence {
  private final int call;
  private final WeakReference<Class<?>> type;
  private final WeakReference<?>[] known;
  private volatile boolean isOver;

  /**
   * @param call its number: see {@link Trust#callForSilence}
   * @param type of the receivers
   * @param known objects and classes that the code of {@link #holds} names by their index; not to
   *     be changed any more
   */
  protected Silence(int call, Class<?> type, WeakReference<?>[] known) {
    this.call = call;
    this.type = new WeakReference<>(type);
    this.known = known;
  }

  /**
   * Makes one.
   *
   * @param classFile of a subclass in this package, with the same constructor
   */
  public static Silence define(
      byte[] classFile, int call, Class<?> type, WeakReference<?>[] known) {
    try {
      return (Silence)
          MethodHandles.lookup()
              .defineHiddenClass(classFile, true)
              .lookupClass()
              .getConstructor(int.class, Class.class, WeakReference[].class)
              .newInstance(call, type, known);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Whether a call that began now would do nothing.
   *
   * @param receiver of the class that this {@linkplain #isOf is of}
   */
  public abstract boolean holds(Object receiver);

  /** Whether this is of a class and call, and still true of its code. */
  public final boolean isOf(Class<?> askedType, int askedCall) {
    return type.refersTo(askedType) && call == askedCall && !isOver;
  }

  /** Whether nothing will ever be learnt from it again. */
  public final boolean isOver() {
    return isOver || type.refersTo(null);
  }

  /** The code is about to change. */
  final void end() {
    isOver = true;
  }

  /** The object with an index; null if it is gone. */
  protected final Object known(int index) {
    return known[index].get();
  }

  /** Whether an object is of exactly the class with an index; false for null. */
  protected final boolean isOfKnown(Object object, int index) {
    return object != null && known[index].get() == object.getClass();
  }

  /** What is in a field of an object that has one there. */
  protected static Object reference(Object owner, long offset) {
    return DelegateField.get(owner, offset);
  }

  /**
   * The same for a number.
   *
   * @param type descriptor of the field
   */
  protected static int number(Object owner, long offset, char type) {
    return DelegateField.getInt(owner, offset, type);
  }
}
