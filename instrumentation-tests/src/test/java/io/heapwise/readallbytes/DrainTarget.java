package io.heapwise.readallbytes;

import io.heapwise.harness.Fired;
import io.heapwise.harness.Recorder;
import io.heapwise.harness.Refused;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

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

  @Fired("claimSharedOutput+1 newOutput-1 releaseOutputText+1")
  public static String prints(String text, int number) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(out);
    print.print(text);
    print.println(number);
    print.flush();
    return out.toString();
  }

  @Fired("claimSharedOutput+1 newOutput-1 releaseOutput+1")
  public static String packs(String text, int size) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(size & 0xFFF);
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      for (int i = 0; i < (size & 63); i++) {
        zip.write(text.getBytes(StandardCharsets.UTF_8));
      }
    }
    return describe(out.toByteArray());
  }

  @Fired("claimSharedOutput+1 newOutput-1 releaseOutput+1")
  public static String writesThroughOthers(String text, long number) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    DataOutputStream data = new DataOutputStream(new BufferedOutputStream(out));
    Recorder.note(data.size());
    encode(data, text, number);
    data.flush();
    out.write('|');
    encode(data, text, -number);
    data.close();
    return describe(out.toByteArray());
  }

  private static void encode(DataOutput data, String text, long number) throws IOException {
    data.writeLong(number);
    data.writeChars(text);
  }

  @Fired("claimSharedOutput+1 newOutput-1 releaseOutput+1")
  public static String writesAnObject(String text, int number) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ObjectOutputStream objects = new ObjectOutputStream(out);
    objects.writeObject(new ArrayList<>(Arrays.asList(text, number)));
    objects.flush();
    return describe(out.toByteArray());
  }

  /** What is written behind the last look goes nowhere, as ever. */
  @Fired("claimSharedOutput+1 newOutput-1 releaseOutput+1")
  public static String writesOnBehindTheLastLook(String text, int number) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_16);
    writer.write(text);
    writer.flush();
    byte[] all = out.toByteArray();
    for (int i = 0; i < (number & 0x3F); i++) {
      writer.write(text);
      writer.flush();
    }
    writer.close();
    return describe(all);
  }

  @Fired("claimSharedOutput+1 newOutput-1 releaseOutput+1")
  public static String startsAgain(String text, int number) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Writer writer = new OutputStreamWriter(out);
    for (int i = 0; i < (number & 7); i++) {
      out.reset();
      writer.write(text);
      writer.write(i);
      writer.flush();
    }
    return describe(out.toByteArray());
  }

  @Refused("readAllBytes: escapes: passed to DataOutputStream.<init>")
  public static String isWrappedByOneWithoutABuffer(int number) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new DataOutputStream(out).writeInt(number);
    return describe(out.toByteArray());
  }

  /** May look at what it writes to. */
  private static final class Looking extends FilterOutputStream {
    Looking(OutputStream out) {
      super(out);
    }

    int size() {
      return ((ByteArrayOutputStream) out).size();
    }
  }

  @Refused("readAllBytes: escapes: passed to DrainTarget$Looking.<init>")
  public static String isWrappedByAnother(String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Looking looking = new Looking(out);
    looking.write(text.getBytes(StandardCharsets.UTF_8));
    return describe(out.toByteArray()).concat(Integer.toString(looking.size()));
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
