package io.heapwise.runtime.pool;

import jdk.internal.misc.Unsafe;

/** Reads whether a builder holds one byte or two for each character. */
final class BuilderCoder {
  private static final byte LATIN1 = 0;

  /** Offset of the field, or -1 where this JDK keeps it elsewhere or hides it from us. */
  private static final long OFFSET = offset();

  private BuilderCoder() {}

  /** False as well where it cannot be known and the builder is too large to be kept twice wide. */
  static boolean isLatin1(StringBuilder builder) {
    if (OFFSET < 0) {
      return builder.capacity() <= BuilderPool.LARGE_BYTES / 2;
    }
    return Unsafe.getUnsafe().getByte(builder, OFFSET) == LATIN1;
  }

  private static long offset() {
    try {
      Class<?> superclass = StringBuilder.class.getSuperclass();
      long offset = Unsafe.getUnsafe().objectFieldOffset(superclass, "coder");
      StringBuilder wide = new StringBuilder().append('\u20ac');
      boolean telling =
          Unsafe.getUnsafe().getByte(new StringBuilder("a"), offset) == LATIN1
              && Unsafe.getUnsafe().getByte(wide, offset) == 1;
      return telling ? offset : -1;
    } catch (Error | RuntimeException e) {
      // Not exported to us, or no such field: the pool works without.
      return -1;
    }
  }
}
