package io.heapwise.runtime;

import java.io.IOException;
import java.io.InputStream;

/**
 * A stream that answers as a script says, and notes every request. It keeps nothing of what it is
 * lent.
 */
class ScriptedStream extends InputStream {
  static final int END = -1;
  static final int FAILS = -100;

  /** Returns more than was asked for, and writes only what was. */
  static final int LIES = 1 << 29;

  /** Returns the number that was asked for, and writes nothing. */
  static final int WRITES_NOTHING = 1 << 28;

  private final int[] script;
  private final StringBuilder requests = new StringBuilder();
  private int step;
  private int next = 1;

  /**
   * @param script for each request how many bytes to give at most, or one of the constants; the
   *     stream ends behind it
   */
  ScriptedStream(int... script) {
    this.script = script;
  }

  String requests() {
    return requests.toString();
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    requests.append(offset).append(',').append(length).append(',').append(bytes.length);
    requests.append(';');
    if (length < 0) {
      throw new IndexOutOfBoundsException("length " + length);
    }
    int answer = step < script.length ? script[step++] : END;
    if (answer == FAILS) {
      throw new IOException("fails in step " + step);
    }
    if (answer == WRITES_NOTHING) {
      return length;
    }
    if (answer < 0) {
      return answer;
    }
    int count = Math.min(answer, length);
    for (int i = 0; i < count; i++) {
      bytes[offset + i] = (byte) (next++ % 251);
    }
    return answer >= LIES ? length + answer - LIES : count;
  }

  @Override
  public int read() {
    throw new AssertionError("not asked for single bytes");
  }
}
