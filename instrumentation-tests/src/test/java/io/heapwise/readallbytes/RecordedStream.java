package io.heapwise.readallbytes;

import io.heapwise.harness.Recorder;
import java.io.IOException;
import java.io.InputStream;

/** A stream that answers as a script says and records every request. Keeps nothing. */
public class RecordedStream extends InputStream {
  static final int FAILS = -100;

  /** Returns more than was asked for. */
  static final int LIES = 1 << 28;

  private final int[] script;
  private int step;
  private int next;

  /**
   * @param script how many bytes each request gets at most, negative numbers as they are; then the
   *     stream ends
   */
  public RecordedStream(int... script) {
    this.script = script;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    Recorder.note("read at " + offset + " up to " + length);
    int answer = step < script.length ? script[step++] : -1;
    if (answer == FAILS) {
      throw new IOException("step " + step);
    }
    int count = Math.min(answer, length);
    for (int i = 0; i < count; i++) {
      bytes[offset + i] = (byte) (next++ % 97 + ' ');
    }
    return answer < 0 ? answer : answer > LIES ? length + answer - LIES : count;
  }

  @Override
  public int read() {
    Recorder.note("read one");
    return -1;
  }

  @Override
  public int available() {
    Recorder.note("available");
    return 7;
  }

  @Override
  public void close() {
    Recorder.note("closed");
  }
}
