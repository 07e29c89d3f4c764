package io.heapwise.runtime.pool;

import jdk.internal.misc.Unsafe;

/** The JDKs whose sources were read for all that this agent does to objects of theirs. */
public final class ReviewedJdk {
  private ReviewedJdk() {}

  /** Whether this is one of them. */
  public static boolean isThis() {
    int jdk = Runtime.version().feature();
    return jdk == 17 || jdk == 25;
  }

  /** What gets at fields, or null if this is none of them, or that is not exported to us. */
  public static Unsafe unsafe() {
    try {
      return isThis() ? Unsafe.getUnsafe() : null;
    } catch (Error e) {
      return null;
    }
  }

  /** Where a field is in objects of a class, or -1 where that, or {@link #unsafe}, is not there. */
  public static long offset(Class<?> type, String field) {
    Unsafe unsafe = unsafe();
    try {
      return unsafe == null ? -1 : unsafe.objectFieldOffset(type, field);
    } catch (Error | RuntimeException e) {
      return -1;
    }
  }
}
