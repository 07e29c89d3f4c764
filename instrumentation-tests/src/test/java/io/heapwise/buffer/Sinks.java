package io.heapwise.buffer;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;

/**
 * Sinks and sources that hold on to an array, as an asynchronous writer does whose caller has been
 * interrupted, and that watch for arrays that somebody else holds.
 */
final class Sinks {
  private static final int REMEMBERED = 64;

  private final byte[][] held = new byte[REMEMBERED][];
  private final Object[] holders = new Object[REMEMBERED];
  private int next;
  private int shared;
  private int handed;

  /** Times that somebody was given an array that somebody else holds. */
  int shared() {
    return shared;
  }

  /** Times that an array was seen at all. */
  int handed() {
    return handed;
  }

  private void meet(byte[] array, Object by) {
    handed++;
    for (int i = 0; i < REMEMBERED; i++) {
      if (held[i] == array && holders[i] != by) {
        shared++;
      }
    }
  }

  private void hold(byte[] array, Object holder) {
    held[next] = array;
    holders[next] = holder;
    next = (next + 1) % REMEMBERED;
  }

  private static void fail(int kind) throws IOException {
    switch (kind) {
      case 0 -> throw new IOException("failed");
      case 1 -> throw new InterruptedIOException("interrupted");
      case 2 -> throw new IllegalStateException("timed out");
      default -> throw new LinkageError("broken");
    }
  }

  /** Holds an array once it has failed, and not before. */
  static final class Trusted extends OutputStream {
    private final Sinks sinks;
    private final int kind;
    private int untilFailure;

    Trusted(Sinks sinks, int untilFailure, int kind) {
      this.sinks = sinks;
      this.untilFailure = untilFailure;
      this.kind = kind;
    }

    @Override
    public void write(int b) {}

    @Override
    public void write(byte[] b, int off, int len) throws IOException {
      sinks.meet(b, this);
      if (untilFailure-- == 0) {
        sinks.hold(b, this);
        fail(kind);
      }
    }
  }

  /** Holds every array, and fails or does not. */
  static final class Asynchronous extends OutputStream {
    private final Sinks sinks;
    private final int kind;
    private int untilFailure;

    Asynchronous(Sinks sinks, int untilFailure, int kind) {
      this.sinks = sinks;
      this.untilFailure = untilFailure;
      this.kind = kind;
    }

    @Override
    public void write(int b) {}

    @Override
    public void write(byte[] b, int off, int len) throws IOException {
      sinks.meet(b, this);
      sinks.hold(b, this);
      if (untilFailure-- == 0) {
        fail(kind);
      }
    }
  }

  /** Ends after some reads, one of which may fail and hold the array. */
  static final class Source extends InputStream {
    private final Sinks sinks;
    private final int failing;
    private int left;

    Source(Sinks sinks, int reads, int failing) {
      this.sinks = sinks;
      this.failing = failing;
      left = reads;
    }

    @Override
    public int read() {
      return -1;
    }

    @Override
    public int read(byte[] b) throws IOException {
      return read(b, 0, b.length);
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
      if (left == failing) {
        left--;
        sinks.hold(b, this);
        throw new IOException("cannot read");
      }
      return left-- > 0 ? 5 : -1;
    }
  }
}
