package io.heapwise.bridge;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.CharArrayWriter;
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
import java.nio.charset.StandardCharsets;
import java.text.DecimalFormat;
import java.text.NumberFormat;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.internal.vm.annotation.DontInline;

/**
 * The methods that rewritten code calls. Each forwards to the installed {@link HeapwiseRuntime};
 * {@code site} is the number under which the call site was registered. Each call is as long as an
 * instruction of the original code, whose place it takes.
 *
 * <p>Thread-safe: every method may be called from any thread, including virtual ones, and from
 * inside user code that a rewritten expression runs.
 */
public final class HeapwiseBridge {
  /** From here on an array that is read many times is worth what it costs to make. */
  private static final int LONGEST_SHORT_TEXT = 256;

  private static final HeapwiseRuntime RUNTIME = HeapwiseRuntime.installed;

  private HeapwiseBridge() {}

  /** Counts a concatenation that is about to begin. */
  public static void concatenating(int site) {
    RUNTIME.concatenating(site);
  }

  /** As {@code new StringBuilder()} with the text appended in turn, and {@code toString()}. */
  public static String join(String first) {
    return RUNTIME.join(first);
  }

  /** As {@code new StringBuilder()} with the texts appended in turn, and {@code toString()}. */
  public static String join(String first, String second) {
    return RUNTIME.join(first, second);
  }

  /** As {@code new StringBuilder()} with the texts appended in turn, and {@code toString()}. */
  public static String join(String first, String second, String third) {
    return RUNTIME.join(first, second, third);
  }

  /** As {@code new StringBuilder()} with the texts appended in turn, and {@code toString()}. */
  public static String join(String first, String second, String third, String fourth) {
    return RUNTIME.join(first, second, third, fourth);
  }

  /** As {@code new StringBuilder()} with the texts appended in turn, and {@code toString()}. */
  public static String join(
      String first, String second, String third, String fourth, String fifth) {
    return RUNTIME.join(first, second, third, fourth, fifth);
  }

  /** An empty builder that nobody else holds: what {@code new StringBuilder()} was. */
  public static StringBuilder claimBuilder(int site) {
    return RUNTIME.claimBuilder(site);
  }

  /** As {@code new StringBuilder(capacity)}, the exception for a negative capacity included. */
  public static StringBuilder claimBuilder(int site, int capacity) {
    return RUNTIME.claimBuilder(site, capacity);
  }

  /** As {@code new StringBuilder(initial)}, the exception for null included. */
  public static StringBuilder claimBuilder(int site, String initial) {
    return RUNTIME.claimBuilder(site, initial);
  }

  /** As {@code builder.toString()} where that is the last use of a claimed builder. */
  public static String releaseBuilder(StringBuilder builder) {
    return RUNTIME.releaseBuilder(builder);
  }

  /** The {@link StringBuffer} twin of {@link #claimBuilder(int)}. */
  public static StringBuffer claimBuffer(int site) {
    return RUNTIME.claimBuffer(site);
  }

  /** The {@link StringBuffer} twin of {@link #claimBuilder(int, int)}. */
  public static StringBuffer claimBuffer(int site, int capacity) {
    return RUNTIME.claimBuffer(site, capacity);
  }

  /** The {@link StringBuffer} twin of {@link #claimBuilder(int, String)}. */
  public static StringBuffer claimBuffer(int site, String initial) {
    return RUNTIME.claimBuffer(site, initial);
  }

  /** The {@link StringBuffer} twin of {@link #releaseBuilder(StringBuilder)}. */
  public static String releaseBuffer(StringBuffer buffer) {
    return RUNTIME.releaseBuffer(buffer);
  }

  /**
   * The twin of {@link #claimBuilder(int)} for a builder that is lent to other methods. The caller
   * keeps it in a local variable of its own, for as long as nobody else may have it.
   */
  public static StringBuilder claimLentBuilder(int site) {
    return RUNTIME.claimLentBuilder(site);
  }

  /** See {@link #claimLentBuilder(int)}. */
  public static StringBuilder claimLentBuilder(int site, int capacity) {
    return RUNTIME.claimLentBuilder(site, capacity);
  }

  /** See {@link #claimLentBuilder(int)}. */
  public static StringBuilder claimLentBuilder(int site, String initial) {
    return RUNTIME.claimLentBuilder(site, initial);
  }

