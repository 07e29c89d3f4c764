package io.heapwise.writer;

import io.heapwise.harness.Recorder;
import io.heapwise.harness.Refused;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.util.function.Supplier;

/** Output streams that must be left alone, one reason each. */
public final class OutputRefusedTarget {
  private static Object field;

  private OutputRefusedTarget() {}

  static final class Own extends ByteArrayOutputStream {
    byte[] buffer() {
      return buf;
    }
  }

  @Refused("writer: lent to nobody")
  public static String leavesUnchanged_whenNobodyElseWritesToIt(String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    DataOutputStream data = new DataOutputStream(out);
    data.writeUTF(text);
    return Packets.text(out.toByteArray());
  }

  @Refused({})
  public static int leavesUnchanged_whenOfAClassOfItsOwn(String text) throws IOException {
    Own out = new Own();
    Packets.fill(out, text);
    return out.toByteArray().length + out.buffer().length;
  }

  @Refused("writer: escapes: writeTo() is called on it")
  public static String leavesUnchanged_whenItsArrayIsLent(String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Packets.fill(out, text);
    out.writeTo(OutputStream.nullOutputStream());
    return Packets.text(out.toByteArray());
  }

  @Refused("writer: escapes: toString() is called on it")
  public static String leavesUnchanged_whenItsArrayIsDecodedInBetween(String text)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Packets.fill(out, text);
    Recorder.note(out.toString(Charset.defaultCharset()));
    return Packets.text(out.toByteArray());
  }

  @Refused("writer: escapes: reset() is called on it")
  public static String leavesUnchanged_whenItIsReset(String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Packets.fill(out, text);
    Recorder.note(out.size());
    out.reset();
    return Packets.text(out.toByteArray());
  }

  @Refused("writer: escapes: stored in field OutputRefusedTarget.field")
  public static String leavesUnchanged_whenStoredInAField(String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Packets.fill(out, text);
    field = out;
    return Packets.text(out.toByteArray());
  }

  @Refused("writer: escapes: returned")
  public static Object leavesUnchanged_whenReturned(String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Packets.fill(out, text);
    if (out.toByteArray().length > 0) {
      return "something";
    }
    return out;
  }

  @Refused("writer: escapes: captured by a lambda or another dynamic call")
  public static String leavesUnchanged_whenCaptured(String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Packets.fill(out, text);
    Supplier<byte[]> later = () -> out.toByteArray();
    return Packets.text(later.get());
  }

  @Refused("writer: escapes: used as a lock")
  public static String leavesUnchanged_whenUsedAsALock(String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    synchronized (out) {
      Packets.fill(out, text);
      return Packets.text(out.toByteArray());
    }
  }

  @Refused("writer: escapes: compared by identity")
  public static String leavesUnchanged_whenCompared(String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Packets.fill(out, text);
    return out == field ? null : Packets.text(out.toByteArray());
  }

  @Refused("writer: escapes: passed to Object.hashCode")
  public static boolean leavesUnchanged_whenAskedWhoItIs(String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Packets.fill(out, text);
    return out.hashCode() == System.identityHashCode(field) && out.toByteArray() == null;
  }

  @Refused("writer: may be merged with another object where it is used")
  public static String leavesUnchanged_whenItMayBeAnother(String text, boolean choice)
      throws IOException {
    ByteArrayOutputStream out = null;
    if (choice) {
      out = new ByteArrayOutputStream();
    }
    Packets.fill(out, text);
    return Packets.text(out.toByteArray());
  }

  @Refused("writer: its last use is neither toByteArray() nor toString()")
  public static int leavesUnchanged_whenItsBytesAreNotAskedForLast(String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Packets.fill(out, text);
    byte[] bytes = out.toByteArray();
    return bytes.length - out.size();
  }

  @Refused("writer: escapes: passed to Packets.same, and what that returns is used")
  public static String leavesUnchanged_whenAMethodReturnsIt(String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Packets.fill(out, text);
    Packets.same(out).write(1);
    return Packets.text(out.toByteArray());
  }

  @Refused("writer: escapes: passed to Packets.fill, and what that throws may be caught")
  public static String leavesUnchanged_whenAStaticMethodMayFail(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      Packets.fill(out, text);
    } catch (IOException e) {
      out.write(1);
    }
    return Packets.text(out.toByteArray());
  }

  @Refused("writer: the method would grow past 35 bytes, from where on the JIT treats it worse")
  public static int leavesUnchanged_whenItIsShort(String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Packets.fill(out, text);
    return out.toByteArray().length;
  }

  @Refused("writer: in a method whose name tells of secrets")
  public static String leavesUnchanged_whenAboutAPassword(String password) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Packets.fill(out, password);
    return Packets.text(out.toByteArray());
  }
}
