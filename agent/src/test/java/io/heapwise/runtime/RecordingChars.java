package io.heapwise.runtime;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * What readers and writers on both sides of a buffer do, as a seed says: short reads, failures
 * before and after something was written, and calls back. Notes every call with its arguments and
 * all that the array holds.
 */
final class RecordingChars {
  private final Random random;
  private final List<String> events;
  private char next = 'a';
  private int depth;

  /** The buffered reader or writer in front, to be called back. */
  AutoCloseable front;

  RecordingChars(long seed, List<String> events) {
    random = new Random(seed);
    this.events = events;
  }

  Reader reader() {
    return new Source();
  }

  Writer writer() {
    return new Sink();
  }

  private boolean fails(String place) throws IOException {
    int choice = random.nextInt(40);
    if (choice == 0) {
      throw new IOException(place);
    }
    if (choice == 1) {
      throw new IllegalStateException(place);
    }
    if (choice <= 3 && depth == 0 && front != null) {
      callBack(choice == 2);
    }
    return choice == 4;
  }

  private void callBack(boolean closing) throws IOException {
    depth++;
    try {
      if (closing) {
        ((java.io.Closeable) front).close();
      } else if (front instanceof Reader reader) {
        events.add("inner " + reader.read());
      } else if (front instanceof Writer writer) {
        writer.write("xy");
      }
    } finally {
      depth--;
    }
  }

  private final class Source extends Reader {
    @Override
    public int read(char[] target, int offset, int length) throws IOException {
      events.add(
          "in.read " + offset + " " + length + " of " + target.length + " " + hash(target, this));
      if (fails("before")) {
        return -1;
      }
      int count = 1 + random.nextInt(length);
      for (int i = 0; i < count; i++) {
        next++;
        target[offset + i] = (next & 7) == 0 ? '\n' : (next & 15) == 3 ? '\r' : next;
      }
      fails("after");
      // Some lie.
      return random.nextInt(20) == 0 ? Math.min(length, count + 2) : count;
    }

    @Override
    public boolean ready() throws IOException {
      events.add("in.ready");
      return !fails("ready") && random.nextBoolean();
    }

    @Override
    public void close() throws IOException {
      events.add("in.close, locked " + Thread.holdsLock(this));
      fails("close");
    }
  }

  private final class Sink extends Writer {
    @Override
    public void write(char[] source, int offset, int length) throws IOException {
      events.add(
          "out.write "
              + offset
              + " "
              + length
              + " of "
              + source.length
              + " "
              + hash(source, this)
              + new String(source, offset, length));
      fails("write");
    }

    @Override
    public void flush() throws IOException {
      events.add("out.flush");
      fails("flush");
    }

    @Override
    public void close() throws IOException {
      events.add("out.close, locked " + Thread.holdsLock(this));
      fails("close");
    }
  }

  private static String hash(char[] array, Object lock) {
    return Arrays.hashCode(array) + (Thread.holdsLock(lock) ? " locked " : " ");
  }
}
