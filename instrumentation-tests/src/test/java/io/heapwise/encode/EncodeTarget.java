package io.heapwise.encode;

import io.heapwise.harness.Fired;
import io.heapwise.harness.Recorder;
import io.heapwise.harness.Refused;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UnsupportedEncodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.zip.Adler32;
import java.util.zip.CRC32;
import java.util.zip.Checksum;

/** Texts whose bytes are written or digested at once. */
public final class EncodeTarget {
  private static byte[] kept;

  private EncodeTarget() {}

  /** Long enough for the pool, and of all kinds of characters. */
  private static String many(String text, int count) {
    String start = String.valueOf(text);
    String all = start.substring(0, Math.min(48, start.length())).repeat(1 + (count & 0x3FF));
    return all.isEmpty() || count % 3 == 0 ? all : all.repeat(1 + 5000 / all.length());
  }

  /** Notes the calls that it gets. */
  private static class Recording extends OutputStream {
    private final int room;
    private int size;

    Recording(int room) {
      this.room = room;
    }

    @Override
    public void write(int b) {
      Recorder.note("byte " + b);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
      Recorder.note(new String(source, offset, length, StandardCharsets.ISO_8859_1));
      size += length;
      if (size > room) {
        throw new IOException("full after " + size);
      }
    }
  }

  /** Sees the whole array, and whose it is. */
  private static final class Keeping extends Recording {
    Keeping() {
      super(0);
    }

    @Override
    public void write(byte[] source) {
      Recorder.note(source.length + " " + (source == kept));
      kept = source;
    }
  }

  /** Takes the array by its other method, and keeps it. */
  private static final class Retaining extends OutputStream {
    private byte[] last = {};

    @Override
    public void write(int b) {}

    @Override
    public void write(byte[] source, int offset, int length) {
      Recorder.note(source.length == length);
      Recorder.note(Arrays.hashCode(last));
      last = source;
    }
  }

  private static OutputStream stream(int kind, OutputStream end) {
    return switch (kind & 7) {
      case 0 -> new BufferedOutputStream(end, 64);
      case 1 -> new FilterOutputStream(end);
      case 2 -> new PrintStream(end, true);
      case 3 -> new Recording(Integer.MAX_VALUE);
      case 4 -> new Recording(1000);
      case 5 -> new Keeping();
      case 6 -> new Retaining();
      default -> end;
    };
  }

  private static Checksum checksum(int kind) {
    return switch (kind & 3) {
      case 0 -> new CRC32();
      case 1 -> new Adler32();
      default ->
          new CRC32() {
            @Override
            public void update(byte[] bytes) {
              Recorder.note(bytes.length);
              super.update(bytes);
            }
          };
    };
  }

  @Fired("consumeText+3")
  public static String writesToStreamsOfAllKinds(String text, int count) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    OutputStream out = stream(count, bytes);
    out.write(many(text, count).getBytes(StandardCharsets.UTF_8));
    out.write(many(text, 100).getBytes(StandardCharsets.ISO_8859_1));
    out.write(many("\u00e9" + text, 500).getBytes(StandardCharsets.US_ASCII));
    out.flush();
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }

  @Fired("consumeText+1")
  public static String writesLatinCharacters(int count, char first, char second)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    char[] chars = new char[1 + (count & 0x7FFF)];
    for (int i = 0; i < chars.length; i++) {
      chars[i] = (char) (i % 13 == 0 ? first & 0xFF : i % 5 == 0 ? second & 0xFF : 'a');
    }
    bytes.write(new String(chars).getBytes(StandardCharsets.UTF_8));
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }

  @Fired("consumeText+2")
  public static String writesByTheNameOfTheCharset(String text, int count) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(many(text, count).getBytes("UTF-8"));
    bytes.write(many(text, count).getBytes());
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }

  @Fired("consumeText+2")
  public static long sumsUp(String text, int count, int kind) {
    Checksum sum = checksum(kind);
    sum.update(many(text, count).getBytes(StandardCharsets.UTF_8));
    CRC32 exact = new CRC32();
    exact.update(many(text, count).getBytes(StandardCharsets.UTF_8));
    return 31 * sum.getValue() + exact.getValue();
  }

  @Fired("consumeText+1")
  public static String digests(String text, int count) throws NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    digest.update(many(text, count).getBytes(StandardCharsets.UTF_8));
    return Arrays.toString(digest.digest());
  }

  @Fired("consumeText+1")
  public static String digestsWithADigestOfTheProgram(String text, int count) {
    MessageDigest digest = new Noting();
    digest.update(many(text, count).getBytes(StandardCharsets.UTF_8));
    return Arrays.toString(digest.digest());
  }

  private static final class Noting extends MessageDigest {
    private byte[] last = {};

    Noting() {
      super("noting");
    }

    @Override
    protected void engineUpdate(byte input) {}

    @Override
    protected void engineUpdate(byte[] input, int offset, int length) {
      Recorder.note(input.length + " " + offset + " " + length);
      last = input;
    }

    @Override
    protected byte[] engineDigest() {
      return last.clone();
    }

    @Override
    protected void engineReset() {}
  }

  @Fired("consumeText+1")
  public static void failsAsBefore_whenTheTextIsNull(String text) throws IOException {
    OutputStream out = new Recording(0);
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  @Fired("consumeText+1")
  public static void failsAsBefore_whenTheStreamIsNull(String text) throws IOException {
    OutputStream out = text == null || text.length() > 1 ? null : new Recording(0);
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  @Fired("consumeText+1")
  public static String failsInTheMiddle(String text, int room) {
    OutputStream out = new Recording(room & 0x7FFF);
    try {
      out.write(many(text, 900).getBytes(StandardCharsets.UTF_8));
      return "fits";
    } catch (IOException e) {
      return e.getMessage();
    }
  }

  @Refused("encode: the charset is not a constant one of UTF-8, ISO-8859-1 and US-ASCII")
  public static void leavesUnchanged_whenTheCharsetIsAnother(String text) throws IOException {
    stream(3, null).write(text.getBytes(StandardCharsets.UTF_16));
  }

  @Refused("encode: the charset is not a constant one of UTF-8, ISO-8859-1 and US-ASCII")
  public static void leavesUnchanged_whenTheCharsetIsGiven(String text) throws IOException {
    Charset charset = Charset.forName("UTF-8");
    stream(3, null).write(text.getBytes(charset));
  }

  @Refused("encode: the charset is not a constant one of UTF-8, ISO-8859-1 and US-ASCII")
  public static void leavesUnchanged_whenThereIsNoSuchCharset(String text) throws IOException {
    try {
      stream(3, null).write(text.getBytes("none"));
    } catch (UnsupportedEncodingException e) {
      Recorder.note(e.getMessage());
    }
  }

  @Refused("encode: in a method whose name tells of secrets")
  public static void leavesUnchanged_whenItWritesAPassword(String text) throws IOException {
    stream(3, null).write(text.getBytes(StandardCharsets.UTF_8));
  }

  @Refused({})
  public static int leavesUnchanged_whenTheArrayIsKept(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    stream(3, null).write(bytes);
    return bytes.length;
  }
}
