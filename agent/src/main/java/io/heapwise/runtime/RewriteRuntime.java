package io.heapwise.runtime;

import io.heapwise.bridge.HeapwiseRuntime;
import io.heapwise.runtime.pool.ArrayPool;
import io.heapwise.runtime.pool.BuilderPool;
import io.heapwise.runtime.pool.Pools;
import java.nio.ByteBuffer;
import java.util.Locale;

/** What rewritten code reaches through the bridge: see there for the contract of each method. */
public final class RewriteRuntime extends HeapwiseRuntime {
  /**
   * @param poolMaxBytes bound on what all pools together retain
   * @param verify whether what is released is poisoned and never given out again
   */
  public RewriteRuntime(long poolMaxBytes, boolean verify) {
    Pools.configure(poolMaxBytes, verify);
    warmUp();
  }

  /**
   * Loads and initialises all that rewritten code may reach, here and now: were it left to a call
   * from deep inside the program, an overflowing stack could leave a class broken for good.
   */
  private void warmUp() {
    Pools.warmUp();
    int site = Sites.UNNUMBERED;
    concatenating(site);
    releaseBuilder(claimBuilder(site, "").append(claimBuilder(site, 16)));
    releaseBuilder(claimBuilder(site));
    releaseBuffer(claimBuffer(site));
    FormatLocale.initialize();
    String all = "%5s%-5S%02x%X%o%c%b%h%n%%";
    Object[] arguments = {"", "", (byte) 1, 1L, 1, 'c', true, this};
    format(all, arguments);
    format(Locale.ROOT, "%s", arguments);
    format("%s:%s", "", "");
    appendFormat(appendFormat(new StringBuilder(), "%s", ""), all, arguments);
    BufferSupport.warmUp();
    DirectSupport.warmUp();
  }

  @Override
  protected void concatenating(int site) {
    Sites.count(site, BuilderPool.FRESH_BYTES);
  }

  // C2 joins such a chain by itself: here it is compiled early, because all sites share it.

  @Override
  protected String join(String first) {
    return new StringBuilder().append(first).toString();
  }

  @Override
  protected String join(String first, String second) {
    return new StringBuilder().append(first).append(second).toString();
  }

  @Override
  protected String join(String first, String second, String third) {
    return new StringBuilder().append(first).append(second).append(third).toString();
  }

  @Override
  protected String join(String first, String second, String third, String fourth) {
    return new StringBuilder().append(first).append(second).append(third).append(fourth).toString();
  }

  @Override
  protected String join(String first, String second, String third, String fourth, String fifth) {
    return new StringBuilder()
        .append(first)
        .append(second)
        .append(third)
        .append(fourth)
        .append(fifth)
        .toString();
  }

  @Override
  protected StringBuilder claimBuilder(int site) {
    return BuilderPool.claim(site);
  }

  @Override
  protected StringBuilder claimBuilder(int site, int capacity) {
    return BuilderPool.claim(site, capacity);
  }

  @Override
  protected StringBuilder claimBuilder(int site, String initial) {
    return BuilderPool.claim(site, initial);
  }

  @Override
  protected String releaseBuilder(StringBuilder builder) {
    return BuilderPool.toStringAndRelease(builder);
  }

  @Override
  protected StringBuffer claimBuffer(int site) {
    return BuilderPool.claimBuffer(site);
  }

  @Override
  protected StringBuffer claimBuffer(int site, int capacity) {
    return BuilderPool.claimBuffer(site, capacity);
  }

  @Override
  protected StringBuffer claimBuffer(int site, String initial) {
    return BuilderPool.claimBuffer(site, initial);
  }

  @Override
  protected String releaseBuffer(StringBuffer buffer) {
    return BuilderPool.releaseBuffer(buffer);
  }

  @Override
  protected String format(String format, Object[] arguments) {
    return FormatSupport.format(format, arguments);
  }

  @Override
  protected String format(Locale locale, String format, Object[] arguments) {
    return FormatSupport.format(locale, format, arguments);
  }

  @Override
  protected String format(String format, Object argument) {
    return FormatSupport.format(format, argument);
  }

  @Override
  protected String format(String format, Object first, Object second) {
    return FormatSupport.format(format, first, second);
  }

  @Override
  protected StringBuilder appendFormat(StringBuilder builder, String format, Object[] arguments) {
    return FormatSupport.appendFormat(builder, format, arguments);
  }

  @Override
  protected StringBuilder appendFormat(StringBuilder builder, String format, Object argument) {
    return FormatSupport.appendFormat(builder, format, argument);
  }

  // buffer

  @Override
  protected byte[] claimBytes(int length, int site) {
    return ArrayPool.claimBytes(length, site);
  }

  @Override
  protected byte[] claimScratchBytes(int length, int site) {
    return ArrayPool.claimScratchBytes(length, site);
  }

  @Override
  protected void releaseBytes(byte[] array) {
    ArrayPool.releaseBytes(array);
  }

  @Override
  protected char[] claimChars(int length, int site) {
    return ArrayPool.claimChars(length, site);
  }

  @Override
  protected char[] claimScratchChars(int length, int site) {
    return ArrayPool.claimScratchChars(length, site);
  }

  @Override
  protected void releaseChars(char[] array) {
    ArrayPool.releaseChars(array);
  }

  @Override
  protected void lend(Object receiver, byte[] array, int call) {
    BufferSupport.lend(receiver, array, call);
  }

  @Override
  protected void lend(Object receiver, char[] array, int call) {
    BufferSupport.lend(receiver, array, call);
  }

  // direct

  @Override
  protected ByteBuffer claimDirect(int capacity, int site) {
    return DirectSupport.claim(capacity, site);
  }

  @Override
  protected void lendDirect(Object receiver, ByteBuffer buffer) {
    DirectSupport.lend(receiver, buffer);
  }

  @Override
  protected void lendDirectToFill(Object receiver, ByteBuffer buffer) {
    DirectSupport.lendToFill(receiver, buffer);
  }

  @Override
  protected void filledDirect(ByteBuffer buffer) {
    DirectSupport.filled(buffer);
  }

  @Override
  protected void releaseDirect(ByteBuffer buffer) {
    DirectSupport.release(buffer);
  }

  @Override
  protected void releaseFilledDirect(ByteBuffer buffer) {
    DirectSupport.releaseFilled(buffer);
  }
}
