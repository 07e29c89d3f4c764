package io.heapwise.runtime;

import io.heapwise.runtime.pool.ReviewedJdk;
import jdk.internal.misc.Unsafe;

/** Reads whether a text holds one byte or two for each character. */
final class TextCoder {
  private static final Unsafe UNSAFE = ReviewedJdk.unsafe();

  /** Offset of the field, or -1 where this JDK keeps it elsewhere or hides it from us. */
  private static final long OFFSET = offset();

  static final boolean AVAILABLE = OFFSET >= 0;

  private TextCoder() {}

  /** Whether all characters are below U+0100; to be asked only where {@link #AVAILABLE}. */
  static boolean isLatin1(String text) {
    return UNSAFE.getByte(text, OFFSET) == 0;
  }

  private static long offset() {
    try {
      long offset = UNSAFE == null ? -1 : UNSAFE.objectFieldOffset(String.class, "coder");
      boolean isTelling =
          offset >= 0
              && UNSAFE.getByte("a\u00ff", offset) == 0
              && UNSAFE.getByte("a\u0100", offset) == 1;
      return isTelling ? offset : -1;
    } catch (Error | RuntimeException e) {
      return -1;
    }
  }
}
