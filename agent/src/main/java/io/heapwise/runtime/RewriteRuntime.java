package io.heapwise.runtime;

import io.heapwise.bridge.HeapwiseRuntime;
import io.heapwise.runtime.pool.ArrayPool;
import io.heapwise.runtime.pool.BuilderPool;
import io.heapwise.runtime.pool.FormatPool;
import io.heapwise.runtime.pool.MatcherPool;
import io.heapwise.runtime.pool.Pools;
import io.heapwise.runtime.pool.WriterPool;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UnsupportedEncodingException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.text.DecimalFormat;
import java.text.NumberFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What rewritten code reaches through the bridge: see there for the contract of each method. */
public final class RewriteRuntime extends HeapwiseRuntime {
  /** Stand-ins for buffers may take at most this part of what the pools may retain. */
  private static final int STAND_INS_SHARE = 8;

  /**
   * @param poolMaxBytes bound on what all pools together retain
   * @param verify whether what is released is poisoned and never given out again, and results are
   *     compared with the original's
   */
  public RewriteRuntime(long poolMaxBytes, boolean verify) {
    StandInBuffers.bound(poolMaxBytes / STAND_INS_SHARE);
    Pools.configure(poolMaxBytes - StandInBuffers.maxBytes(), verify);
    FormatCheck.configure(verify);
    warmUp();
  }

