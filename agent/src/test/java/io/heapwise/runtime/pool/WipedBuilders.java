package io.heapwise.runtime.pool;

import jdk.internal.misc.Unsafe;

/**
 * Releases builders, and looks at what is left in their arrays. A program of its own: how many
 * bytes a character takes is an option of the JVM.
 */
final class WipedBuilders {
  private static final int LENGTH = 200;

  private WipedBuilders() {}

  public static void main(String[] arguments) throws ReflectiveOperationException {
    Pools.configure(1 << 20, false);
    StringBuilder builder = BuilderPool.claim();
    builder.append("x".repeat(LENGTH));
    BuilderPool.release(builder);
    if (BuilderPool.claim() != builder) {
      System.out.println("not kept");
      return;
    }
    Class<?> superclass = StringBuilder.class.getSuperclass();
    Unsafe unsafe = Unsafe.getUnsafe();
    long value = unsafe.objectFieldOffset(superclass, "value");
    int left = 0;
    for (byte b : (byte[]) unsafe.getReference(builder, value)) {
      left += b == 0 ? 0 : 1;
    }
    System.out.println(left + " of " + LENGTH + " characters are left");
  }
}
