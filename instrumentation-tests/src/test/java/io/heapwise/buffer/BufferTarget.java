package io.heapwise.buffer;

import io.heapwise.harness.Fired;
import io.heapwise.harness.Recorder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Checksum;

/** Scratch arrays that are claimed from the pool. */
public final class BufferTarget {
  private static final int SIZE = 4096;

  private BufferTarget() {}

  @Fired("claimBytes+1 lend+2 newarray-1 releaseBytes+1")
  public static String copies(String text) throws IOException {
    InputStream in = input(text);
    OutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[SIZE];
    int n;
    while ((n = in.read(buffer)) > 0) {
      out.write(buffer, 0, n);
    }
    return out.toString();
  }

  @Fired("claimChars+1 lend+1 newarray-1 releaseChars+1")
  public static int readsCharacters(String text) throws IOException {
    Reader in = new StringReader(String.valueOf(text));
    char[] buffer = new char[SIZE];
    int n;
    while ((n = in.read(buffer, 0, buffer.length)) != -1) {
      Recorder.note(new String(buffer, 0, n));
    }
    return buffer.length;
  }

  @Fired("claimBytes+1 newarray-1 releaseBytes+1")
  public static int isAllZero_whateverWasWrittenBefore(int value) {
    byte[] scratch = new byte[SIZE];
    int sum = 0;
    for (int i = 0; i < SIZE; i++) {
      sum = 31 * sum + scratch[i];
      scratch[i] = (byte) (value | 1);
    }
    Recorder.note(Arrays.hashCode(scratch));
    return sum;
  }

  @Fired("claimChars+1 newarray-1 releaseChars+1")
  public static int isAllZero_forCharacters(char value) {
    char[] scratch = new char[SIZE];
    int sum = 0;
    for (int i = 0; i < SIZE; i++) {
      sum = 31 * sum + scratch[i];
      scratch[i] = (char) (value | 1);
    }
    return sum;
  }

  @Fired("claimScratchChars+1 newarray-1 releaseChars+1")
  public static String needsNoZeros_whenWrittenAsAWholeFirst(String text) {
    int length = String.valueOf(text).length();
    String all = String.valueOf(text);
    char[] scratch = new char[length];
    all.getChars(0, length, scratch, 0);
    for (int i = 0; i < length; i++) {
      scratch[i]++;
    }
    return new String(scratch, 0, length);
  }

  @Fired("claimBytes+1 newarray-1 releaseBytes+1")
  public static int needsZeros_whenTheLengthIsAnother(String text) {
    String all = String.valueOf(text);
    int length = all.length();
    byte[] bytes = all.getBytes(StandardCharsets.ISO_8859_1);
    byte[] scratch = new byte[length + 600];
    System.arraycopy(bytes, 0, scratch, 0, length);
    int sum = Arrays.hashCode(scratch);
    Arrays.fill(scratch, (byte) 3);
    return sum;
  }

  @Fired("claimBytes+1 newarray-1 releaseBytes+1")
  public static int hasTheLengthAskedFor(int length) {
    byte[] scratch = new byte[length >> 12];
    return scratch.length;
  }

  @Fired("claimBytes+1 newarray-1 releaseBytes+1")
  public static String failsAsTheAllocationDoes(int length) {
    Recorder.note("begins");
    Recorder.note("goes on");
    try {
      byte[] scratch = new byte[-1 - (length & 7)];
      Recorder.note("not reached");
      Recorder.note("not reached either");
      return "made".substring(scratch.length);
    } catch (NegativeArraySizeException e) {
      return e.getMessage();
    }
  }

  @Fired("claimBytes+1 newarray-1 releaseBytes+2")
  public static int isReleasedOnEachPath(int value) {
    byte[] scratch = new byte[SIZE];
    scratch[value & 7] = 1;
    scratch[value & 3] += 3;
    Recorder.note("filled");
    Recorder.note(scratch[0]);
    if (value > 100) {
      return scratch[1];
    }
    Recorder.note("small");
    return scratch[2] + 2;
  }

  @Fired("claimBytes+1 newarray-1 releaseBytes+2")
  public static int isReleasedWhereALoopIsLeft(int value) {
    byte[] scratch = new byte[SIZE];
    for (int i = 0; i < 100; i++) {
      scratch[i] = (byte) (i * value);
      if (scratch[i / 2] == 5) {
        return i;
      }
    }
    Recorder.note("none");
    return -1;
  }

  @Fired("claimBytes+1 newarray-1 releaseBytes+1")
  public static int isClaimedAnewInEachRound(int value) {
    int sum = 0;
    for (int i = 0; i < 20; i++) {
      byte[] scratch = new byte[SIZE];
      sum += scratch[7];
      scratch[7] = (byte) value;
      scratch[8] = scratch[7];
    }
    return sum;
  }

  @Fired("claimBytes+2 newarray-2 releaseBytes+2")
  public static int keepsTwoApart(int value) {
    byte[] first = new byte[SIZE];
    byte[] second = new byte[SIZE];
    first[1] = (byte) value;
    second[1] = (byte) (value >> 8);
    return first[1] * 1000 + second[1];
  }

