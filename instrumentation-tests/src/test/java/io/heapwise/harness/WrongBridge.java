package io.heapwise.harness;

import io.heapwise.bridge.HeapwiseBridge;
import io.heapwise.readallbytes.RecordedStream;
import java.io.ByteArrayOutputStream;
import java.io.CharArrayWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.Writer;
import java.lang.reflect.Array;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.Checksum;

/** What the wrong rewritings of {@link BrokenRewritingsTest} call: each method has one fault. */
public final class WrongBridge {
  private static final StringBuilder SHARED = new StringBuilder();
  private static final StringWriter WRITER = new StringWriter();
  private static final ByteArrayOutputStream OUTPUT = new ByteArrayOutputStream();
  private static final byte[] NOTHING = {};

  /** What Java 17 reads at once; the fault is in what becomes of it. */
  private static final int CHUNK = 8192;

  private static final DecimalFormat FORMAT = new DecimalFormat();
  private static final Map<Pattern, Matcher> MATCHERS = new HashMap<>();

  private static final CharArrayWriter CHARS = new CharArrayWriter();
  private static final ArrayList<Object> LIST = new ArrayList<>();
  private static final Map<Integer, String> TEXTS = new HashMap<>();
  private static final Map<Object, Boolean> SILENT = new IdentityHashMap<>();

  private static final Map<Integer, Object[]> ARGUMENTS = new HashMap<>();

  private static int arraysMade;

  private static Object pending;
  private static int pendingAt;

  private WrongBridge() {}

  public static StringBuilder appendLater(StringBuilder builder, Object operand) {
    pending = operand;
    pendingAt = builder.length();
    return builder;
  }

  public static String toStringWithPending(StringBuilder builder) {
    return builder.insert(pendingAt, String.valueOf(pending)).toString();
  }

  public static StringBuilder notEmptied(StringBuilder fresh) {
    return SHARED;
  }

  public static StringBuilder claimNotEmptied(int site) {
    return new StringBuilder("left over ");
  }

  /** What a pool does that gives the builder to somebody else at once. */
  public static String releasedTooEarly(StringBuilder builder) {
    String text = builder.toString();
    builder.setLength(0);
    builder.append("somebody else's text");
    return text;
  }

  public static char charAtOfAText(String text, char[] array, int index) {
    return text.charAt(index);
  }

  public static char charAtOneBeyond(String text, char[] array, int index) {
    return HeapwiseBridge.charAt(text, array, Math.min(index + 1, text.length() - 1));
  }

  /** What an array does that is as long as the pool has it, and not as the text is. */
  public static boolean writeTextAndMore(Object writer, String text, int site) throws IOException {
    char[] chars = new char[text.length() + 1];
    text.getChars(0, text.length(), chars, 0);
    ((Writer) writer).write(chars);
    return true;
  }

  public static boolean writeTextTwice(Object writer, String text, int site) throws IOException {
    ((Writer) writer).write(text.toCharArray());
    return false;
  }

  /** Asks nobody. */
  public static Object lendToAnybody(Object receiver, Object kept, int callAndSite) {
    return kept;
  }

  public static Object lentToAnybody(Class<?> caller, Object kept, int callAndSite) {
    return kept;
  }

  public static String interned(StringBuilder builder) {
    return builder.toString().intern();
  }

  public static String alwaysNew(StringBuilder builder) {
    return new String(builder.toString());
  }

  public static StringBuilder appendSwallowing(StringBuilder builder, Object operand) {
    try {
      return builder.append(operand);
    } catch (IllegalStateException e) {
      return builder.append("null");
    }
  }

  public static StringBuilder appendWithOtherMessage(StringBuilder builder, Object operand) {
    try {
      return builder.append(operand);
    } catch (IllegalStateException e) {
      throw new IllegalStateException(e.getMessage() + " while appending");
    }
  }

