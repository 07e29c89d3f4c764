package io.heapwise.bridge;

import java.nio.ByteBuffer;
import java.util.Locale;

/**
 * What {@link HeapwiseBridge} forwards to. One instance is installed before the bridge is
 * initialised and stays for the life of the JVM, so that the JIT compiles the forwarding away.
 *
 * <p>Both classes are relocated into {@code java.lang} when the agent is packaged: the only package
 * that every class loader, however it filters, takes from the boot loader. They must therefore
 * depend on nothing but {@code java.lang}, {@code java.util} and {@code java.nio}.
 */
public abstract class HeapwiseRuntime {
  static volatile HeapwiseRuntime installed;

  protected HeapwiseRuntime() {}

  /** Installs the runtime; has no effect on a bridge that was initialised before. */
  public static void install(HeapwiseRuntime runtime) {
    installed = runtime;
  }

  protected abstract void concatenating(int site);

  protected abstract String join(String first);

  protected abstract String join(String first, String second);

  protected abstract String join(String first, String second, String third);

  protected abstract String join(String first, String second, String third, String fourth);

  protected abstract String join(
      String first, String second, String third, String fourth, String fifth);

  protected abstract StringBuilder claimBuilder(int site);

  protected abstract StringBuilder claimBuilder(int site, int capacity);

  protected abstract StringBuilder claimBuilder(int site, String initial);

  protected abstract String releaseBuilder(StringBuilder builder);

  protected abstract StringBuffer claimBuffer(int site);

  protected abstract StringBuffer claimBuffer(int site, int capacity);

  protected abstract StringBuffer claimBuffer(int site, String initial);

  protected abstract String releaseBuffer(StringBuffer buffer);

  protected abstract String format(String format, Object[] arguments);

  protected abstract String format(Locale locale, String format, Object[] arguments);

  protected abstract String format(String format, Object argument);

  protected abstract String format(String format, Object first, Object second);

  protected abstract StringBuilder appendFormat(
      StringBuilder builder, String format, Object[] arguments);

  protected abstract StringBuilder appendFormat(
      StringBuilder builder, String format, Object argument);

  // buffer

  protected abstract byte[] claimBytes(int length, int site);

  protected abstract byte[] claimScratchBytes(int length, int site);

  protected abstract void releaseBytes(byte[] array);

  protected abstract char[] claimChars(int length, int site);

  protected abstract char[] claimScratchChars(int length, int site);

  protected abstract void releaseChars(char[] array);

  protected abstract void lend(Object receiver, byte[] array, int call);

  protected abstract void lend(Object receiver, char[] array, int call);

  // direct

  protected abstract ByteBuffer claimDirect(int capacity, int site);

  protected abstract void lendDirect(Object receiver, ByteBuffer buffer);

  protected abstract void lendDirectToFill(Object receiver, ByteBuffer buffer);

  protected abstract void filledDirect(ByteBuffer buffer);

  protected abstract void releaseDirect(ByteBuffer buffer);

  protected abstract void releaseFilledDirect(ByteBuffer buffer);
}
