package io.heapwise.runtime.trust;

import java.lang.invoke.MethodHandles;
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

  /**
   * 0, 1, or -1 where it is not known. By a method handle: reflection would load the types of the
   * other fields.
   */
  static int staticFinal(Class<?> owner, String name) {
    if (UNSAFE.shouldBeInitialized(owner)) {
      return -1;
    }
    try {
      MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(owner, MethodHandles.lookup());
      return (boolean) lookup.findStaticGetter(owner, name, boolean.class).invokeExact() ? 1 : 0;
    } catch (Throwable e) {
      return -1;
    }
  }
}