  /** The {@link StringBuffer} twin of {@link #claimLentBuilder(int)}. */
  public static StringBuffer claimLentBuffer(int site) {
    return RUNTIME.claimLentBuffer(site);
  }

  /** The {@link StringBuffer} twin of {@link #claimLentBuilder(int)}. */
  public static StringBuffer claimLentBuffer(int site, int capacity) {
    return RUNTIME.claimLentBuffer(site, capacity);
  }

  /** The {@link StringBuffer} twin of {@link #claimLentBuilder(int)}. */
  public static StringBuffer claimLentBuffer(int site, String initial) {
    return RUNTIME.claimLentBuffer(site, initial);
  }

  /**
   * A builder is about to be passed to a method that the receiver chooses.
   *
   * @param kept the builder, null if others may have it already
   * @param callAndSite number of the call, and in the lower 15 bits that of the site
   * @return what the caller keeps: null if the receiver is not known to keep nothing
   */
  public static Object lend(Object receiver, Object kept, int callAndSite) {
    return RUNTIME.lend(receiver, kept, callAndSite);
  }

  /**
   * A builder was passed to a method that the call itself names, and that has returned.
   *
   * @param caller the class that made the call
   * @return as {@link #lend(Object, Object, int)}
   */
  public static Object lent(Class<?> caller, Object kept, int callAndSite) {
    return RUNTIME.lent(caller, kept, callAndSite);
  }

  /** As {@code builder.toString()} where that is its last use; released if it was kept. */
  public static String releaseLent(StringBuilder builder, Object kept, int site) {
    return RUNTIME.releaseLent(builder, kept, site);
  }

  /** The {@link StringBuffer} twin of {@link #releaseLent(StringBuilder, Object, int)}. */
  public static String releaseLent(StringBuffer buffer, Object kept, int site) {
    return RUNTIME.releaseLent(buffer, kept, site);
  }

  /** The last use of a claimed builder is over. Null is harmless. */
  public static void releaseLent(Object kept, int site) {
    RUNTIME.releaseLent(kept, site);
  }

  // writer

  /** What {@code new StringWriter()} was: a new one, and empty. */
  public static StringWriter claimWriter(int site) {
    return RUNTIME.claimWriter(site);
  }

  /** As {@code new StringWriter(capacity)}, the exception for a negative capacity included. */
  public static StringWriter claimWriter(int site, int capacity) {
    return RUNTIME.claimWriter(site, capacity);
  }

  /** As {@code writer.toString()}, where nobody asks for its text, or its buffer, after it. */
  public static String releaseWriter(StringWriter writer) {
    return RUNTIME.releaseWriter(writer);
  }

  /** The twin of {@link #claimWriter(int)} for one that is lent: see {@link #claimLentBuilder}. */
  public static StringWriter claimLentWriter(int site) {
    return RUNTIME.claimLentWriter(site);
  }

  /** See {@link #claimLentWriter(int)}. */
  public static StringWriter claimLentWriter(int site, int capacity) {
    return RUNTIME.claimLentWriter(site, capacity);
  }

  /** The twin of {@link #releaseWriter} for one that is lent. */
  public static String releaseLent(StringWriter writer, Object kept, int site) {
    return RUNTIME.releaseLent(writer, kept, site);
  }

  /** What {@code new ByteArrayOutputStream()} was, for one that is lent: a new one, and empty. */
  public static ByteArrayOutputStream claimLentOutput(int site) {
    return RUNTIME.claimLentOutput(site);
  }

  /** As {@code new ByteArrayOutputStream(size)}, the exception for a negative size included. */
  public static ByteArrayOutputStream claimLentOutput(int site, int size) {
    return RUNTIME.claimLentOutput(site, size);
  }

  /** As {@code out.toByteArray()}, where nobody asks for anything that was written after it. */
  public static byte[] releaseLentBytes(ByteArrayOutputStream out, Object kept, int site) {
    return RUNTIME.releaseLentBytes(out, kept, site);
  }

  /** The same for {@code out.toString()}. */
  public static String releaseLent(ByteArrayOutputStream out, Object kept, int site) {
    return RUNTIME.releaseLent(out, kept, site);
  }

