package io.heapwise.runtime;

import io.heapwise.runtime.trust.Trust;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.OutputStream;
import java.lang.invoke.MethodType;

/**
 * Whether {@code write(bytes)} of streams of a class is just {@code write(bytes, 0, bytes.length)}.
 * Any thread.
 */
final class PlainWrites extends ClassValue<Boolean> {
  private static final PlainWrites INSTANCE = new PlainWrites();
  private static final int WRITE = Trust.call("write", "([BII)V", 1);

  private PlainWrites() {}

  static boolean areTrueOf(OutputStream stream) {
    return INSTANCE.get(stream.getClass()) && keepNothing(stream);
  }

  /** Whether a stream may be lent an array of the pool. */
  static boolean keepNothing(OutputStream stream) {
    return Trust.verdict(stream, WRITE) >= Trust.KEEPS_NOTHING;
  }

  @Override
  protected Boolean computeValue(Class<?> type) {
    if (type == FileOutputStream.class) {
      return true; // its own method, which does the same as the other
    }
    MethodType write = MethodType.methodType(void.class, byte[].class);
    Class<?> declaring = DeclaringClass.of(type, "write", write);
    return declaring == OutputStream.class || declaring == FilterOutputStream.class;
  }
}
