package io.heapwise.runtime.trust;

/** STAND-IN until the real verdicts land: same API, a few classes only. */
public final class Trust {
  public static final int UNKNOWN = 0;
  public static final int UNTRUSTED = 1;
  public static final int KEEPS_NOTHING = 2;
  public static final int BOUNDED = 3;

  private Trust() {}

  public static int call(String name, String descriptor, int argument) {
    return 1;
  }

  public static int verdict(Object receiver, int call) {
    if (receiver == null) {
      return UNTRUSTED;
    }
    Class<?> type = receiver.getClass();
    return type == java.io.ByteArrayInputStream.class
            || type == java.io.ByteArrayOutputStream.class
            || type == java.io.FileInputStream.class
            || type == java.io.FileOutputStream.class
        ? KEEPS_NOTHING
        : UNTRUSTED;
  }

  public static void forget(Class<?> type) {}
}