  /** The same for {@code out.toString(charset)}. */
  public static String releaseLent(
      ByteArrayOutputStream out, Charset charset, Object kept, int site) {
    return RUNTIME.releaseLent(out, charset, kept, site);
  }

  /** The same for {@code out.toString(charsetName)}. */
  public static String releaseLent(
      ByteArrayOutputStream out, String charsetName, Object kept, int site)
      throws UnsupportedEncodingException {
    return RUNTIME.releaseLent(out, charsetName, kept, site);
  }

  /** As {@code String.format(format, arguments)} and {@code format.formatted(arguments)}. */
  public static String format(String format, Object[] arguments) {
    return RUNTIME.format(format, arguments);
  }

  /** As {@code String.format(locale, format, arguments)}. */
  public static String format(Locale locale, String format, Object[] arguments) {
    return RUNTIME.format(locale, format, arguments);
  }

  /** As {@code String.format(format, argument)} with an array of one around the argument. */
  public static String format(String format, Object argument) {
    return RUNTIME.format(format, argument);
  }

  /** As {@code String.format(format, first, second)} with an array of two. */
  public static String format(String format, Object first, Object second) {
    return RUNTIME.format(format, first, second);
  }

  /**
   * As {@code builder.append(String.format(format, arguments))} for a builder that is not null.
   * Returns {@code builder}.
   */
  public static StringBuilder appendFormat(
      StringBuilder builder, String format, Object[] arguments) {
    return RUNTIME.appendFormat(builder, format, arguments);
  }

  /**
   * As {@code builder.append(String.format(format, argument))} for a builder that is not null.
   * Returns {@code builder}.
   */
  public static StringBuilder appendFormat(StringBuilder builder, String format, Object argument) {
    return RUNTIME.appendFormat(builder, format, argument);
  }

  // buffer

  /** As {@code new byte[length]}. */
  public static byte[] claimBytes(int length, int site) {
    return RUNTIME.claimBytes(length, site);
  }

  /** As {@code new byte[length]}, for code that writes each element before it reads it. */
  public static byte[] claimScratchBytes(int length, int site) {
    return RUNTIME.claimScratchBytes(length, site);
  }

  /**
   * Behind the last use of an array that this thread has claimed. Nothing happens with null, nor
   * with an array that is not claimed by this thread or has escaped.
   */
  public static void releaseBytes(byte[] array) {
    RUNTIME.releaseBytes(array);
  }

  /** The {@code char[]} twin of {@link #claimBytes}. */
  public static char[] claimChars(int length, int site) {
    return RUNTIME.claimChars(length, site);
  }

  /** The {@code char[]} twin of {@link #claimScratchBytes}. */
  public static char[] claimScratchChars(int length, int site) {
    return RUNTIME.claimScratchChars(length, site);
  }

  /** The {@code char[]} twin of {@link #releaseBytes}. */
  public static void releaseChars(char[] array) {
    RUNTIME.releaseChars(array);
  }

  /**
   * In front of a call that is given an array: unless the receiver is known to keep nothing, the
   * array belongs to it from now on. Nothing is thrown, whatever is null.
   *
   * @param call number of the call's name, descriptor and argument
   */
  public static void lend(Object receiver, byte[] array, int call) {
    RUNTIME.lend(receiver, array, call);
  }

  /** The {@code char[]} twin of {@link #lend(Object, byte[], int)}. */
  public static void lend(Object receiver, char[] array, int call) {
    RUNTIME.lend(receiver, array, call);
  }

  // streams

  /** As {@code new BufferedInputStream(in)}. */
  public static BufferedInputStream bufferedInput(int site, InputStream in) {
    return RUNTIME.bufferedInput(site, in);
  }

  /** As {@code new BufferedInputStream(in, size)}, the exception for its size included. */
  public static BufferedInputStream bufferedInput(int site, InputStream in, int size) {
    return RUNTIME.bufferedInput(site, in, size);
  }

  /** As {@code new BufferedReader(in)}, the exception for null included. */
  public static BufferedReader bufferedReader(int site, Reader in) {
    return RUNTIME.bufferedReader(site, in);
  }

