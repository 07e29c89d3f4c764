package io.heapwise.runtime;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.InputStream;
import jdk.internal.misc.Unsafe;

/**
 * The two fields of a {@link BufferedInputStream} by which its buffer can be put off, on the JDK
 * whose source was read for it. Later ones put it off by themselves.
 */
final class BufferedInputFields {
  static final int REVIEWED_JDK = 17;

  static final int DEFAULT_SIZE = 8192;

  private static final Unsafe UNSAFE = unsafe();
  private static final long BUFFER = UNSAFE == null ? 0 : offset(BufferedInputStream.class, "buf");
  private static final long WRAPPED = UNSAFE == null ? 0 : offset(FilterInputStream.class, "in");

  /** Whether the class is as expected, and its fields can be reached. */
  static final boolean AVAILABLE = isAsExpected();

  private BufferedInputFields() {}

  /** Makes the buffer of a stream that nobody else has seen yet the given one. */
  static void setBuffer(BufferedInputStream stream, byte[] buffer) {
    UNSAFE.putReferenceVolatile(stream, BUFFER, buffer);
    // Whoever is handed the stream through a race shall not see it as it was before.
    UNSAFE.storeFence();
  }

  static void replaceBuffer(BufferedInputStream stream, byte[] expected, byte[] buffer) {
    UNSAFE.compareAndSetReference(stream, BUFFER, expected, buffer);
  }

  static void replaceWrapped(BufferedInputStream stream, InputStream expected, InputStream in) {
    UNSAFE.compareAndSetReference(stream, WRAPPED, expected, in);
  }

  private static Unsafe unsafe() {
    if (Runtime.version().feature() != REVIEWED_JDK) {
      return null;
    }
    try {
      return Unsafe.getUnsafe();
    } catch (Error e) {
      // Not exported to us.
      return null;
    }
  }

  private static long offset(Class<?> type, String field) {
    try {
      return UNSAFE.objectFieldOffset(type, field);
    } catch (Error | RuntimeException e) {
      return -1;
    }
  }

  private static boolean isAsExpected() {
    if (UNSAFE == null || BUFFER < 0 || WRAPPED < 0) {
      return false;
    }
    try {
      InputStream in = new ByteArrayInputStream(new byte[1]);
      BufferedInputStream stream = new BufferedInputStream(in);
      boolean eager =
          UNSAFE.getReference(stream, BUFFER) instanceof byte[] buffer
              && buffer.length == DEFAULT_SIZE
              && UNSAFE.getReference(stream, WRAPPED) == in;
      stream.close();
      return eager && UNSAFE.getReference(stream, BUFFER) == null;
    } catch (Exception | LinkageError e) {
      return false;
    }
  }
}
