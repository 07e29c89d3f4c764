package io.heapwise.readallbytes;

import io.heapwise.harness.Fired;
import io.heapwise.harness.Recorder;
import io.heapwise.harness.Refused;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Streams drained into a local {@code ByteArrayOutputStream}. */
public final class DrainTarget {
  private static OutputStream shared;

  private DrainTarget() {}

  @Fired("claimOutput+1 newOutput-1 releaseOutput+1")
  public static String drains(int number) throws IOException {
    InputStream in = Sources.stream(number);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[1000];
    int n;
    while ((n = in.read(buffer)) != -1) {
      out.write(buffer, 0, n);
    }
    return describe(out.toByteArray());
  }

  @Fired("claimOutput+1 newOutput-1 readNBytes+1 releaseOutput+1")
  public static String drainsAndCloses(int number, int size) throws IOException {
    try (InputStream in = Sources.stream(number);
        ByteArrayOutputStream out = new ByteArrayOutputStream(size % 100_000)) {
      for (int b = in.read(); b >= 0; b = in.read()) {
        out.write(b);
      }
      out.write(in.readNBytes(9));
      return describe(out.toByteArray());
    }
  }

  @Fired("claimOutput+1 newOutput-1 releaseOutput+1")
  public static String drainsInAMethodOfItsOwn(int number) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(4096);
    copy(Sources.stream(number), out);
    return describe(out.toByteArray());
  }

  private static void copy(InputStream in, OutputStream out) throws IOException {
    byte[] buffer = new byte[1000];
    for (int n = in.read(buffer); n != -1; n = in.read(buffer)) {
      out.write(buffer, 0, n);
    }
    out.flush();
  }

  @Refused(
      "readAllBytes: escapes: passed to DrainTarget.keep, there stored in field DrainTarget.shared")
  public static String isKeptByAMethodOfItsOwn(String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    keep(out);
    out.write(text.getBytes(StandardCharsets.UTF_8));
    return describe(out.toByteArray());
  }

  private static void keep(OutputStream out) {
    shared = out;
  }

  @Fired("claimOutput+1 newOutput-1 releaseOutputText+1")
  public static String makesAText(int number, String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(16);
    out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    Recorder.note(out.size());
    out.reset();
    out.write(number);
    out.write(text.getBytes(StandardCharsets.UTF_8), 0, text.length());
    return out.toString("UTF-8");
  }

  @Fired("claimOutput+1 newOutput-1 releaseOutputText+1")
  public static String makesATextInACharset(String text, boolean choice) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(text.getBytes(StandardCharsets.UTF_16));
    return out.toString(choice ? StandardCharsets.UTF_16 : null);
  }

  @Fired("claimOutput+1 newOutput-1 releaseOutputText+1")
  public static String failsToFindTheCharset(String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(text.getBytes(StandardCharsets.UTF_8));
    return out.toString(text);
  }

  @Fired("claimOutput+1 newOutput-1 releaseOutput+1")
  public static String writesToOthers(String text, int count) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < (count & 15); i++) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.writeTo(
          new OutputStream() {
            @Override
            public void write(byte[] bytes, int offset, int length) {
              Recorder.note(describe(Arrays.copyOfRange(bytes, offset, offset + length)));
            }

            @Override
            public void write(int b) {}
          });
    }
    byte[] first = out.toByteArray();
    Recorder.note(describe(first));
    return describe(out.toByteArray());
  }

  @Fired("claimOutput+1 newOutput-1 releaseOutput+1")
  public static String failsInTheMiddle(String text, int offset, int length) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      out.write(text.getBytes(StandardCharsets.UTF_8), offset, length);
    } catch (IndexOutOfBoundsException e) {
      Recorder.note(e);
    }
    return describe(out.toByteArray());
  }

  @Fired("claimOutput+1 newOutput-1 releaseOutput+1")
  public static String claimsAnewInEachRound(String text, int count) throws IOException {
    String last = "";
    for (int i = 0; i < (count & 7); i++) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.write(i);
      out.write(text.getBytes(StandardCharsets.UTF_8));
      last = last.concat(describe(out.toByteArray()));
    }
    return last;
  }

  @Refused("readAllBytes: escapes: passed to PrintStream.<init>")
  public static String isWrapped(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new java.io.PrintStream(out).print(text);
    return describe(out.toByteArray());
  }

  @Refused("readAllBytes: escapes: stored in field DrainTarget.shared")
  public static String isShared() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    shared = out;
    return describe(out.toByteArray());
  }

  @Refused("readAllBytes: its last use is neither toByteArray() nor toString()")
  public static int isOnlyMeasured(String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(text.getBytes(StandardCharsets.UTF_8));
    return out.size();
  }

  @Refused("readAllBytes: escapes: passed to Object.hashCode")
  public static boolean showsItsIdentity() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    return out.hashCode() == out.toByteArray().length - 1;
  }

  private static String describe(byte[] bytes) {
    return Integer.toString(Arrays.hashCode(bytes))
        .concat(" of ")
        .concat(Integer.toString(bytes.length));
  }
}