  /** As {@code new BufferedReader(in, size)}, the exceptions for null and size included. */
  public static BufferedReader bufferedReader(int site, Reader in, int size) {
    return RUNTIME.bufferedReader(site, in, size);
  }

  /** As {@code new BufferedWriter(out)}, the exception for null included. */
  public static BufferedWriter bufferedWriter(int site, Writer out) {
    return RUNTIME.bufferedWriter(site, out);
  }

  /** As {@code new BufferedWriter(out, size)}, the exceptions for null and size included. */
  public static BufferedWriter bufferedWriter(int site, Writer out, int size) {
    return RUNTIME.bufferedWriter(site, out, size);
  }

  /** As {@code new InputStreamReader(in)}, its exceptions included. */
  public static InputStreamReader inputReader(int site, InputStream in) {
    return RUNTIME.inputReader(site, in);
  }

  /** As {@code new InputStreamReader(in, charset)}, its exceptions included. */
  public static InputStreamReader inputReader(int site, InputStream in, Charset charset) {
    return RUNTIME.inputReader(site, in, charset);
  }

  /** As {@code new InputStreamReader(in, charsetName)}, its exceptions included. */
  public static InputStreamReader inputReader(int site, InputStream in, String charsetName)
      throws UnsupportedEncodingException {
    return RUNTIME.inputReader(site, in, charsetName);
  }

  /** As {@code new OutputStreamWriter(out)}, its exceptions included. */
  public static OutputStreamWriter outputWriter(int site, OutputStream out) {
    return RUNTIME.outputWriter(site, out);
  }

  /** As {@code new OutputStreamWriter(out, charset)}, its exceptions included. */
  public static OutputStreamWriter outputWriter(int site, OutputStream out, Charset charset) {
    return RUNTIME.outputWriter(site, out, charset);
  }

  /** As {@code new OutputStreamWriter(out, charsetName)}, its exceptions included. */
  public static OutputStreamWriter outputWriter(int site, OutputStream out, String charsetName)
      throws UnsupportedEncodingException {
    return RUNTIME.outputWriter(site, out, charsetName);
  }

  /**
   * As {@code writer.write(text)}; false without having done anything where the original call must
   * follow.
   */
  public static boolean writeText(Object writer, String text, int site) throws IOException {
    return RUNTIME.writeText(writer, text, site);
  }

  // chars

  // Without the runtime, as far as the characters are there: they are read in tight loops.

  /** Whether a text can be read in place of a copy of its characters; false for null. */
  public static boolean readsText(String text, int site) {
    return text != null && RUNTIME.readsText(text, site);
  }

  /** The same where it may be read many times: not if it is so long that a copy pays. */
  public static boolean readsShortText(String text, int site) {
    return text != null && text.length() <= LONGEST_SHORT_TEXT && RUNTIME.readsText(text, site);
  }

  /**
   * As {@code array[index]}, its exceptions included; with a text, of the array of its characters.
   */
  public static char charAt(String text, char[] array, int index) {
    if (text == null) {
      return array[index];
    }
    if (index < 0 || index >= text.length()) {
      throw RUNTIME.outOfBounds(text, index);
    }
    return text.charAt(index);
  }

  /** As {@code array.length}; with a text, of the array of its characters. */
  public static int length(String text, char[] array) {
    return text == null ? array.length : text.length();
  }

  /** As {@code Integer.parseInt(text.substring(from, to))}, its exceptions included. */
  public static int parsePart(int from, int to, String text, int site) {
    return RUNTIME.parsePart(from, to, text, site);
  }

  /** As {@code Integer.parseInt(text.substring(from))}, its exceptions included. */
  public static int parsePart(int from, String text, int site) {
    return RUNTIME.parsePart(from, text, site);
  }

  /**
   * As {@code prefix + text.replace(from, to) + suffix}: a new text, whatever the text is.
   *
   * @param text not null
   */
  public static String concatenateReplaced(
      char from, char to, String text, String prefix, String suffix, int site) {
    return RUNTIME.concatenateReplaced(from, to, text, prefix, suffix, site);
  }

  // append

  /**
   * Whether a number is to be appended, and not what its class or the program makes of it; false
   * where anything is null.
   */
  public static boolean appendsNumber(StringBuilder builder, Object object) {
    if (builder == null || !(object instanceof Number)) {
      return false;
    }
    Class<?> type = object.getClass();
    return type == Integer.class
        || type == Long.class
        || type == Double.class
        || type == Float.class
        || type == Short.class
        || type == Byte.class;
  }

