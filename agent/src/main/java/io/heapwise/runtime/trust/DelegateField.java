package io.heapwise.runtime.trust;

import jdk.internal.misc.Unsafe;

/** Reads fields of the program's objects, with no effect that the program could see. */
final class DelegateField {
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();

  private DelegateField() {}

  /** What is in the field of an object now; volatile, because the field may be. */
  static Object get(Object owner, long offset) {
    return UNSAFE.getReferenceVolatile(owner, offset);
  }

  static long offset(Class<?> owner, String name) {
    return UNSAFE.objectFieldOffset(owner, name);
  }
}
