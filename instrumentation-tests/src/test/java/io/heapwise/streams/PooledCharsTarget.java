package io.heapwise.streams;

import io.heapwise.harness.Fired;
import io.heapwise.harness.Recorder;
import io.heapwise.harness.Refused;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.CharArrayWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Readers and writers whose buffer comes from the pool. */
public final class PooledCharsTarget {
  private static Writer field;

  private PooledCharsTarget() {}

  private static Reader reader(String text) {
    byte[] bytes = String.valueOf(text).getBytes(StandardCharsets.UTF_8);
    return new InputStreamReader(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8);
  }

  @Fired("bufferedReader+1 new-1")
  public static String readsLines(List<String> list) throws IOException {
    try (BufferedReader in = new BufferedReader(reader(String.join("\r\n", list.toString())))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        Recorder.note(line);
      }
    }
    return "end";
  }

  @Fired("bufferedWriter+1 new-2 outputWriter+1")
  public static String writesLines(List<String> list) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (BufferedWriter out =
        new BufferedWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8))) {
      for (String text : list) {
        out.write(String.valueOf(text));
        out.newLine();
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Fired("bufferedReader+1 bufferedWriter+1 new-2")
  public static String copies(String text, int size) throws IOException {
    StringWriter target = new StringWriter();
    BufferedReader in = new BufferedReader(reader(text), 1 + (size & 0xFFF));
    BufferedWriter out = new BufferedWriter(target, 1 + (size & 0xFFF));
    in.mark(size & 0x1FFF);
    Recorder.note(in.read());
    in.reset();
    Recorder.note(in.transferTo(out));
    out.close();
    in.close();
    return target.toString();
  }

  @Fired("bufferedReader+1 new-1")
  public static int takesAnySize(String text, int size) throws IOException {
    BufferedReader in = new BufferedReader(new StringReader(String.valueOf(text)), size % 50_000);
    return in.read() + in.read();
  }

  @Fired("bufferedReader+1 bufferedWriter+1 new-2")
  public static boolean wrapsNull(boolean choice) {
    Reader none = null;
    Writer noneEither = null;
    return choice
        ? new BufferedReader(none).markSupported()
        : new BufferedWriter(noneEither, 600).equals(null);
  }

  @Fired("bufferedWriter+1 new-1")
  public static String isUsedAfterItIsClosed(String text) throws IOException {
    CharArrayWriter target = new CharArrayWriter();
    BufferedWriter out = new BufferedWriter(target);
    out.write(String.valueOf(text));
    out.close();
    out.close();
    Recorder.note(target.toString());
    out.write("more");
    return target.toString();
  }

  @Fired("bufferedWriter+1 new-1")
  public static String failsInTheMiddle(String text, int number) throws IOException {
    StringWriter target = new StringWriter();
    Writer failing =
        new Writer() {
          @Override
          public void write(char[] source, int offset, int length) throws IOException {
            Recorder.note(new String(source, offset, length));
            Recorder.note(source.length);
            if ((number & 1) == 0) {
              throw new IOException("full");
            }
            target.write(source, offset, length);
          }

          @Override
          public void flush() {
            Recorder.note(Thread.holdsLock(this));
          }

          @Override
          public void close() throws IOException {
            Recorder.note(Thread.holdsLock(this));
            if ((number & 2) == 0) {
              throw new IOException("not now");
            }
          }
        };
    try (BufferedWriter out = new BufferedWriter(failing)) {
      out.write(String.valueOf(text));
      out.flush();
    } catch (IOException e) {
      Recorder.note(e.getMessage());
      Recorder.note(e.getSuppressed().length);
    }
    return target.toString();
  }

  @Fired("bufferedWriter+1 new-1 writeText+1")
  public static String goesAnywhere(String text) throws IOException {
    StringWriter target = new StringWriter();
    BufferedWriter out = new BufferedWriter(target);
    field = out;
    field.write("a");
    Object[] others = {out};
    ((Writer) others[0]).append(text).append("b").flush();
    Recorder.note(others[0].getClass());
    return target.toString();
  }

  @Fired("bufferedReader+2 new-2")
  public static String keepsTwoApart(String first, String second) throws IOException {
    BufferedReader a = new BufferedReader(reader(first));
    BufferedReader b = new BufferedReader(reader(second));
    Recorder.note(a.read());
    Recorder.note(b.read());
    String line = a.readLine();
    a.close();
    Recorder.note(b.readLine());
    b.close();
    return line;
  }

  @Fired("bufferedReader+1 new-1")
  public static int recurses(String text, int levels) throws IOException {
    BufferedReader in = new BufferedReader(reader(text));
    int sum = in.read();
    if ((levels & 7) > 0) {
      sum = 31 * sum + recurses(text, (levels & 7) - 1);
    }
    sum = 31 * sum + in.read();
    in.close();
    return sum;
  }

  @Fired("inputReader+3 new-3")
  public static int readsEachWay(String text) throws IOException {
    byte[] bytes = String.valueOf(text).getBytes(StandardCharsets.UTF_8);
    Reader first = new InputStreamReader(new ByteArrayInputStream(bytes));
    Reader second = new InputStreamReader(new ByteArrayInputStream(bytes), "ISO-8859-1");
    Reader third = new InputStreamReader(new SlowSource(bytes, -1), StandardCharsets.US_ASCII);
    char[] chunk = new char[9000];
    int hash = first.read() + second.read() + third.read();
    hash = 31 * hash + first.read(chunk) + second.read(chunk) + third.read(chunk);
    first.close();
    second.close();
    third.close();
    return hash + third.read();
  }

  @Fired("new-3 outputWriter+3 writeText+3")
  public static String writesEachWay(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    OutputStreamWriter first = new OutputStreamWriter(bytes);
    OutputStreamWriter second = new OutputStreamWriter(bytes, "UTF-8");
    OutputStreamWriter third = new OutputStreamWriter(bytes, StandardCharsets.US_ASCII);
    first.write(String.valueOf(text));
    first.close();
    second.write(String.valueOf(text));
    third.write(String.valueOf(text));
    Recorder.note(second.getEncoding());
    second.close();
    third.flush();
    Recorder.note(third.getClass());
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Fired("inputReader+1 new-1")
  public static int isGivenAWrongName(String name) throws IOException {
    return new InputStreamReader(new ByteArrayInputStream(new byte[] {1}), name).read();
  }

  @Refused("streams: constructed with a coder of the program")
  public static int leavesUnchanged_whenTheProgramMakesTheDecoder(String text) throws IOException {
    byte[] bytes = String.valueOf(text).getBytes(StandardCharsets.UTF_8);
    Reader in =
        new InputStreamReader(
            new ByteArrayInputStream(bytes), StandardCharsets.US_ASCII.newDecoder());
    return in.read();
  }

  @Refused("streams: constructed around a branch")
  public static String leavesUnchanged_whenABranchStandsInTheConstructor(
      String text, boolean choice) throws IOException {
    BufferedReader in = new BufferedReader(choice ? reader(text) : new StringReader("other"));
    return in.readLine();
  }

  @Refused({})
  public static String leavesUnchanged_whenItIsASubclass(String text) throws IOException {
    BufferedReader in =
        new BufferedReader(reader(text)) {
          @Override
          public String readLine() throws IOException {
            return "[" + super.readLine() + "]";
          }
        };
    return in.readLine();
  }
}