  /**
   * As {@code builder.append(number.toString())}, where {@link #appendsNumber} has said so. Not
   * inlined: the code of all numbers would make that of a small method so large that HotSpot does
   * not inline the method either, which costs more than this call.
   */
  @DontInline
  public static StringBuilder appendNumber(StringBuilder builder, Object number, int site) {
    return RUNTIME.appendNumber(builder, number, site);
  }

  // encode

  /**
   * As {@code consumer.update(text.getBytes(charset))}, or {@code write}; false without having done
   * anything where the original calls must follow.
   *
   * @param charset number of a constant
   */
  public static boolean consumeText(Object consumer, String text, int charset, int site)
      throws IOException {
    return RUNTIME.consumeText(consumer, text, charset, site);
  }

  // values

  /**
   * What {@code values()} of an enum copies, only to be read; null where the original call must
   * follow.
   */
  public static Object[] constants(Class<?> type, int site) {
    return RUNTIME.constants(type, site);
  }

  /** Whether the constants of an enum, in its own field, are there already. */
  public static boolean readsConstants(Object[] constants, int site) {
    return constants != null && RUNTIME.readsConstants(constants.length, site);
  }

  // presize

  /** As {@code new ArrayList<>()}, but for its capacity. */
  @SuppressWarnings("NonApiType") // The program's variable may have this type.
  public static ArrayList<Object> presizedList(int site) {
    int capacity = RUNTIME.capacity(site);
    return capacity == 0 ? new ArrayList<>() : new ArrayList<>(capacity);
  }

  /** As {@code new ArrayDeque<>()}, but for its capacity. */
  public static ArrayDeque<Object> presizedDeque(int site) {
    int capacity = RUNTIME.capacity(site);
    return capacity == 0 ? new ArrayDeque<>() : new ArrayDeque<>(capacity);
  }

  /** As {@code new StringBuilder()}, but for its capacity. */
  public static StringBuilder presizedBuilder(int site) {
    int capacity = RUNTIME.capacity(site);
    return capacity == 0 ? new StringBuilder() : new StringBuilder(capacity);
  }

  /** As {@code new ByteArrayOutputStream()}, but for its capacity. */
  public static ByteArrayOutputStream presizedOutput(int site) {
    int capacity = RUNTIME.capacity(site);
    return capacity == 0 ? new ByteArrayOutputStream() : new ByteArrayOutputStream(capacity);
  }

  /** As {@code new CharArrayWriter()}, but for its capacity. */
  public static CharArrayWriter presizedCharWriter(int site) {
    int capacity = RUNTIME.capacity(site);
    return capacity == 0 ? new CharArrayWriter() : new CharArrayWriter(capacity);
  }

  /** What a site has made with one of these is complete, or nearly so. */
  public static void filled(Object object, int site) {
    RUNTIME.filled(object, site);
  }

  // dedup

  /** As {@code new String(bytes, offset, length, charset)}, but perhaps the same as before. */
  public static String decoded(int site, byte[] bytes, int offset, int length, Charset charset) {
    return RUNTIME.decoded(site, bytes, offset, length, charset);
  }

  /** As {@code new String(chars, offset, length)}, but perhaps the same as before. */
  public static String decoded(int site, char[] chars, int offset, int length) {
    return RUNTIME.decoded(site, chars, offset, length);
  }

  /** As {@code new String(codePoints, offset, count)}, but perhaps the same as before. */
  public static String decoded(int site, int[] codePoints, int offset, int count) {
    return RUNTIME.decoded(site, codePoints, offset, count);
  }

  // logging

  /**
   * Whether a call that is about to be given a text would do nothing at all; false for null.
   *
   * @param callAndSite number of the call, and in the lower 15 bits that of the site
   */
  public static boolean isSilent(Object receiver, int callAndSite) {
    return RUNTIME.isSilent(receiver, callAndSite);
  }

  // varargs

  /**
   * The array of constants that a call is about to be given, from an earlier one; null where it
   * must be made.
   *
   * @param number of the constants and the call
   */
  public static Object[] sharedArguments(Object receiver, int number) {
    return RUNTIME.sharedArguments(receiver, number);
  }

