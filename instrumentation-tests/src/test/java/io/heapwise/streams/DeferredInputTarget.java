package io.heapwise.streams;

import io.heapwise.harness.Fired;
import io.heapwise.harness.Recorder;
import io.heapwise.harness.Refused;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Input streams whose buffer is put off, on the JDK that makes it at once. */
public final class DeferredInputTarget {
  private static InputStream field;

  private DeferredInputTarget() {}

  private static byte[] bytes(String text) {
    return String.valueOf(text).getBytes(StandardCharsets.UTF_8);
  }

  @Fired("bufferedInput+1 new-1")
  public static int passesTheBufferBy(String text) throws IOException {
    InputStream in = new BufferedInputStream(new SlowSource(bytes(text), -1));
    byte[] chunk = new byte[8192];
    int hash = 0;
    for (int n = in.read(chunk); n > 0; n = in.read(chunk)) {
      hash = 31 * hash + Arrays.hashCode(chunk) + n;
    }
    in.close();
    return hash;
  }

  @Fired("bufferedInput+1 new-1")
  public static int needsTheBuffer(String text) throws IOException {
    int hash = 0;
    try (InputStream in = new BufferedInputStream(new SlowSource(bytes(text), -1))) {
      for (int value = in.read(); value >= 0; value = in.read()) {
        hash = 31 * hash + value;
      }
    }
    return hash;
  }

  @Fired("bufferedInput+1 new-1")
  public static String needsItLate(String text, int number) throws IOException {
    BufferedInputStream in = new BufferedInputStream(new SlowSource(bytes(text), -1), 1000);
    byte[] chunk = new byte[2000];
    Recorder.note(in.available());
    Recorder.note(in.read(chunk, 0, 1000));
    Recorder.note(in.skip(number & 0xFF));
    in.mark(1500);
    Recorder.note(in.read(chunk, 0, 1200));
    in.reset();
    Recorder.note(in.read(chunk, 5, 10));
    Recorder.note(Arrays.hashCode(chunk));
    String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    in.close();
    return all;
  }

  @Fired("bufferedInput+1 new-1")
  public static int resetsWithoutAMark(String text) throws IOException {
    InputStream in = new BufferedInputStream(new SlowSource(bytes(text), -1), 600);
    in.reset();
    return in.read();
  }

  @Fired("bufferedInput+1 new-1")
  public static int failsAtTheFirstFill_andGoesOn(String text, int number) throws IOException {
    InputStream in = new BufferedInputStream(new SlowSource(bytes(text), number & 3), 700);
    try {
      Recorder.note(in.read());
      Recorder.note(in.read(new byte[900]));
    } catch (IOException e) {
      Recorder.note(e.getMessage());
    }
    return in.read();
  }

  @Fired("bufferedInput+1 new-1")
  public static Object takesAnySize(String text, int size) throws IOException {
    InputStream in = new BufferedInputStream(new SlowSource(bytes(text), -1), size % 100_000);
    byte[] chunk = new byte[5000];
    int first = in.read(chunk);
    Recorder.note(first);
    Recorder.note(in.read());
    in.close();
    return Arrays.hashCode(chunk);
  }

  @Fired("bufferedInput+1 new-1")
  public static int wrapsNull(boolean sized) throws IOException {
    InputStream in = new BufferedInputStream(null);
    return sized ? in.read() : in.read(new byte[9000]);
  }

  @Fired("bufferedInput+2 new-2")
  public static int wrapsAnother(String text) throws IOException {
    InputStream in =
        new BufferedInputStream(
            new BufferedInputStream(new SlowSource(bytes(text), -1), 2048), 1024);
    int hash = in.read();
    hash += in.readNBytes(1500).length;
    in.close();
    in.close();
    return hash + in.read();
  }

  @Fired("bufferedInput+1 new-1")
  public static String goesAnywhere(List<String> list) throws IOException {
    InputStream in = new BufferedInputStream(new ByteArrayInputStream(bytes(list.toString())));
    field = in;
    Object[] others = {in, field};
    synchronized (in) {
      Recorder.note(others[0] == others[1]);
    }
    Recorder.note(((InputStream) others[1]).read());
    Recorder.note(in.markSupported());
    return in.getClass().getName();
  }

  @Fired("bufferedInput+1 new-1")
  public static int isNotMade_whenItsSourceFails(String text) throws IOException {
    InputStream in = new BufferedInputStream(open(text));
    Recorder.note("made");
    return in.read();
  }

  private static InputStream open(String text) throws IOException {
    if (text == null || text.isEmpty()) {
      throw new IOException("nothing there");
    }
    return new SlowSource(bytes(text), -1);
  }

  @Fired("bufferedInput+1 new-1")
  public static int readsOutsideTheArray(String text, int offset, int length) throws IOException {
    InputStream in = new BufferedInputStream(new SlowSource(bytes(text), -1), 512);
    return in.read(new byte[600], offset, length);
  }

  @Fired("bufferedInput+1 new-1")
  public static int isUsedAfterItIsClosed(String text) throws IOException {
    InputStream in = new BufferedInputStream(new SlowSource(bytes(text), -1));
    in.close();
    return in.available();
  }

  @Refused("streams: constructed around a branch")
  public static int leavesUnchanged_whenABranchStandsInTheConstructor(String text, boolean choice)
      throws IOException {
    InputStream in = new BufferedInputStream(choice ? open(text) : open("other"));
    return in.read();
  }

  /** Subclasses may look at the buffer. */
  private static final class Counting extends BufferedInputStream {
    Counting(InputStream in) {
      super(in);
    }

    int capacity() {
      return buf.length;
    }
  }

  @Refused({})
  public static int leavesUnchanged_whenItIsASubclass(String text) throws IOException {
    Counting in = new Counting(new SlowSource(bytes(text), -1));
    return in.capacity() + in.read();
  }
}
