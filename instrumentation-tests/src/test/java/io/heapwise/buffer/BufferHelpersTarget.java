package io.heapwise.buffer;

import io.heapwise.harness.Fired;
import io.heapwise.harness.Recorder;
import io.heapwise.harness.Refused;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Factories and helpers of the class, seen through. */
public final class BufferHelpersTarget {
  private BufferHelpersTarget() {}

  @Fired("claimBytes+1 lend+2 releaseBytes+1")
  public static String takesItFromAFactory(String text) throws IOException {
    InputStream in = input(text);
    OutputStream out = new ByteArrayOutputStream();
    byte[] buffer = createBuffer();
    int n;
    while ((n = in.read(buffer)) > 0) {
      out.write(buffer, 0, n);
    }
    return out.toString();
  }

  @Fired("claimBytes+1 releaseBytes+1")
  public static int takesItFromAFactoryOfAFactory(int value) {
    byte[] buffer = sized();
    buffer[1] = (byte) value;
    Recorder.note(buffer[0]);
    Recorder.note(buffer[1]);
    buffer[0] = 5;
    Recorder.note(buffer[0]);
    return buffer[1] + buffer.length;
  }

  @Fired("claimChars+1 releaseChars+1")
  public static String takesItFromAFactoryThatIsGivenTheLength(int value) {
    char[] buffer = charsOf(1000 + (value & 7));
    buffer[1] = 'x';
    Recorder.note(buffer.length);
    return new String(buffer, 0, 3);
  }

  @Fired("")
  public static int leavesItToAFactoryThatDoesMore(int value) {
    byte[] buffer = recorded();
    buffer[1] = (byte) value;
    return buffer[1];
  }

  @Fired("claimBytes+1 releaseBytes+1")
  public static String givesItToAHelper(String text) throws IOException {
    Recorder.note("begins");
    Recorder.note("goes on");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    long n = pump(input(text), out, createBuffer());
    Recorder.note(n);
    return out.toString();
  }

  @Fired("claimBytes+1 newarray-1 releaseBytes+1")
  public static int givesItTwoDeep(String text) throws IOException {
    byte[] buffer = new byte[2000];
    int n = fill(input(text), buffer);
    int sum = 0;
    for (int i = 0; i < 2000; i++) {
      sum = sum * 31 + buffer[i];
    }
    return sum + n;
  }

  @Refused(
      "buffer: passed to BufferHelpersTarget.keep, there escapes: stored in field BufferHelpersTarget$Kept.array")
  public static int leavesUnchanged_whenAHelperKeepsIt(int value) {
    byte[] buffer = new byte[2000];
    buffer[0] = (byte) value;
    return keep(buffer);
  }

  @Refused(
      "buffer: passed to BufferHelpersTarget.fillOrGiveUp, there an exception may be caught while somebody has it")
  public static int leavesUnchanged_whenAHelperMayRecover(String text) {
    byte[] buffer = new byte[2000];
    return fillOrGiveUp(input(text), buffer);
  }

  @Refused(
      "buffer: passed to BufferHelpersTarget.again, there passed to BufferHelpersTarget.again, there passed to a recursive method")
  public static int leavesUnchanged_whenAHelperIsRecursive(int value) {
    byte[] buffer = new byte[2000];
    return again(buffer, value & 3);
  }

  @Refused(
      "buffer: passed to BufferHelpersTarget.swap, there may be another array where it is used")
  public static int leavesUnchanged_whenAHelperMayTakeAnother(int value) {
    byte[] buffer = new byte[2000];
    buffer[1] = 4;
    return swap(buffer, value);
  }

  private static long pump(InputStream in, OutputStream out, byte[] buffer) throws IOException {
    long all = 0;
    Recorder.note(buffer.length);
    int n;
    while ((n = in.read(buffer)) != -1) {
      out.write(buffer, 0, n);
      all += n;
    }
    return all;
  }

  private static byte[] createBuffer() {
    return new byte[8192];
  }

  private static byte[] sized() {
    return bytesOf(3000);
  }

  private static byte[] bytesOf(int length) {
    return new byte[length];
  }

  private static char[] charsOf(int length) {
    return new char[length];
  }

  private static byte[] recorded() {
    Recorder.note("made");
    return new byte[3000];
  }

  private static int fill(InputStream in, byte[] buffer) throws IOException {
    int all = 0;
    while (all < buffer.length) {
      int n = next(in, buffer, all);
      if (n < 0) {
        break;
      }
      all += n;
    }
    return all;
  }

  private static int next(InputStream in, byte[] buffer, int from) throws IOException {
    return in.read(buffer, from, Math.min(5, buffer.length - from));
  }

  private static int keep(byte[] buffer) {
    Kept.array = buffer;
    return buffer[0];
  }

  private static int fillOrGiveUp(InputStream in, byte[] buffer) {
    try {
      return in.read(buffer);
    } catch (IOException e) {
      return -1;
    }
  }

  private static int again(byte[] buffer, int depth) {
    buffer[depth]++;
    return depth == 0 ? buffer[0] : again(buffer, depth - 1);
  }

  private static int swap(byte[] buffer, int value) {
    byte[] used = value > 7 ? buffer : new byte[10];
    return used[1];
  }

  private static InputStream input(String text) {
    return new ByteArrayInputStream(String.valueOf(text).getBytes(StandardCharsets.UTF_8));
  }

  static final class Kept {
    static byte[] array;

    private Kept() {}
  }
}