  /**
   * Behind the making of such an array, in front of the call. Returns {@code array}, which later
   * calls may be given if this receiver is known to read it and nothing else.
   */
  public static Object[] shareArguments(Object receiver, Object[] array, int number) {
    RUNTIME.shareArguments(receiver, array, number);
    return array;
  }

  // readAllBytes

  // Of streams, and of files by their path. Each may return null or false without having done
  // anything: then the original call
  // follows. The stream is an Object, so that no class of the program is needed to verify the call.

  /** As {@code in.readAllBytes()}, or null. */
  public static byte[] readAllBytes(Object in, int site) throws IOException {
    return RUNTIME.readAllBytes(in, site);
  }

  /** As {@code in.readNBytes(length)}, or null. */
  public static byte[] readNBytes(Object in, int length, int site) throws IOException {
    return RUNTIME.readNBytes(in, length, site);
  }

  /** As {@code consumer.update(in.readAllBytes())}, or {@code write}; or false. */
  public static boolean readInto(Object consumer, Object in, int site) throws IOException {
    return RUNTIME.readInto(consumer, in, false, site);
  }

  /**
   * As {@link #readInto}, where nobody can look at the consumer any more once the call has failed.
   */
  public static boolean streamInto(Object consumer, Object in, int site) throws IOException {
    return RUNTIME.readInto(consumer, in, true, site);
  }

  /** As {@code digest.digest(in.readAllBytes())}, or null. */
  public static byte[] readDigest(Object digest, Object in, int site) throws IOException {
    return RUNTIME.readDigest(digest, in, false, site);
  }

  /** As {@link #readDigest}, where nobody can look at the digest once the call has failed. */
  public static byte[] streamDigest(Object digest, Object in, int site) throws IOException {
    return RUNTIME.readDigest(digest, in, true, site);
  }

  /** As {@code new String(in.readAllBytes(), charset)}, or null. */
  public static String readString(Object in, Charset charset, int site) throws IOException {
    return RUNTIME.readString(in, charset, site);
  }

  /** As {@code new String(in.readAllBytes(), charsetName)}, or null. */
  public static String readString(Object in, String charsetName, int site) throws IOException {
    return RUNTIME.readString(in, charsetName, site);
  }

  /** As {@code new String(in.readAllBytes())}, or null. */
  public static String readString(Object in, int site) throws IOException {
    return RUNTIME.readString(in, site);
  }

  // Where a consumer comes later, what was read is kept by the method until then as an Object.

  /** All of a stream or file, for one of the three that follow, to be called once; or null. */
  public static Object gather(Object in, int site) throws IOException {
    return RUNTIME.gather(in, site);
  }

  /**
   * Gives what was gathered to the {@code update} of a digest or checksum, or the {@code write} of
   * an output stream; or returns it, without having done anything.
   */
  public static byte[] consume(Object consumer, Object gathered) throws IOException {
    return RUNTIME.consume(consumer, gathered);
  }

  /** As {@code new String(bytes)} of what was gathered. */
  public static String textOf(Object gathered) {
    return RUNTIME.textOf(gathered);
  }

  /** As {@code new String(bytes, charset)} of what was gathered, its exception included. */
  public static String textOf(Object gathered, Charset charset) {
    return RUNTIME.textOf(gathered, charset);
  }

  /** As {@code new String(bytes, charsetName)} of what was gathered, its exceptions included. */
  public static String textOf(Object gathered, String charsetName)
      throws UnsupportedEncodingException {
    return RUNTIME.textOf(gathered, charsetName);
  }

  /** As {@code Files.readAllLines(path)}, or null. */
  public static List<String> readLines(Object path, int site) throws IOException {
    return RUNTIME.readLines(path, StandardCharsets.UTF_8, site);
  }

  /** As {@code Files.readAllLines(path, charset)}, or null. */
  public static List<String> readLines(Object path, Charset charset, int site) throws IOException {
    return RUNTIME.readLines(path, charset, site);
  }

  /** As one of the well-known methods of libraries that read all of a stream, or null. */
  public static byte[] readLibrary(Object in, int method, int site) throws IOException {
    return RUNTIME.readLibrary(in, method, site);
  }

