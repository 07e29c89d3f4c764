package io.heapwise.runtime;

import java.io.InputStream;
import java.lang.invoke.MethodType;

/**
 * Whether streams of a class read all their bytes in the way of {@link InputStream}: neither they
 * nor a class between have a way of their own. Any thread.
 */
final class InheritedReads extends ClassValue<Boolean> {
  static final InheritedReads INSTANCE = new InheritedReads();

  private InheritedReads() {}

  static boolean isTrueOf(InputStream stream) {
    return INSTANCE.get(stream.getClass());
  }

  @Override
  protected Boolean computeValue(Class<?> type) {
    MethodType all = MethodType.methodType(byte[].class);
    MethodType some = MethodType.methodType(byte[].class, int.class);
    return DeclaringClass.of(type, "readAllBytes", all) == InputStream.class
        && DeclaringClass.of(type, "readNBytes", some) == InputStream.class;
  }
}
