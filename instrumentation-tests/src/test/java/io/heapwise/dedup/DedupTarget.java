package io.heapwise.dedup;

import io.heapwise.harness.Fired;
import io.heapwise.harness.Recorder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Short texts that are made of parts of arrays, and come again. */
public final class DedupTarget {
  private static final Charset[] CHARSETS = {
    StandardCharsets.UTF_8,
    StandardCharsets.ISO_8859_1,
    StandardCharsets.US_ASCII,
    StandardCharsets.UTF_16BE
  };

  private DedupTarget() {}

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Fired("decoded+1")
  public static int isDecoded(String text) {
    byte[] bytes = utf8(text);
    String decoded = new String(bytes, 0, bytes.length, StandardCharsets.UTF_8);
    Recorder.note(decoded);
    return decoded.hashCode();
  }

  /** The same bytes, and a different text in each charset unless they are ASCII. */
  @Fired("decoded+1")
  public static int isDecodedInEachCharset(String text) {
    int hash = 0;
    byte[] bytes = utf8(text);
    for (Charset charset : CHARSETS) {
      String decoded = new String(bytes, 0, bytes.length, charset);
      Recorder.note(decoded);
      hash = 31 * hash + decoded.length();
    }
    return hash;
  }

  @Fired("decoded+1")
  public static int isAPartOfBytes(String text, int number) {
    byte[] bytes = utf8("header: " + text + "; end");
    int from = number & 7;
    int length = Math.min(number >> 3 & 31, bytes.length - from);
    return new String(bytes, from, length, StandardCharsets.ISO_8859_1).indexOf(' ');
  }

  @Fired("decoded+1")
  public static int isAPartOfChars(String text, int number) {
    char[] chars = ("\ud83d\ude00<" + text + ">\u20ac").toCharArray();
    int from = number & 3;
    int length = Math.min(number >> 2 & 31, chars.length - from);
    String part = new String(chars, from, length);
    Recorder.note(part);
    return part.toUpperCase(Locale.ROOT).hashCode();
  }

  @Fired("decoded+1")
  public static int isAPartOfCodePoints(String text, int number) {
    int[] codePoints = ("<\ud83d\ude00" + text + ">\u20ac").codePoints().toArray();
    int from = number & 3;
    int count = Math.min(number >> 2 & 31, codePoints.length - from);
    String part = new String(codePoints, from, count);
    Recorder.note(part);
    return part.hashCode() + part.codePointCount(0, part.length());
  }

  @Fired("decoded+1")
  public static String failsAsBefore_whenACodePointIsNone(String text, int number) {
    int[] codePoints = {'a', number, 'b'};
    return text.concat(new String(codePoints, 0, codePoints.length));
  }

  /** The array is used again for the next text, as that of a parser. */
  @Fired("decoded+1")
  public static String isDecodedFromABufferThatIsUsedAgain(String text, int number) {
    byte[] buffer = new byte[24];
    String all = "";
    for (int i = 0; i < 12; i++) {
      byte[] word = utf8((i & 1) == 0 ? "Aa" + i / 4 : "BB" + number % 3);
      System.arraycopy(word, 0, buffer, i & 3, word.length);
      String decoded = new String(buffer, i & 3, word.length, StandardCharsets.US_ASCII);
      all = all.concat(decoded).concat(",");
    }
    return all.concat(text);
  }

  @Fired("decoded+2")
  public static String failsAsBefore_whenSomethingIsWrong(String text, int number) {
    byte[] bytes = text == null ? null : utf8(text);
    try {
      Recorder.note(new String(bytes, number, 2, StandardCharsets.UTF_8));
    } catch (IndexOutOfBoundsException | NullPointerException e) {
      Recorder.note(e);
    }
    char[] chars = text == null ? null : text.toCharArray();
    return "<".concat(new String(chars, 1, number)).concat(">");
  }

  @Fired("decoded+1")
  public static int failsAsBefore_whenThereIsNoCharset(String text, boolean choice) {
    byte[] bytes = utf8(text);
    Charset charset = choice ? null : StandardCharsets.UTF_8;
    return new String(bytes, 0, bytes.length, charset).length();
  }

  /** What computes an argument runs while the text is not there yet. */
  @Fired("decoded+1")
  public static int evaluatesArgumentsInOrder(String text) {
    byte[] bytes = utf8(text);
    return new String(noted(bytes), from(), to(bytes.length), StandardCharsets.UTF_8).length();
  }

  private static byte[] noted(byte[] bytes) {
    Recorder.note("bytes");
    return bytes;
  }

  private static int from() {
    Recorder.note("from");
    return 0;
  }

  private static int to(int length) {
    Recorder.note("to");
    return length;
  }
}