  /** The same for those that make a text of it. */
  public static String readLibrary(Object in, Charset charset, int method, int site)
      throws IOException {
    return RUNTIME.readLibrary(in, charset, method, site);
  }

  /** An empty stream that nobody else holds: what {@code new ByteArrayOutputStream()} was. */
  public static ByteArrayOutputStream claimOutput(int site) {
    return RUNTIME.claimOutput(32, site);
  }

  /** As {@code new ByteArrayOutputStream(size)}, the exception for a negative size included. */
  public static ByteArrayOutputStream claimOutput(int site, int size) {
    return RUNTIME.claimOutput(size, site);
  }

  /** The same for one that others may write to, whatever their thread, but nobody looks at. */
  public static ByteArrayOutputStream claimSharedOutput(int site) {
    return RUNTIME.claimSharedOutput(32, site);
  }

  /** As {@code new ByteArrayOutputStream(size)}: see {@link #claimSharedOutput(int)}. */
  public static ByteArrayOutputStream claimSharedOutput(int site, int size) {
    return RUNTIME.claimSharedOutput(size, site);
  }

  /** As {@code out.toByteArray()} where that is the last use of a claimed stream. */
  public static byte[] releaseOutput(ByteArrayOutputStream out) {
    return RUNTIME.releaseOutput(out);
  }

  /** As {@code out.toString()} where that is the last use of a claimed stream. */
  public static String releaseOutputText(ByteArrayOutputStream out) {
    return RUNTIME.releaseOutputText(out);
  }

  /** As {@code out.toString(charset)} where that is the last use of a claimed stream. */
  public static String releaseOutputText(ByteArrayOutputStream out, Charset charset) {
    return RUNTIME.releaseOutputText(out, charset);
  }

  /** As {@code out.toString(charsetName)} where that is the last use of a claimed stream. */
  public static String releaseOutputText(ByteArrayOutputStream out, String charsetName)
      throws UnsupportedEncodingException {
    return RUNTIME.releaseOutputText(out, charsetName);
  }

  // matcher

  /** As {@code pattern.matcher(text).matches()} for a pattern that is not null. */
  public static boolean matches(Pattern pattern, CharSequence text, int site) {
    return RUNTIME.matches(pattern, text, site);
  }

  /** As {@code pattern.matcher(text).find()} for a pattern that is not null. */
  public static boolean find(Pattern pattern, CharSequence text, int site) {
    return RUNTIME.find(pattern, text, site);
  }

  /** As {@code pattern.matcher(text).lookingAt()} for a pattern that is not null. */
  public static boolean lookingAt(Pattern pattern, CharSequence text, int site) {
    return RUNTIME.lookingAt(pattern, text, site);
  }

  /** As {@code pattern.matcher(text)} for a pattern that is not null. */
  public static Matcher claimMatcher(Pattern pattern, CharSequence text, int site) {
    return RUNTIME.claimMatcher(pattern, text, site);
  }

  /** The last use of a matcher is over. Harmless for null. */
  public static void releaseMatcher(Matcher matcher) {
    RUNTIME.releaseMatcher(matcher);
  }

  /** As {@code matcher.replaceAll(replacement)} where that is the last use of the matcher. */
  public static String releaseReplacingAll(Matcher matcher, String replacement) {
    return RUNTIME.releaseReplacingAll(matcher, replacement);
  }

  /** As {@code matcher.replaceFirst(replacement)} where that is the last use of the matcher. */
  public static String releaseReplacingFirst(Matcher matcher, String replacement) {
    return RUNTIME.releaseReplacingFirst(matcher, replacement);
  }

  // number

  /** As {@code new DecimalFormat(pattern)}. */
  public static DecimalFormat claimFormat(int site, String pattern) {
    return RUNTIME.claimFormat(site, pattern);
  }

  /** As {@code new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(locale))}. */
  public static DecimalFormat claimFormat(int site, String pattern, Locale locale) {
    return RUNTIME.claimFormat(site, pattern, locale);
  }

  /** As {@code new DecimalFormat(pattern, new DecimalFormatSymbols(locale))}. */
  public static DecimalFormat claimFormatWithNewSymbols(int site, String pattern, Locale locale) {
    return RUNTIME.claimFormatWithNewSymbols(site, pattern, locale);
  }