  /**
   * Loads and initialises what builders, and all pools, reach, here and now: were it left to a call
   * from deep inside the program, an overflowing stack could leave a class broken for good. For the
   * other rewrites see their {@code prepare}.
   */
  private void warmUp() {
    Pools.warmUp();
    int site = Sites.UNNUMBERED;
    concatenating(site);
    releaseBuilder(claimBuilder(site, "").append(claimBuilder(site, 16)));
    releaseBuilder(claimBuilder(site));
    releaseBuffer(claimBuffer(site));
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

  // builder, lent to others

  @Override
  protected StringBuilder claimLentBuilder(int site) {
    return LentBuilders.claim(site);
  }

  @Override
  protected StringBuilder claimLentBuilder(int site, int capacity) {
    return LentBuilders.claim(site, capacity);
  }

  @Override
  protected StringBuilder claimLentBuilder(int site, String initial) {
    return LentBuilders.claim(site, initial);
  }

  @Override
  protected StringBuffer claimLentBuffer(int site) {
    return LentBuilders.claimBuffer(site);
  }

  @Override
  protected StringBuffer claimLentBuffer(int site, int capacity) {
    return LentBuilders.claimBuffer(site, capacity);
  }

  @Override
  protected StringBuffer claimLentBuffer(int site, String initial) {
    return LentBuilders.claimBuffer(site, initial);
  }

  @Override
  protected Object lend(Object receiver, Object kept, int callAndSite) {
    return LentBuilders.lend(receiver, kept, callAndSite);
  }

  @Override
  protected Object lent(Class<?> caller, Object kept, int callAndSite) {
    return LentBuilders.lent(caller, kept, callAndSite);
  }

  @Override
  protected String releaseLent(StringBuilder builder, Object kept, int site) {
    return LentBuilders.release(builder, kept, site);
  }

  @Override
  protected String releaseLent(StringBuffer buffer, Object kept, int site) {
    return LentBuilders.release(buffer, kept, site);
  }

  @Override
  protected void releaseLent(Object kept, int site) {
    LentBuilders.release(kept, site);
  }

  // writer

  @Override
  protected StringWriter claimWriter(int site) {
    return WriterPool.claim(site);
  }

  @Override
  protected StringWriter claimWriter(int site, int capacity) {
    return WriterPool.claim(site, capacity);
  }

  @Override
  protected String releaseWriter(StringWriter writer) {
    return WriterPool.toStringAndRelease(writer);
  }

  @Override
  protected StringWriter claimLentWriter(int site) {
    return LentBuilders.claimWriter(site);
  }

  @Override
  protected StringWriter claimLentWriter(int site, int capacity) {
    return LentBuilders.claimWriter(site, capacity);
  }

  @Override
  protected String releaseLent(StringWriter writer, Object kept, int site) {
    return LentBuilders.release(writer, kept, site);
  }

  @Override
  protected ByteArrayOutputStream claimLentOutput(int site) {
    return LentBuilders.claimOutput(site);
  }

  @Override
  protected ByteArrayOutputStream claimLentOutput(int site, int size) {
    return LentBuilders.claimOutput(site, size);
  }

  @Override
  protected byte[] releaseLentBytes(ByteArrayOutputStream out, Object kept, int site) {
    return LentBuilders.releaseBytes(out, kept, site);
  }

  @Override
  protected String releaseLent(ByteArrayOutputStream out, Object kept, int site) {
    return LentBuilders.release(out, kept, site);
  }

  @Override
  protected String releaseLent(ByteArrayOutputStream out, Charset charset, Object kept, int site) {
    return LentBuilders.release(out, charset, kept, site);
  }

  @Override
  protected String releaseLent(ByteArrayOutputStream out, String charsetName, Object kept, int site)
      throws UnsupportedEncodingException {
    return LentBuilders.release(out, charsetName, kept, site);
  }

  // format

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

  // streams

  @Override
  protected BufferedInputStream bufferedInput(int site, InputStream in) {
    return StreamsSupport.bufferedInput(site, in);
  }

  @Override
  protected BufferedInputStream bufferedInput(int site, InputStream in, int size) {
    return StreamsSupport.bufferedInput(site, in, size);
  }

  @Override
  protected BufferedReader bufferedReader(int site, Reader in) {
    return StreamsSupport.bufferedReader(site, in);
  }

  @Override
  protected BufferedReader bufferedReader(int site, Reader in, int size) {
    return StreamsSupport.bufferedReader(site, in, size);
  }

  @Override
  protected BufferedWriter bufferedWriter(int site, Writer out) {
    return StreamsSupport.bufferedWriter(site, out);
  }

  @Override
  protected BufferedWriter bufferedWriter(int site, Writer out, int size) {
    return StreamsSupport.bufferedWriter(site, out, size);
  }

  @Override
  protected InputStreamReader inputReader(int site, InputStream in) {
    return CoderSupport.inputReader(site, in);
  }

  @Override
  protected InputStreamReader inputReader(int site, InputStream in, Charset charset) {
    return CoderSupport.inputReader(site, in, charset);
  }

  @Override
  protected InputStreamReader inputReader(int site, InputStream in, String charsetName)
      throws UnsupportedEncodingException {
    return CoderSupport.inputReader(site, in, charsetName);
  }

  @Override
  protected OutputStreamWriter outputWriter(int site, OutputStream out) {
    return CoderSupport.outputWriter(site, out);
  }

  @Override
  protected OutputStreamWriter outputWriter(int site, OutputStream out, Charset charset) {
    return CoderSupport.outputWriter(site, out, charset);
  }

  @Override
  protected OutputStreamWriter outputWriter(int site, OutputStream out, String charsetName)
      throws UnsupportedEncodingException {
    return CoderSupport.outputWriter(site, out, charsetName);
  }

  @Override
  protected boolean writeText(Object writer, String text, int site) throws IOException {
    return TextWrites.write(writer, text, site);
  }

  // chars

  @Override
  protected boolean readsText(String text, int site) {
    return CharsSupport.reads(text, site);
  }

  @Override
  protected RuntimeException outOfBounds(String text, int index) {
    return CharsSupport.outOfBounds(text, index);
  }

  @Override
  protected int parsePart(int from, int to, String text, int site) {
    return CharsSupport.isNumber(from, to, text)
        ? CharsSupport.parse(from, to, text, site)
        : Integer.parseInt(text.substring(from, to));
  }

  @Override
  protected int parsePart(int from, String text, int site) {
    return CharsSupport.isNumber(from, text.length(), text)
        ? CharsSupport.parse(from, text.length(), text, site)
        : Integer.parseInt(text.substring(from));
  }

  @Override
  protected String concatenateReplaced(
      char from, char to, String text, String prefix, String suffix, int site) {
    return CharsSupport.concatenateReplaced(from, to, text, prefix, suffix, site);
  }

  // append

  @Override
  protected StringBuilder appendNumber(StringBuilder builder, Object number, int site) {
    return AppendSupport.append(builder, number, site);
  }

  // encode

  @Override
  protected boolean consumeText(Object consumer, String text, int charset, int site)
      throws IOException {
    return EncodeSupport.consume(consumer, text, charset, site);
  }

  // values

  @Override
  protected Object[] constants(Class<?> type, int site) {
    return ValuesSupport.constants(type, site);
  }

  @Override
  protected boolean readsConstants(int length, int site) {
    return ValuesSupport.reads(length, site);
  }

  // presize

  @Override
  protected int capacity(int site) {
    return PresizeSupport.capacity(site);
  }

  @Override
  protected void filled(Object object, int site) {
    PresizeSupport.filled(object, site);
  }

  // dedup

  @Override
  protected String decoded(int site, byte[] bytes, int offset, int length, Charset charset) {
    return DedupSupport.decoded(bytes, offset, length, charset, site);
  }

  @Override
  protected String decoded(int site, char[] chars, int offset, int length) {
    return DedupSupport.decoded(chars, offset, length, site);
  }

  @Override
  protected String decoded(int site, int[] codePoints, int offset, int count) {
    return DedupSupport.decoded(codePoints, offset, count, site);
  }

  // logging

  @Override
  protected boolean isSilent(Object receiver, int callAndSite) {
    return LoggingSupport.isSilent(receiver, callAndSite);
  }

  // varargs

  @Override
  protected Object[] sharedArguments(Object receiver, int number) {
    return VarargsSupport.shared(receiver, number);
  }

  @Override
  protected void shareArguments(Object receiver, Object[] array, int number) {
    VarargsSupport.share(receiver, array, number);
  }

  // readAllBytes

  @Override
  protected byte[] readAllBytes(Object in, int site) throws IOException {
    return ReadAllBytesSupport.readAllBytes(in, site);
  }

  @Override
  protected byte[] readNBytes(Object in, int length, int site) throws IOException {
    return ReadAllBytesSupport.readNBytes(in, length, site);
  }

  @Override
  protected boolean readInto(Object consumer, Object in, boolean isUnseen, int site)
      throws IOException {
    return ReadAllBytesSupport.readInto(consumer, in, isUnseen, site);
  }

  @Override
  protected byte[] readDigest(Object digest, Object in, boolean isUnseen, int site)
      throws IOException {
    return ReadAllBytesSupport.digest(digest, in, isUnseen, site);
  }

  @Override
  protected String readString(Object in, Charset charset, int site) throws IOException {
    return ReadAllBytesSupport.readString(in, charset, site);
  }

  @Override
  protected String readString(Object in, String charsetName, int site) throws IOException {
    return ReadAllBytesSupport.readString(in, charsetName, site);
  }

  @Override
  protected String readString(Object in, int site) throws IOException {
    return ReadAllBytesSupport.readString(in, Charset.defaultCharset(), site);
  }

  @Override
  protected Object gather(Object in, int site) throws IOException {
    return ReadAllBytesSupport.gather(in, site);
  }

  @Override
  protected byte[] consume(Object consumer, Object gathered) throws IOException {
    return ReadAllBytesSupport.consume(consumer, (GatheredBytes) gathered);
  }

  @Override
  protected String textOf(Object gathered) {
    return ReadAllBytesSupport.textOf((GatheredBytes) gathered, Charset.defaultCharset());
  }

  @Override
  protected String textOf(Object gathered, Charset charset) {
    return ReadAllBytesSupport.textOf((GatheredBytes) gathered, charset);
  }

  @Override
  protected String textOf(Object gathered, String charsetName) throws UnsupportedEncodingException {
    return ReadAllBytesSupport.textOf((GatheredBytes) gathered, charsetName);
  }

  @Override
  protected List<String> readLines(Object path, Charset charset, int site) throws IOException {
    return FileReads.lines(path, charset, site);
  }

  @Override
  protected byte[] readLibrary(Object in, int method, int site) throws IOException {
    return LibraryReads.read(in, method, site);
  }

  @Override
  protected String readLibrary(Object in, Charset charset, int method, int site)
      throws IOException {
    return LibraryReads.readText(in, charset, method, site);
  }

  @Override
  protected ByteArrayOutputStream claimOutput(int size, int site) {
    return PooledOutput.claim(size, site);
  }

  @Override
  protected ByteArrayOutputStream claimSharedOutput(int size, int site) {
    return PooledOutput.claimShared(size, site);
  }

  @Override
  protected byte[] releaseOutput(ByteArrayOutputStream out) {
    return PooledOutput.release(out);
  }

  @Override
  protected String releaseOutputText(ByteArrayOutputStream out) {
    String text = out.toString();
    PooledOutput.giveBack(out);
    return text;
  }

  @Override
  protected String releaseOutputText(ByteArrayOutputStream out, Charset charset) {
    String text = out.toString(charset);
    PooledOutput.giveBack(out);
    return text;
  }

  @Override
  protected String releaseOutputText(ByteArrayOutputStream out, String charsetName)
      throws UnsupportedEncodingException {
    String text = out.toString(charsetName);
    PooledOutput.giveBack(out);
    return text;
  }

  // matcher

  @Override
  protected boolean matches(Pattern pattern, CharSequence text, int site) {
    return MatcherSupport.matches(pattern, text, site);
  }

  @Override
  protected boolean find(Pattern pattern, CharSequence text, int site) {
    return MatcherSupport.find(pattern, text, site);
  }

  @Override
  protected boolean lookingAt(Pattern pattern, CharSequence text, int site) {
    return MatcherSupport.lookingAt(pattern, text, site);
  }

  @Override
  protected Matcher claimMatcher(Pattern pattern, CharSequence text, int site) {
    return MatcherPool.claim(pattern, text, site);
  }

  @Override
  protected void releaseMatcher(Matcher matcher) {
    MatcherPool.release(matcher);
  }

  @Override
  protected String releaseReplacingAll(Matcher matcher, String replacement) {
    return MatcherSupport.replaceAll(matcher, replacement);
  }

  @Override
  protected String releaseReplacingFirst(Matcher matcher, String replacement) {
    return MatcherSupport.replaceFirst(matcher, replacement);
  }

  // number

  @Override
  protected DecimalFormat claimFormat(int site, String pattern) {
    return FormatPool.claim(pattern, site);
  }

  @Override
  protected DecimalFormat claimFormat(int site, String pattern, Locale locale) {
    return FormatPool.claim(pattern, locale, site);
  }

  @Override
  protected DecimalFormat claimFormatWithNewSymbols(int site, String pattern, Locale locale) {
    return FormatPool.claimWithNewSymbols(pattern, locale, site);
  }

  @Override
  protected NumberFormat claimFormat(int kind, int site) {
    return FormatPool.claim(kind, Locale.getDefault(Locale.Category.FORMAT), site);
  }

  @Override
  protected NumberFormat claimFormat(Locale locale, int kind, int site) {
    return FormatPool.claim(kind, locale, site);
  }

  @Override
  protected void releaseFormat(Object format) {
    FormatPool.release(format);
  }

  @Override
  protected String releaseFormatting(Object format, double number) {
    String text = ((NumberFormat) format).format(number);
    FormatPool.release(format);
    return text;
  }

  @Override
  protected String releaseFormatting(Object format, long number) {
    String text = ((NumberFormat) format).format(number);
    FormatPool.release(format);
    return text;
  }

  @Override
  protected String releaseFormatting(Object format, Object number) {
    String text = ((NumberFormat) format).format(number);
    FormatPool.release(format);
    return text;
  }

  // regex

  @Override
  protected boolean matchesRegex(String regex, CharSequence text) {
    return RegexSupport.matches(text, regex);
  }

  @Override
  protected boolean matchesConstant(String text, String regex) {
    return RegexSupport.matches(text, regex);
  }

  @Override
  protected String replaceAllOf(String replacement, String text, String regex) {
    return RegexSupport.replaceAll(text, regex, replacement);
  }

  @Override
  protected String replaceFirstOf(String replacement, String text, String regex) {
    return RegexSupport.replaceFirst(text, regex, replacement);
  }

  @Override
  protected String[] split(String text, String regex) {
    return RegexSupport.split(text, regex, 0);
  }

  @Override
  protected String[] split(int limit, String text, String regex) {
    return RegexSupport.split(text, regex, limit);
  }

  @Override
  protected Pattern compile(String regex) {
    return RegexSupport.compile(regex, 0);
  }

  @Override
  protected Pattern compile(String regex, int flags) {
    return RegexSupport.compile(regex, flags);
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