  public static StringBuilder appendWithOtherCause(StringBuilder builder, Object operand) {
    try {
      return builder.append(operand);
    } catch (IllegalStateException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  public static StringBuilder appendWithoutAsking(StringBuilder builder, Object operand) {
    return operand instanceof Witness witness && !witness.fails()
        ? builder.append(witness.textUnseen())
        : builder.append(operand);
  }

  public static StringBuilder appendAskingTwice(StringBuilder builder, Object operand) {
    String.valueOf(operand);
    return builder.append(operand);
  }

  public static int sizeChanging(List<Object> list) {
    int size = list.size();
    list.add("left behind");
    return size;
  }

  public static byte[] claimNotCleared(int length, int site) {
    byte[] array = HeapwiseBridge.claimBytes(length, site);
    Arrays.fill(array, (byte) 0xA5);
    return array;
  }

  /** The next claim gets the same array. */
  public static byte[] claimAndRelease(int length, int site) {
    byte[] array = HeapwiseBridge.claimBytes(length, site);
    HeapwiseBridge.releaseBytes(array);
    return array;
  }

  public static void lendToAnybody(Object receiver, byte[] array, int call) {}

  /** Asks the stream for all at once. */
  public static String readTextAtOnce(Object in, Charset charset, int method, int site)
      throws IOException {
    return in == null || charset == null
        ? null
        : new String(((InputStream) in).readAllBytes(), charset);
  }

  public static void lendAndRelease(Object receiver, byte[] array, int call) {
    HeapwiseBridge.lend(receiver, array, call);
    HeapwiseBridge.releaseBytes(array);
  }

  public static ByteBuffer claimDirtyDirect(int capacity, int site) {
    return ByteBuffer.allocateDirect(capacity).put(capacity / 2, (byte) 1);
  }

  public static void ignoreDirect(ByteBuffer buffer) {}

  public static void releaseDirectTooEarly(ByteBuffer buffer) {
    HeapwiseBridge.releaseDirect(buffer);
  }

  /** How far it is written, although what is written at an index is not said. */
  public static void saySomeWritesOfDirect(Object receiver, ByteBuffer buffer) {
    HeapwiseBridge.lendDirectToFill(receiver, buffer);
  }

  public static void ignoreLentDirect(Object receiver, ByteBuffer buffer) {}

  /** Asks the stream for other amounts than the JDK does. */
  public static byte[] readWithOtherRequests(Object in, int site) throws IOException {
    if (in == null || in.getClass() != RecordedStream.class) {
      return HeapwiseBridge.readAllBytes(in, site);
    }
    return ((RecordedStream) in).readNBytes(1 << 12);
  }

  /** As {@code readAllBytes}, but asks the stream again when it has said that it is at its end. */
  public static byte[] readOnceMore(Object in, int site) throws IOException {
    byte[] all = HeapwiseBridge.readAllBytes(in, site);
    if (all != null) {
      ((InputStream) in).read(new byte[1], 0, 1);
    }
    return all;
  }

  /** As {@code readAllBytes}, but the array has room left at its end. */
  public static byte[] readNotExact(Object in, int site) throws IOException {
    byte[] all = HeapwiseBridge.readAllBytes(in, site);
    return all == null ? null : Arrays.copyOf(all, all.length + 1);
  }

  /** As {@code readAllBytes}, but all short results are the same array. */
  public static byte[] readShared(Object in, int site) throws IOException {
    byte[] all = HeapwiseBridge.readAllBytes(in, site);
    return all == null || all.length > 0 ? all : NOTHING;
  }

  /** Gives the chunk away before the stream has ended, and somebody else writes into it. */
  public static byte[] readAndReleaseTooEarly(Object in, int site) throws IOException {
    if (in == null || in.getClass() != RecordedStream.class) {
      return HeapwiseBridge.readAllBytes(in, site);
    }
    InputStream stream = (InputStream) in;
    byte[] chunk = HeapwiseBridge.claimBytes(CHUNK, site);
    int count = 0;
    int n;
    while ((n = stream.read(chunk, count, CHUNK - count)) > 0 && count + n < CHUNK) {
      count += n;
      HeapwiseBridge.releaseBytes(chunk);
      Arrays.fill(HeapwiseBridge.claimBytes(CHUNK, site), (byte) 0xA5);
    }
    return Arrays.copyOf(chunk, count);
  }

  /** As {@code readInto}, but what has come when a read fails is seen. */
  public static boolean showPrefix(Object consumer, Object in, int site) throws IOException {
    return HeapwiseBridge.streamInto(consumer, in, site);
  }

  /** As {@code readInto}, but in pieces. */
  public static boolean writeInPieces(Object consumer, Object in, int site) throws IOException {
    byte[] all = HeapwiseBridge.readAllBytes(in, site);
    if (all == null || consumer == null) {
      return false;
    }
    OutputStream out = (OutputStream) consumer;
    out.write(all, 0, all.length / 2);
    out.write(all, all.length / 2, all.length - all.length / 2);
    return true;
  }

  /** As {@code readString}, but bytes that are left over behind the end belong to the text. */
  public static String readTooMuch(Object in, Charset charset, int site) throws IOException {
    String text = HeapwiseBridge.readString(in, charset, site);
    return text == null ? null : text + '\0';
  }

  /** As {@code consume}, but the consumer gets nothing. */
  public static byte[] consumeNothing(Object consumer, Object gathered) throws IOException {
    HeapwiseBridge.consume(OutputStream.nullOutputStream(), gathered);
    return null;
  }

  /** As {@code readLines}, but malformed bytes are replaced rather than refused. */
  public static List<String> readLinesLeniently(Object path, int site) throws IOException {
    List<String> lines = HeapwiseBridge.readLines(path, StandardCharsets.ISO_8859_1, site);
    if (lines != null) {
      lines.replaceAll(
          line -> new String(line.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
    }
    return lines;
  }

  /** The buffer of an output is not its content. */
  public static byte[] releaseOutputNotExact(ByteArrayOutputStream out) {
    byte[] all = HeapwiseBridge.releaseOutput(out);
    return Arrays.copyOf(all, Math.max(32, all.length));
  }

  /** The array is given back, but what was in it is asked for afterwards. */
  public static byte[] releaseOutputTooEarly(ByteArrayOutputStream out) {
    HeapwiseBridge.releaseOutput(out);
    return out.toByteArray();
  }

  public static Matcher claimMatcherInUse(Pattern pattern, CharSequence text, int site) {
    Matcher matcher = pattern.matcher(text);
    matcher.find();
    return matcher;
  }

  public static Matcher claimMatcherWithBounds(Pattern pattern, CharSequence text, int site) {
    return pattern.matcher(text).useTransparentBounds(true).useAnchoringBounds(false);
  }

  /** A reset alone, after a match that came to the end. */
  public static Matcher claimMatcherThatHitTheEnd(Pattern pattern, CharSequence text, int site) {
    Matcher matcher = pattern.matcher("1");
    matcher.matches();
    return matcher.reset(text);
  }

  /** Whoever has claimed it before goes on with another text. */
  public static Matcher claimTheOnlyMatcher(Pattern pattern, CharSequence text, int site) {
    return MATCHERS.computeIfAbsent(pattern, key -> key.matcher("")).reset(text);
  }

  public static boolean matchesText(Pattern pattern, CharSequence text, int site) {
    return pattern.matcher(text.toString()).matches();
  }

  public static String replaceAllButAskBefore(Matcher matcher, String replacement) {
    matcher.find();
    return matcher.replaceAll(replacement);
  }

  /** As {@code replaceAll}, but a wrong replacement is one of its own. */
  public static String replaceLiterally(Matcher matcher, String replacement) {
    return matcher.replaceAll(Matcher.quoteReplacement(replacement));
  }

  /** All expressions are the same. */
  public static String replaceCached(String replacement, String text, String regex) {
    return text.replaceAll("l", replacement);
  }

  public static String replaceByOtherNames(String replacement, String text, String regex) {
    try {
      return text.replaceAll(regex, replacement);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("replacement");
    }
  }

  public static String replaceANull(String replacement, String text, String regex) {
    return text.replaceAll(regex, String.valueOf(replacement));
  }

  public static Object[] constantsInReverse(Class<?> type, int site) {
    Object[] constants = type.getEnumConstants().clone();
    Collections.reverse(Arrays.asList(constants));
    return constants;
  }

  public static Object[] constantsAndMore(Class<?> type, int site) {
    Object[] constants = type.getEnumConstants();
    return Arrays.copyOf(constants, constants.length + 1);
  }

  /** Also of an enum that is not initialised. */
  public static Object[] constantsWhoeverAsks(Class<?> type, int site) {
    return (Object[]) Array.newInstance(type, 0);
  }

  public static boolean readsConstantsAlways(Object[] constants, int site) {
    return true;
  }

  public static StringWriter claimUsedWriter(int site) {
    return new StringWriter().append("used");
  }

  /** Whoever has claimed it before goes on with it. */
  public static StringWriter claimTheOnlyWriter(int site) {
    WRITER.getBuffer().setLength(0);
    return WRITER;
  }

  public static StringWriter claimWriterOfAnyCapacity(int site, int capacity) {
    return HeapwiseBridge.claimWriter(site);
  }

  /** What was asked for before is the very same text. */
  public static String releaseTheSameText(StringWriter writer) {
    return HeapwiseBridge.releaseWriter(writer).intern();
  }

  public static ByteArrayOutputStream claimUsedOutput(int site) {
    ByteArrayOutputStream used = new ByteArrayOutputStream();
    used.write('u');
    return used;
  }

  /** As it was before somebody else wrote to it. */
  public static ByteArrayOutputStream claimTheOnlyOutput(int site) {
    OUTPUT.reset();
    return OUTPUT;
  }

  public static ByteArrayOutputStream claimOutputOfAnySize(int site, int size) {
    return HeapwiseBridge.claimLentOutput(site);
  }

  /** Whoever has it finds it empty. */
  public static byte[] releaseWhatIsNotKept(ByteArrayOutputStream out, Object kept, int site) {
    return HeapwiseBridge.releaseLentBytes(out, out, site);
  }

  public static byte[] releaseBytesWithoutTheLast(
      ByteArrayOutputStream out, Object kept, int site) {
    byte[] bytes = HeapwiseBridge.releaseLentBytes(out, kept, site);
    return Arrays.copyOf(bytes, Math.max(0, bytes.length - 1));
  }

  /** Whoever has it finds more in it than there was. */
  public static byte[] releaseWithSomethingWritten(
      ByteArrayOutputStream out, Object kept, int site) {
    byte[] bytes = out.toByteArray();
    out.write('w');
    return bytes;
  }

  public static String releaseLentWithAnyCharset(
      ByteArrayOutputStream out, Charset charset, Object kept, int site) {
    return HeapwiseBridge.releaseLent(out, kept, site);
  }

  public static String releaseWithoutWhatCameLast(StringWriter writer) {
    String text = HeapwiseBridge.releaseWriter(writer);
    return text.substring(0, Math.max(0, text.length() - 1));
  }

  public static ArrayList<Object> presizedListWithElements(int site) {
    return new ArrayList<>(Arrays.asList(new Object[1]));
  }

  /** Whoever has got it before goes on with it. */
  public static ArrayList<Object> presizedListForAll(int site) {
    LIST.clear();
    return LIST;
  }

  /** An array list that may be read up to its capacity, as if that were its size. */
  @SuppressWarnings("serial")
  public static ArrayList<Object> presizedListThatIsFull(int site) {
    return new ArrayList<>(64) {
      @Override
      public Object get(int index) {
        return index >= size() && index < 64 ? null : super.get(index);
      }
    };
  }

  public static ByteArrayOutputStream presizedOutputWithBytes(int site) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(64);
    out.write(0);
    return out;
  }

  /** The next one finds what the last one has left. */
  public static CharArrayWriter presizedCharWriterForAll(int site) {
    return CHARS;
  }

  public static void filledAndEmptied(Object object, int site) {
    ((List<?>) object).clear();
  }

  public static void filledAndTold(Object object, int site) {
    Recorder.note(object);
  }

  /** Whatever has the same hash is the same. */
  public static String decodedByHash(
      int site, byte[] bytes, int offset, int length, Charset charset) {
    String text = new String(bytes, offset, length, charset);
    return TEXTS.computeIfAbsent(text.hashCode(), hash -> text);
  }

  public static String decodedAsLatin1(
      int site, byte[] bytes, int offset, int length, Charset charset) {
    return new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
  }

  public static String decodedWithinBounds(
      int site, byte[] bytes, int offset, int length, Charset charset) {
    int from = Math.max(0, Math.min(offset, bytes.length));
    return new String(bytes, from, Math.min(length, bytes.length - from), charset);
  }

  public static String decodedOfOneCharEach(int site, int[] codePoints, int offset, int count) {
    char[] chars = new char[count];
    for (int i = 0; i < count; i++) {
      chars[i] = (char) codePoints[offset + i];
    }
    return new String(chars);
  }

  public static String decodedFromTheBeginning(int site, char[] chars, int offset, int length) {
    return new String(chars, 0, length);
  }

  public static int parsePartWithItsOwnMessage(int from, String text, int site) {
    return Integer.parseInt(text, from, text.length(), 10);
  }

  /** Whoever has claimed it before goes on with it. */
  public static DecimalFormat claimTheOnlyFormat(int site, String pattern) {
    FORMAT.applyPattern(pattern);
    return FORMAT;
  }

  public static DecimalFormat claimFormatThatRoundsDown(int site, String pattern) {
    DecimalFormat format = new DecimalFormat(pattern);
    format.setRoundingMode(RoundingMode.DOWN);
    return format;
  }

  /** What is found by its pattern alone stays with the locale that was the default once. */
  public static DecimalFormat claimFormatOfAnyLocale(int site, String pattern) {
    return new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.JAPAN));
  }

  public static NumberFormat claimFormatWithDigits(int kind, int site) {
    NumberFormat format = HeapwiseBridge.claimFormat(kind, site);
    format.setMaximumFractionDigits(1);
    return format;
  }

  /** A text is what the JDK makes of it, not what it makes of the number's double. */
  public static String releaseFormattingADouble(Object format, Object number) {
    double value = number instanceof Number any ? any.doubleValue() : 0;
    return HeapwiseBridge.releaseFormatting(format, value);
  }

  public static String releaseFormattingTwice(Object format, Object number) {
    ((NumberFormat) format).format(number);
    return HeapwiseBridge.releaseFormatting(format, number);
  }

  public static String releaseFormattingTheSameText(Object format, double number) {
    return HeapwiseBridge.releaseFormatting(format, number).intern();
  }

  public static boolean appendsAnyNumber(StringBuilder builder, Object object) {
    return builder != null && object instanceof Number;
  }

  /** Then nothing says what it was that was null. */
  public static boolean appendsWhereThereIsNoBuilder(StringBuilder builder, Object object) {
    return builder == null || HeapwiseBridge.appendsNumber(builder, object);
  }

  public static StringBuilder appendAsDouble(StringBuilder builder, Object number, int site) {
    return builder.append(((Number) number).doubleValue());
  }

  public static String concatenateTheFirstReplaced(
      char from, char to, String text, String prefix, String suffix, int site) {
    int first = text.indexOf(from);
    String replaced = first < 0 ? text : text.substring(0, first) + to + text.substring(first + 1);
    return prefix + replaced + suffix;
  }

  /** The constant itself, where there is nothing to add to it. */
  public static String concatenateReplacedWithoutNeed(
      char from, char to, String text, String prefix, String suffix, int site) {
    return text.isEmpty() && suffix.isEmpty() ? prefix : prefix + text.replace(from, to) + suffix;
  }

  /** Leaves out what would have been said, or thrown. */
  public static boolean isSilentAlways(Object receiver, int callAndSite) {
    return true;
  }

  /** Takes a logger for one of its superclass, which is known. */
  public static boolean isSilentWithoutAsking(Object receiver, int callAndSite) {
    return receiver instanceof Logger logger
        && logger.getLevel() != null
        && logger.getLevel().intValue() > Level.FINE.intValue();
  }

  /** Asks as the program might, of loggers that are anything but sure to do no more than answer. */
  public static boolean isSilentByTheContract(Object receiver, int callAndSite) {
    return receiver instanceof Logger logger && !logger.isLoggable(Level.FINE);
  }

  /** Nothing is wrong with it but that it counts. */
  public static Object[] shareArgumentsCounting(Object receiver, Object[] array, int number) {
    arraysMade++;
    return HeapwiseBridge.shareArguments(receiver, array, number);
  }

  /** How many arrays have been made since this was asked last. */
  public static int arraysMade() {
    int made = arraysMade;
    arraysMade = 0;
    return made;
  }

  /** Those of another test are of other loaders. */
  public static void forgetArguments() {
    ARGUMENTS.clear();
  }

  public static Object[] sharedArgumentsUnasked(Object receiver, int number) {
    return ARGUMENTS.get(number);
  }

  public static Object[] shareArgumentsUnasked(Object receiver, Object[] array, int number) {
    ARGUMENTS.put(number, array);
    return array;
  }

  /** Forgets that a level may be switched on again. */
  public static boolean isSilentOnceItWas(Object receiver, int callAndSite) {
    if (!((Logger) receiver).isLoggable(Level.FINE)) {
      SILENT.put(receiver, true);
    }
    return SILENT.containsKey(receiver);
  }

  /** What sees the whole array sees a longer one. */
  public static boolean consumeTextByOtherCalls(Object consumer, String text, int charset, int site)
      throws IOException {
    if (consumer instanceof OutputStream out) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      out.write(Arrays.copyOf(bytes, bytes.length + 1), 0, bytes.length);
      return true;
    }
    return false;
  }

  public static boolean consumeTextAsLatin1(Object consumer, String text, int charset, int site)
      throws IOException {
    ((OutputStream) consumer).write(text.getBytes(StandardCharsets.ISO_8859_1));
    return true;
  }

  public static boolean consumeTextTwice(Object consumer, String text, int charset, int site) {
    if (consumer instanceof Checksum sum) {
      sum.update(text.getBytes(StandardCharsets.UTF_8));
    }
    return false;
  }
}
