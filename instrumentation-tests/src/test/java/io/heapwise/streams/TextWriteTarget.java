package io.heapwise.streams;

import io.heapwise.harness.Fired;
import io.heapwise.harness.Recorder;
import io.heapwise.harness.Refused;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileOutputStream;
import java.io.FileWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;

/** Texts given whole to writers that copy them. */
public final class TextWriteTarget {
  private TextWriteTarget() {}

  /** Notes the calls that it gets. */
  private static final class Recording extends OutputStream {
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

    @Override
    public void flush() {
      Recorder.note("flush");
    }

    @Override
    public void close() {
      Recorder.note("close");
    }
  }

  private static Writer writer(OutputStream out) {
    return Writers.of(out);
  }

  private static String many(String text, int count) {
    String start = String.valueOf(text);
    return start.substring(0, Math.min(48, start.length())).repeat(1 + (count & 0x3FF));
  }

  @Fired("writeText+2")
  public static String writesWhatIsLong(String text, int count) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Writer out = writer(bytes);
    out.write(many(text, count));
    out.write(String.valueOf(text));
    out.flush();
    out.close();
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Fired("writeText+2")
  public static void keepsTheOrderOfCalls(String first, String second) throws IOException {
    Writer out = writer(new Recording(Integer.MAX_VALUE));
    out.write(many(first, 100));
    out.write('-');
    out.write(many(second, 1000));
    out.close();
  }

  @Fired("writeText+2")
  public static String writesSurrogatesInTwoParts(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Writer out = writer(bytes);
    String filler = many(text, 300);
    out.write(filler + '\ud83d');
    out.write('\ude00' + filler);
    out.close();
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Fired("writeText+1")
  public static void failsInTheMiddle(String text, int room) throws IOException {
    Writer out = writer(new Recording(room & 0x7FFF));
    try {
      out.write(many(text, 900));
    } finally {
      out.flush();
    }
  }

  @Fired("writeText+1")
  public static void isClosed(String text) throws IOException {
    Writer out = writer(new Recording(0));
    out.close();
    // Notes that make the method longer than the 35 bytes that are always inlined.
    Recorder.note(1);
    Recorder.note(2);
    Recorder.note(3);
    Recorder.note(4);
    out.write(many(text, 300));
  }

  @Fired("writeText+1")
  public static String writesNull(String text, boolean noWriter) throws IOException {
    Writer out = noWriter ? null : new StringWriter();
    // Notes that make the method longer than the 35 bytes that are always inlined.
    Recorder.note(1);
    Recorder.note(2);
    Recorder.note(3);
    Recorder.note(4);
    try {
      out.write(text);
    } catch (NullPointerException e) {
      return e.getMessage();
    }
    return String.valueOf(out);
  }

  @Fired("writeText+1")
  public static String leavesOtherWritersAlone(List<String> list) throws IOException {
    StringBuilder calls = new StringBuilder();
    Writer out =
        new OutputStreamWriter(new ByteArrayOutputStream()) {
          @Override
          public void write(char[] source, int offset, int length) {
            calls.append(source.length).append(' ').append(offset).append(' ').append(length);
          }

          @Override
          public void write(String text, int offset, int length) {
            calls.append(text).append(offset).append(' ').append(length);
          }
        };
    out.write(many(list.toString(), 300));
    out.close();
    return calls.toString();
  }

  @Fired("writeText+2")
  public static String writesFiles(String text) throws IOException {
    File file = File.createTempFile("heapwise", ".txt");
    try (FileWriter out = new FileWriter(file, StandardCharsets.UTF_8)) {
      out.write(many(text, 500));
    }
    try (Writer out = writer(new FileOutputStream(file, true))) {
      out.write(many(text, 600));
    }
    byte[] bytes = Files.readAllBytes(file.toPath());
    Files.delete(file.toPath());
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Refused("streams: in a method whose name tells of secrets")
  public static void writesPassword(String text) throws IOException {
    Writer out = writer(new Recording(1 << 20));
    out.write(many(text, 300));
    out.close();
  }

  /** Another class: what is made here is not rewritten along with the writes. */
  static final class Writers {
    private Writers() {}

    static Writer of(OutputStream out) {
      return new OutputStreamWriter(out, StandardCharsets.UTF_8);
    }
  }
}
