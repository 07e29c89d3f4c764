package io.heapwise.buffer;

import io.heapwise.harness.Refused;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.function.IntSupplier;
import java.util.zip.Deflater;

/** Arrays that are left alone. */
public final class BufferRefusedTarget {
  private static final int SIZE = 4096;
  private static byte[] field;

  private BufferRefusedTarget() {}

  @Refused("buffer: escapes: stored in field BufferRefusedTarget.field")
  public static int leavesUnchanged_whenStoredInAField(int value) {
    byte[] buffer = new byte[SIZE];
    field = buffer;
    return field[0] + value;
  }

  @Refused("buffer: escapes: stored in field BufferRefusedTarget.field")
  public static int leavesUnchanged_whenStoredInAFieldAtOnce(int value) {
    field = new byte[SIZE + (value & 7)];
    return field.length;
  }

  @Refused("buffer: escapes: stored in an array")
  public static int leavesUnchanged_whenStoredInAnArray(int value) {
    byte[][] all = new byte[2][];
    byte[] buffer = new byte[SIZE];
    all[value & 1] = buffer;
    return all[value & 1].length;
  }

  @Refused("buffer: escapes: returned")
  public static byte[] leavesUnchanged_whenReturned(byte value) {
    byte[] buffer = new byte[SIZE];
    buffer[0] = value;
    return buffer;
  }

  @Refused("buffer: escapes: captured by a lambda or another dynamic call")
  public static int leavesUnchanged_whenCaptured(int value) {
    byte[] buffer = new byte[SIZE];
    IntSupplier later = () -> buffer[value & 7];
    return later.getAsInt();
  }

  @Refused("buffer: escapes: used as a lock")
  public static int leavesUnchanged_whenALock(int value) {
    byte[] buffer = new byte[SIZE];
    synchronized (buffer) {
      return buffer[value & 7];
    }
  }

  @Refused("buffer: escapes: compared by identity")
  public static boolean leavesUnchanged_whenComparedByIdentity(int value) {
    byte[] buffer = new byte[SIZE];
    buffer[1] = (byte) value;
    return buffer == field;
  }

  @Refused("buffer: escapes: passed to ByteBuffer.wrap")
  public static int leavesUnchanged_whenWrapped(int value) {
    byte[] buffer = new byte[SIZE];
    return ByteBuffer.wrap(buffer).putInt(value).position();
  }

  @Refused("buffer: escapes: passed to ByteArrayInputStream.<init>")
  public static int leavesUnchanged_whenPassedToAConstructor(int value) {
    byte[] buffer = new byte[SIZE];
    buffer[0] = (byte) value;
    return new ByteArrayInputStream(buffer).read();
  }

  @Refused("buffer: escapes: passed to Object.hashCode")
  public static boolean leavesUnchanged_whenAskedForItsIdentity(int value) {
    byte[] buffer = new byte[SIZE];
    return buffer.hashCode() == buffer.hashCode() && buffer[value & 7] == 0;
  }

  @Refused("buffer: escapes: passed to String.valueOf")
  public static boolean leavesUnchanged_whenShownAsAnObject(char value) {
    char[] buffer = new char[SIZE];
    buffer[0] = value;
    return String.valueOf((Object) buffer).startsWith("[C@") && new String(buffer, 0, 1) == null;
  }

  @Refused("buffer: escapes: passed to String.<init>")
  public static String leavesUnchanged_whenDecodedByAnyCharset(int value) {
    byte[] buffer = new byte[SIZE];
    buffer[0] = (byte) (value & 31 | 32);
    Charset charset = value > 1000 ? Charset.defaultCharset() : Charset.forName("UTF-8");
    return new String(buffer, 0, 1, charset);
  }

  @Refused("buffer: escapes: passed to Deflater.setInput")
  public static int leavesUnchanged_whenKeptByADeflater(int value) {
    byte[] buffer = new byte[SIZE];
    Deflater deflater = new Deflater();
    deflater.setInput(buffer, 0, value & 15);
    int in = (int) deflater.getBytesRead();
    deflater.end();
    return in;
  }

  @Refused("buffer: escapes: passed to BufferRefusedTarget$Sink.take")
  public static int leavesUnchanged_whenPassedToAMethodOfTheSamePackage(int value) {
    byte[] buffer = new byte[SIZE];
    return new Sink().take(buffer) + value;
  }

  @Refused("buffer: may be another array where it is used")
  public static int leavesUnchanged_whenItMayBeAnother(int value) {
    byte[] buffer = value > 7 ? new byte[SIZE] : field;
    return buffer == null ? 0 : buffer.length;
  }

  @Refused("buffer: has no last use on a normal path")
  public static int leavesUnchanged_whenOnlyUsedBeforeAnException(int value) throws IOException {
    byte[] buffer = new byte[SIZE];
    InputStream in = InputStream.nullInputStream();
    try {
      in.read(buffer);
      throw new IllegalStateException("thrown");
    } finally {
      buffer[0] = (byte) value;
    }
  }

  @Refused("buffer: in a method that calls SecureRandom.<init>")
  public static int leavesUnchanged_whereKeysAreMade(int value) {
    byte[] buffer = new byte[SIZE];
    buffer[1] = (byte) value;
    return new SecureRandom() == null ? 1 : buffer[1];
  }

  @Refused(
      "buffer: escapes: passed to OutputStream.write, with arguments that run code of their own")
  public static int leavesUnchanged_whenAnArgumentRunsCodeAndTheReceiverIsGone(int value)
      throws IOException {
    byte[] buffer = new byte[SIZE];
    sink().write(buffer, 0, field(value));
    return value;
  }

  @Refused("buffer: in a method whose name tells of secrets")
  public static int leavesUnchanged_whenItMayBeAPassword(int value) {
    byte[] buffer = new byte[SIZE];
    buffer[1] = (byte) value;
    return Arrays.hashCode(buffer);
  }

  private static OutputStream sink() {
    return OutputStream.nullOutputStream();
  }

  private static int field(int value) {
    return value & 7;
  }

  static class Sink extends InputStream {
    @Override
    public int read() {
      return 1;
    }

    int take(byte[] bytes) {
      return bytes.length;
    }
  }
}
