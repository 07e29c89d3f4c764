package io.heapwise.bridge;

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

/**
 * What {@link HeapwiseBridge} forwards to. One instance is installed before the bridge is
 * initialised and stays for the life of the JVM, so that the JIT compiles the forwarding away.
 *
 * <p>Both classes are relocated into {@code java.lang} when the agent is packaged: the only package
 * that every class loader, however it filters, takes from the boot loader. They must therefore
 * depend on nothing but packages of {@code java.base} that every loader takes from there.
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

  // builder, lent to others

  protected abstract StringBuilder claimLentBuilder(int site);

  protected abstract StringBuilder claimLentBuilder(int site, int capacity);

  protected abstract StringBuilder claimLentBuilder(int site, String initial);

  protected abstract StringBuffer claimLentBuffer(int site);

  protected abstract StringBuffer claimLentBuffer(int site, int capacity);

  protected abstract StringBuffer claimLentBuffer(int site, String initial);

  protected abstract Object lend(Object receiver, Object kept, int callAndSite);

  protected abstract Object lent(Class<?> caller, Object kept, int callAndSite);

  protected abstract String releaseLent(StringBuilder builder, Object kept, int site);

  protected abstract String releaseLent(StringBuffer buffer, Object kept, int site);

  protected abstract void releaseLent(Object kept, int site);

  // writer

  protected abstract StringWriter claimWriter(int site);

  protected abstract StringWriter claimWriter(int site, int capacity);

  protected abstract String releaseWriter(StringWriter writer);

  protected abstract StringWriter claimLentWriter(int site);

  protected abstract StringWriter claimLentWriter(int site, int capacity);

  protected abstract String releaseLent(StringWriter writer, Object kept, int site);

  protected abstract ByteArrayOutputStream claimLentOutput(int site);

  protected abstract ByteArrayOutputStream claimLentOutput(int site, int size);

  protected abstract byte[] releaseLentBytes(ByteArrayOutputStream out, Object kept, int site);

  protected abstract String releaseLent(ByteArrayOutputStream out, Object kept, int site);

  protected abstract String releaseLent(
      ByteArrayOutputStream out, Charset charset, Object kept, int site);

  protected abstract String releaseLent(
      ByteArrayOutputStream out, String charsetName, Object kept, int site)
      throws UnsupportedEncodingException;

  // format

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

  // streams

  protected abstract BufferedInputStream bufferedInput(int site, InputStream in);

  protected abstract BufferedInputStream bufferedInput(int site, InputStream in, int size);

  protected abstract BufferedReader bufferedReader(int site, Reader in);

  protected abstract BufferedReader bufferedReader(int site, Reader in, int size);

  protected abstract BufferedWriter bufferedWriter(int site, Writer out);

  protected abstract BufferedWriter bufferedWriter(int site, Writer out, int size);

  protected abstract InputStreamReader inputReader(int site, InputStream in);

  protected abstract InputStreamReader inputReader(int site, InputStream in, Charset charset);

  protected abstract InputStreamReader inputReader(int site, InputStream in, String charsetName)
      throws UnsupportedEncodingException;

  protected abstract OutputStreamWriter outputWriter(int site, OutputStream out);

  protected abstract OutputStreamWriter outputWriter(int site, OutputStream out, Charset charset);

  protected abstract OutputStreamWriter outputWriter(int site, OutputStream out, String charsetName)
      throws UnsupportedEncodingException;

  // readAllBytes

  protected abstract boolean writeText(Object writer, String text, int site) throws IOException;

  protected abstract boolean readsText(String text, int site);

  protected abstract RuntimeException outOfBounds(String text, int index);

  protected abstract int parsePart(int from, int to, String text, int site);

  protected abstract int parsePart(int from, String text, int site);

  protected abstract String concatenateReplaced(
      char from, char to, String text, String prefix, String suffix, int site);

  protected abstract StringBuilder appendNumber(StringBuilder builder, Object number, int site);

  // encode

  protected abstract boolean consumeText(Object consumer, String text, int charset, int site)
      throws IOException;

  protected abstract Object[] constants(Class<?> type, int site);

  protected abstract boolean readsConstants(int length, int site);

  // presize

  protected abstract int capacity(int site);

  protected abstract void filled(Object object, int site);

  // dedup

  protected abstract String decoded(
      int site, byte[] bytes, int offset, int length, Charset charset);

  protected abstract String decoded(int site, char[] chars, int offset, int length);

  protected abstract String decoded(int site, int[] codePoints, int offset, int count);

  // logging

  protected abstract boolean isSilent(Object receiver, int callAndSite);

  // varargs

  protected abstract Object[] sharedArguments(Object receiver, int number);

  protected abstract void shareArguments(Object receiver, Object[] array, int number);

  protected abstract byte[] readAllBytes(Object in, int site) throws IOException;

  protected abstract byte[] readNBytes(Object in, int length, int site) throws IOException;

  protected abstract boolean readInto(Object consumer, Object in, boolean isUnseen, int site)
      throws IOException;

  protected abstract byte[] readDigest(Object digest, Object in, boolean isUnseen, int site)
      throws IOException;

  protected abstract String readString(Object in, Charset charset, int site) throws IOException;

  protected abstract String readString(Object in, String charsetName, int site) throws IOException;

  protected abstract String readString(Object in, int site) throws IOException;

  protected abstract Object gather(Object in, int site) throws IOException;

  protected abstract byte[] consume(Object consumer, Object gathered) throws IOException;

  protected abstract String textOf(Object gathered);

  protected abstract String textOf(Object gathered, Charset charset);

  protected abstract String textOf(Object gathered, String charsetName)
      throws UnsupportedEncodingException;

  protected abstract List<String> readLines(Object path, Charset charset, int site)
      throws IOException;

  protected abstract byte[] readLibrary(Object in, int method, int site) throws IOException;

  protected abstract String readLibrary(Object in, Charset charset, int method, int site)
      throws IOException;

  protected abstract ByteArrayOutputStream claimOutput(int size, int site);

  protected abstract ByteArrayOutputStream claimSharedOutput(int size, int site);

  protected abstract byte[] releaseOutput(ByteArrayOutputStream out);

  protected abstract String releaseOutputText(ByteArrayOutputStream out);

  protected abstract String releaseOutputText(ByteArrayOutputStream out, Charset charset);

  protected abstract String releaseOutputText(ByteArrayOutputStream out, String charsetName)
      throws UnsupportedEncodingException;

  // matcher

  protected abstract boolean matches(Pattern pattern, CharSequence text, int site);

  protected abstract boolean find(Pattern pattern, CharSequence text, int site);

  protected abstract boolean lookingAt(Pattern pattern, CharSequence text, int site);

  protected abstract Matcher claimMatcher(Pattern pattern, CharSequence text, int site);

  protected abstract void releaseMatcher(Matcher matcher);

  protected abstract String releaseReplacingAll(Matcher matcher, String replacement);

  protected abstract String releaseReplacingFirst(Matcher matcher, String replacement);

  // number

  protected abstract DecimalFormat claimFormat(int site, String pattern);

  protected abstract DecimalFormat claimFormat(int site, String pattern, Locale locale);

  protected abstract DecimalFormat claimFormatWithNewSymbols(
      int site, String pattern, Locale locale);

  protected abstract NumberFormat claimFormat(int kind, int site);

  protected abstract NumberFormat claimFormat(Locale locale, int kind, int site);

  protected abstract void releaseFormat(Object format);

  protected abstract String releaseFormatting(Object format, double number);

  protected abstract String releaseFormatting(Object format, long number);

  protected abstract String releaseFormatting(Object format, Object number);

  // regex

  protected abstract boolean matchesRegex(String regex, CharSequence text);

  protected abstract boolean matchesConstant(String text, String regex);

  protected abstract String replaceAllOf(String replacement, String text, String regex);

  protected abstract String replaceFirstOf(String replacement, String text, String regex);

  protected abstract String[] split(String text, String regex);

  protected abstract String[] split(int limit, String text, String regex);

  protected abstract Pattern compile(String regex);

  protected abstract Pattern compile(String regex, int flags);

  // direct

  protected abstract ByteBuffer claimDirect(int capacity, int site);

  protected abstract void lendDirect(Object receiver, ByteBuffer buffer);

  protected abstract void lendDirectToFill(Object receiver, ByteBuffer buffer);

  protected abstract void filledDirect(ByteBuffer buffer);

  protected abstract void releaseDirect(ByteBuffer buffer);

  protected abstract void releaseFilledDirect(ByteBuffer buffer);
}