  @Fired("claimBytes+1 newarray-1 releaseBytes+1")
  public static int keepsItsOwn_whenRecursive(int value) {
    byte[] scratch = new byte[SIZE];
    int depth = value & 3;
    int before = scratch[depth];
    scratch[depth] = (byte) value;
    Recorder.note(before);
    int below = depth == 0 ? 0 : keepsItsOwn_whenRecursive(value - 1);
    return before + below * 31 + scratch[depth];
  }

  @Fired("claimBytes+1 newarray-1 releaseBytes+1")
  public static int isTheSameThroughAnAlias(int value) {
    byte[] scratch = new byte[SIZE];
    byte[] alias = scratch;
    alias[3] = (byte) value;
    Recorder.note(scratch[3]);
    Recorder.note(scratch[4]);
    scratch[4] = 9;
    Recorder.note(alias[4]);
    return scratch[3] + alias.length;
  }

  /** Who failed half way may be at work on it still: no release behind the handler. */
  @Fired("claimBytes+1 lend+1 newarray-1 releaseBytes+1")
  public static String isNotReleased_onceAReadHasFailed(String text) {
    byte[] buffer = new byte[SIZE];
    InputStream in = text == null ? new Failing() : input(text);
    try {
      int n = in.read(buffer, 0, SIZE);
      Recorder.note(n);
    } catch (IOException e) {
      Recorder.note(e.getMessage());
      Recorder.note(buffer[0]);
      return "failed";
    }
    return "read";
  }

  @Fired("claimBytes+1 newarray-1 releaseBytes+1")
  public static int outlivesAnExceptionThatHasNothingToDoWithIt(String text) {
    byte[] scratch = new byte[SIZE];
    scratch[1] = 7;
    Recorder.note(scratch[2]);
    scratch[2] = 7;
    int number;
    try {
      number = Integer.parseInt(text);
    } catch (NumberFormatException e) {
      number = -1;
    }
    return scratch[1] + number;
  }

  @Fired("claimBytes+1 lend+1 newarray-1 releaseBytes+1")
  public static String failsAsBefore_whenTheReceiverIsNull(String text) throws IOException {
    InputStream in = text == null ? null : input(text);
    byte[] buffer = new byte[SIZE];
    int n = in.read(buffer);
    Recorder.note(n);
    Recorder.note(text);
    return "read";
  }

  @Fired("claimBytes+1 lend+2 newarray-1 releaseBytes+1")
  public static String readsInTheMiddleOfAWrite(String text) throws IOException {
    InputStream in = input(text);
    OutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[SIZE];
    out.write(buffer, 0, Math.max(0, in.read(buffer)));
    return out.toString();
  }

  @Fired("claimBytes+1 lend+1 newarray-1 releaseBytes+1")
  public static long sums(String text) {
    byte[] bytes = String.valueOf(text).getBytes(StandardCharsets.UTF_8);
    CRC32 exact = new CRC32();
    Checksum any = exact;
    byte[] buffer = new byte[SIZE];
    int n = Math.min(bytes.length, SIZE);
    System.arraycopy(bytes, 0, buffer, 0, n);
    exact.update(buffer, 0, n);
    Checksum other = n > 3 ? any : new CRC32();
    other.update(buffer, 0, n);
    return exact.getValue();
  }

  @Fired("claimBytes+1 newarray-1 releaseBytes+1")
  public static String isDecoded(int value) {
    byte[] buffer = new byte[SIZE];
    for (int i = 0; i < 10; i++) {
      buffer[i] = (byte) ('a' + (value + i & 15));
    }
    return new String(buffer, 0, 12, StandardCharsets.UTF_8);
  }

  /** The first sink keeps what it is given: the next claim is another array. */
  @Fired("claimBytes+1 lend+1 newarray-1 releaseBytes+1")
  public static String staysWithASinkThatKeepsIt(int value) throws IOException {
    Keeping keeper = new Keeping();
    OutputStream sink = keeper;
    for (int i = 0; i < 4; i++) {
      byte[] buffer = new byte[SIZE];
      buffer[0] = (byte) (value + i);
      sink.write(buffer, 0, 1);
    }
    return keeper.all();
  }

  @Fired("claimBytes+1 lend+1 newarray-1 releaseBytes+1")
  public static int isUsedInALock(String text) throws IOException {
    byte[] buffer = new byte[SIZE];
    InputStream in = input(text);
    synchronized (in) {
      return in.read(buffer, 0, 3) + buffer[1];
    }
  }

  private static InputStream input(String text) {
    return new ByteArrayInputStream(String.valueOf(text).getBytes(StandardCharsets.UTF_8));
  }

  /** Fails when it has already written something. */
  static final class Failing extends InputStream {
    @Override
    public int read() throws IOException {
      throw new IOException("one");
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
      b[off] = 42;
      throw new IOException("many");
    }
  }

  /** Remembers each array. */
  static final class Keeping extends OutputStream {
    private final byte[][] kept = new byte[4][];
    private int count;

    @Override
    public void write(int b) {}

    @Override
    public void write(byte[] b, int off, int len) {
      kept[count++] = b;
    }

    String all() {
      for (byte[] array : kept) {
        Recorder.note(array[0]);
      }
      return "kept";
    }
  }
}
