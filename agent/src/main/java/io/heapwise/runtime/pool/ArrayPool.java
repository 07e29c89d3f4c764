package io.heapwise.runtime.pool;

/** STAND-IN until the real pool lands: same API, no pooling. */
public final class ArrayPool {
  private ArrayPool() {}

  public static byte[] claimBytes(int length, int site) {
    return new byte[length];
  }

  public static byte[] claimScratchBytes(int length, int site) {
    return new byte[length];
  }

  public static void releaseBytes(byte[] array) {}

  public static void escaped(byte[] array) {}

  public static void dirtied(byte[] array, int end) {}

  public static char[] claimChars(int length, int site) {
    return new char[length];
  }

  public static char[] claimScratchChars(int length, int site) {
    return new char[length];
  }

  public static void releaseChars(char[] array) {}

  public static void escaped(char[] array) {}

  public static void dirtied(char[] array, int end) {}

  public static boolean isClaimed(Object array) {
    return false;
  }
}
