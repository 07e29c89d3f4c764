package io.heapwise.analysis;

import java.util.Arrays;

/**
 * Objects that are needed for a moment, many at a time, and kept for the next time. Not
 * thread-safe.
 */
public final class Recycled<T> {
  private Object[] objects = new Object[16];
  private int count;
  private int taken;

  /** One that is not in use, as its last user has left it, or null: then {@link #add} a new one. */
  public T next() {
    return taken < count ? get(taken++) : null;
  }

  /** Takes in an object that is in use from now on; returns it. */
  public T add(T object) {
    if (count == objects.length) {
      objects = Arrays.copyOf(objects, 2 * count);
    }
    objects[count++] = object;
    taken++;
    return object;
  }

  /** How many are in use. */
  public int taken() {
    return taken;
  }

  /** The objects in use have positions in the order in which they were taken. */
  @SuppressWarnings("unchecked")
  public T get(int position) {
    return (T) objects[position];
  }

  /** From now on no object is in use. */
  public void recycle() {
    taken = 0;
  }

  /** How many objects there are, in use or not. */
  public int size() {
    return count;
  }
}