  /** As {@code NumberFormat.getInstance()}, or another of these methods. */
  public static NumberFormat claimFormat(int kind, int site) {
    return RUNTIME.claimFormat(kind, site);
  }

  /** As {@code NumberFormat.getInstance(locale)}, or another of these methods. */
  public static NumberFormat claimFormat(Locale locale, int kind, int site) {
    return RUNTIME.claimFormat(locale, kind, site);
  }

  /** The last use of a number format is over. Harmless for null. */
  public static void releaseFormat(Object format) {
    RUNTIME.releaseFormat(format);
  }

  /** As {@code format.format(number)} where that is the last use of a claimed number format. */
  public static String releaseFormatting(Object format, double number) {
    return RUNTIME.releaseFormatting(format, number);
  }

  /** As {@code format.format(number)} where that is the last use of a claimed number format. */
  public static String releaseFormatting(Object format, long number) {
    return RUNTIME.releaseFormatting(format, number);
  }

  /** As {@code format.format(number)} where that is the last use of a claimed number format. */
  public static String releaseFormatting(Object format, Object number) {
    return RUNTIME.releaseFormatting(format, number);
  }

  // regex

  /** As {@code Pattern.matches(regex, text)} for a constant expression. */
  public static boolean matchesRegex(String regex, CharSequence text) {
    return RUNTIME.matchesRegex(regex, text);
  }

  /** As {@code text.matches(regex)} for a constant expression and a text that is not null. */
  public static boolean matchesConstant(String text, String regex) {
    return RUNTIME.matchesConstant(text, regex);
  }

  /** As {@code text.replaceAll(regex, replacement)} for such an expression and text. */
  public static String replaceAllOf(String replacement, String text, String regex) {
    return RUNTIME.replaceAllOf(replacement, text, regex);
  }

  /** As {@code text.replaceFirst(regex, replacement)} for such an expression and text. */
  public static String replaceFirstOf(String replacement, String text, String regex) {
    return RUNTIME.replaceFirstOf(replacement, text, regex);
  }

  /** As {@code text.split(regex)} for such an expression and text. */
  public static String[] split(String text, String regex) {
    return RUNTIME.split(text, regex);
  }

  /** As {@code text.split(regex, limit)} for such an expression and text. */
  public static String[] split(int limit, String text, String regex) {
    return RUNTIME.split(limit, text, regex);
  }

  /**
   * As {@code Pattern.compile(regex)} for a constant expression, but perhaps the same as before.
   */
  public static Pattern compile(String regex) {
    return RUNTIME.compile(regex);
  }

  /** As {@code Pattern.compile(regex, flags)} for such an expression and constant flags. */
  public static Pattern compile(String regex, int flags) {
    return RUNTIME.compile(regex, flags);
  }

  // direct

  /** As {@code ByteBuffer.allocateDirect(capacity)}, what it throws included. */
  public static ByteBuffer claimDirect(int capacity, int site) {
    return RUNTIME.claimDirect(capacity, site);
  }

  /**
   * A claimed buffer is about to be given to a receiver. Unless that is known to keep nothing, the
   * claim is forgotten. Harmless for null and for what was not claimed.
   */
  public static void lendDirect(Object receiver, ByteBuffer buffer) {
    RUNTIME.lendDirect(receiver, buffer);
  }

  /**
   * As {@link #lendDirect} for a receiver that may write, up to the limit of the buffer, where all
   * other writes are said by {@link #filledDirect}.
   */
  public static void lendDirectToFill(Object receiver, ByteBuffer buffer) {
    RUNTIME.lendDirectToFill(receiver, buffer);
  }

  /** A claimed buffer has not been written beyond its position since this was last said. */
  public static void filledDirect(ByteBuffer buffer) {
    RUNTIME.filledDirect(buffer);
  }

  /** The last use of a buffer is over. Harmless for null and for what was not claimed. */
  public static void releaseDirect(ByteBuffer buffer) {
    RUNTIME.releaseDirect(buffer);
  }

  /** {@link #filledDirect} and {@link #releaseDirect} at once. */
  public static void releaseFilledDirect(ByteBuffer buffer) {
    RUNTIME.releaseFilledDirect(buffer);
  }
}
