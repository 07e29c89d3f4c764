package io.heapwise.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * A stream that notes every call with its arguments and what the array holds, and that does what a
 * seed says: reads short, ends, fails before or after it has written something, or calls back.
 */
final class RecordingInput extends InputStream {
  private final Random random;
  private final List<String> events;
  private byte next;
  private int depth;
  private CallBack callBack;

  /** What a call of this stream does now and then before it returns. */
  @FunctionalInterface
  interface CallBack {
    void run(boolean closing) throws IOException;
  }

  RecordingInput(long seed, List<String> events) {
    random = new Random(seed);
    this.events = events;
  }

  @Override
  public int read() throws IOException {
    events.add("in.read()");
    return next++ & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    events.add(
        "in.read "
            + offset
            + " "
            + length
            + " of "
            + target.length
            + " "
            + Arrays.hashCode(target));
    int choice = random.nextInt(24);
    if (choice == 0) {
      throw new IOException("before");
    }
    if (choice == 1) {
      return -1;
    }
    if (choice == 2) {
      return 0;
    }
    if (choice <= 4 && depth == 0) {
      callBack(choice == 3);
    }
    int count = 1 + random.nextInt(length);
    for (int i = 0; i < count; i++) {
      target[offset + i] = next++;
    }
    if (choice == 5) {
      throw new IllegalStateException("after " + count);
    }
    return count;
  }

  void callBack(CallBack to) {
    callBack = to;
  }

  /** From inside the call of whatever stands in front. */
  private void callBack(boolean closing) throws IOException {
    depth++;
    try {
      callBack.run(closing);
    } finally {
      depth--;
    }
  }

  @Override
  public long skip(long count) throws IOException {
    events.add("in.skip " + count);
    return fails() ? 0 : Math.min(count, random.nextInt(40));
  }

  @Override
  public int available() throws IOException {
    events.add("in.available");
    return fails() ? 0 : random.nextInt(4) == 0 ? Integer.MAX_VALUE : random.nextInt(30);
  }

  @Override
  public void close() throws IOException {
    events.add("in.close");
    fails();
  }

  private boolean fails() throws IOException {
    int choice = random.nextInt(12);
    if (choice == 0) {
      throw new IOException("no");
    }
    return choice == 1;
  }

  @Override
  public void mark(int limit) {
    events.add("in.mark " + limit);
  }

  @Override
  public void reset() {
    events.add("in.reset");
  }

  @Override
  public boolean markSupported() {
    events.add("in.markSupported");
    return false;
  }
}
