package io.heapwise.runtime;

import io.heapwise.bridge.HeapwiseRuntime;
import java.util.Locale;

/** What rewritten code reaches through the bridge: see there for the contract of each method. */
public final class RewriteRuntime extends HeapwiseRuntime {
  /**
   * @param poolMaxBytes bound on what all pools together retain
   * @param verify whether released builders are poisoned
   */
  public RewriteRuntime(long poolMaxBytes, boolean verify) {
    BuilderPool.configure(poolMaxBytes, verify);
    warmUp();
  }

  /**
   * Loads and initialises all that rewritten code may reach, here and now: were it left to a call
   * from deep inside the program, an overflowing stack could leave a class broken for good.
   */
  private void warmUp() {
    int site = Sites.UNNUMBERED;
    releaseBuilder(claimBuilder("", site).append(claimBuilder(16, site)), site);
    releaseBuilder(claimBuilder(site), site);
    releaseBuffer(claimBuffer(site), site);
    String all = "%5s%-5S%03d%02x%X%o%c%b%h%n%%";
    Object[] arguments = {"", "", 1, (byte) 1, 1L, 1, 'c', true, this};
    format(all, arguments, site);
    format(Locale.ROOT, "%d", new Object[] {1}, site);
    format("%s:%s", "", "", site);
    appendFormat(appendFormat(new StringBuilder(), "%s", "", site), all, arguments, site);
    concatenated("", site);
  }

  @Override
  protected String concatenated(String result, int site) {
    Sites.count(site, BuilderPool.growth(result.length()));
    return result;
  }

  @Override
  protected StringBuilder claimBuilder(int site) {
    return BuilderPool.claim(site);
  }

  @Override
  protected StringBuilder claimBuilder(int capacity, int site) {
    return BuilderPool.claim(capacity, site);
  }

  @Override
  protected StringBuilder claimBuilder(String initial, int site) {
    return BuilderPool.claim(initial, site);
  }

  @Override
  protected String releaseBuilder(StringBuilder builder, int site) {
    return BuilderPool.release(builder, site);
  }

  @Override
  protected StringBuffer claimBuffer(int site) {
    return BuilderPool.claimBuffer(site);
  }

  @Override
  protected StringBuffer claimBuffer(int capacity, int site) {
    return BuilderPool.claimBuffer(capacity, site);
  }

  @Override
  protected StringBuffer claimBuffer(String initial, int site) {
    return BuilderPool.claimBuffer(initial, site);
  }

  @Override
  protected String releaseBuffer(StringBuffer buffer, int site) {
    return BuilderPool.releaseBuffer(buffer, site);
  }

  @Override
  protected String format(String format, Object[] arguments, int site) {
    return FormatSupport.format(format, arguments, site);
  }

  @Override
  protected String format(Locale locale, String format, Object[] arguments, int site) {
    return FormatSupport.format(locale, format, arguments, site);
  }

  @Override
  protected String format(String format, Object argument, int site) {
    return FormatSupport.format(format, argument, site);
  }

  @Override
  protected String format(String format, Object first, Object second, int site) {
    return FormatSupport.format(format, first, second, site);
  }

  @Override
  protected StringBuilder appendFormat(
      StringBuilder builder, String format, Object[] arguments, int site) {
    return FormatSupport.appendFormat(builder, format, arguments, site);
  }

  @Override
  protected StringBuilder appendFormat(
      StringBuilder builder, String format, Object argument, int site) {
    return FormatSupport.appendFormat(builder, format, argument, site);
  }
}
