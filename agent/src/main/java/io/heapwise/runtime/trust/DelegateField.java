package io.heapwise.runtime.trust;

import java.lang.invoke.MethodHandle;
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

  /** As {@link #get} for a field that is written once, before anybody asks. */
  static Object getPlain(Object owner, long offset) {
    return UNSAFE.getReference(owner, offset);
  }

  /**
   * The number in a field of an object now.
   *
   * @param type descriptor of the field
   */
  static int getInt(Object owner, long offset, char type) {
    return switch (type) {
      case 'Z' -> UNSAFE.getBooleanVolatile(owner, offset) ? 1 : 0;
      case 'B' -> UNSAFE.getByteVolatile(owner, offset);
      case 'C' -> UNSAFE.getCharVolatile(owner, offset);
      case 'S' -> UNSAFE.getShortVolatile(owner, offset);
      default -> UNSAFE.getIntVolatile(owner, offset);
    };
  }

  /** Whether a class is initialised, and not just about to be. */
  static boolean isInitialized(Class<?> type) {
    return !UNSAFE.shouldBeInitialized(type);
  }

  static long offset(Class<?> owner, String name) {
    return UNSAFE.objectFieldOffset(owner, name);
  }

  /**
   * Where a static field is in the object of its class, or -1 if the class is not initialised. By a
   * method handle too, which knows it.
   *
   * @throws IllegalStateException if it is not to be had
   */
  static long staticOffset(Class<?> owner, String name, Class<?> type) {
    if (UNSAFE.shouldBeInitialized(owner)) {
      return -1;
    }
    try {
      long everyClass =
          UNSAFE.staticFieldOffset(MethodHandles.Lookup.class.getDeclaredField("IMPL_LOOKUP"));
      MethodHandles.Lookup lookup =
          (MethodHandles.Lookup) UNSAFE.getReference(MethodHandles.Lookup.class, everyClass);
      MethodHandle getter = lookup.findStaticGetter(owner, name, type);
      Class<?> accessor = getter.getClass();
      if (UNSAFE.getReference(getter, offset(accessor, "staticBase")) != owner) {
        throw new IllegalStateException("statics are elsewhere");
      }
      return UNSAFE.getLong(getter, offset(accessor, "staticOffset"));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
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
