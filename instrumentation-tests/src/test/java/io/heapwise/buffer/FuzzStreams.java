package io.heapwise.buffer;

import io.heapwise.harness.Rewriting;
import io.heapwise.runtime.trust.Rule;
import io.heapwise.runtime.trust.Trust;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Streams for generated methods: careful ones, which are trusted and keep an array only when they
 * fail; and keeping ones, which are not trusted, and which write later into what they were given.
 */
public final class FuzzStreams {
  private static final int KINDS = 3;
  private static final int LIMIT = 40;

  private FuzzStreams() {}

  /** Trusts what is to be trusted; to be called before anything is run. */
  static void installJudge() {
    Rewriting.judgeBy(
        (type, call, sources) ->
            type == Careful.class
                    || type == CarefulInput.class
                    || type == ByteArrayInputStream.class
                    || type == ByteArrayOutputStream.class
                ? Rule.trusted(Rule.KEEPS_NOTHING)
                : Rule.untrusted("it may keep everything"));
    Object[] all = {new Careful(0), new CarefulInput(""), input("", 0), output(0)};
    String[][] calls = {{"read", "([BII)I"}, {"read", "([B)I"}, {"write", "([BII)V"}};
    for (String[] call : calls) {
      for (Object stream : all) {
        settle(stream, Trust.callOnZeroed(call[0], call[1], 1));
      }
    }
  }

  static void settle(Object stream, int call) {
    long end = System.nanoTime() + 10_000_000_000L;
    while (Trust.verdict(stream, call) == Trust.UNKNOWN && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  public static InputStream input(String text, int kind) {
    return switch (Math.floorMod(kind, KINDS)) {
      case 0 ->
          new ByteArrayInputStream(String.valueOf(text).getBytes(StandardCharsets.ISO_8859_1));
      case 1 -> new CarefulInput(String.valueOf(text));
      default -> new KeepingInput();
    };
  }

  public static OutputStream output(int kind) {
    return switch (Math.floorMod(kind, KINDS)) {
      case 0 -> new ByteArrayOutputStream();
      case 1 -> new Careful(kind & 7);
      default -> new Keeping();
    };
  }

  /** A hash of all that a stream can see now. */
  public static int seen(Object stream) {
    if (stream instanceof ByteArrayOutputStream out) {
      return Arrays.hashCode(out.toByteArray());
    }
    int hash = 0;
    if (stream instanceof Holder holder) {
      for (byte[] array : holder.held()) {
        hash = 31 * hash + Arrays.hashCode(array);
      }
    }
    return hash;
  }

  /** Has arrays in its hands. */
  interface Holder {
    List<byte[]> held();
  }

  private static void hold(List<byte[]> held, byte[] array) {
    // As somebody who is at work on what he was given before.
    for (byte[] other : held) {
      other[other.length - 1]++;
    }
    if (held.size() < LIMIT) {
      held.add(array);
    }
  }

  static final class Careful extends OutputStream implements Holder {
    private final List<byte[]> held = new ArrayList<>();
    private int untilFailure;

    Careful(int untilFailure) {
      this.untilFailure = untilFailure;
    }

    @Override
    public void write(int b) {}

    @Override
    public void write(byte[] b, int off, int len) throws IOException {
      if (untilFailure-- == 0) {
        hold(held, b);
        throw new IOException("careful");
      }
    }

    @Override
    public List<byte[]> held() {
      return held;
    }
  }

  static final class CarefulInput extends InputStream implements Holder {
    private final List<byte[]> held = new ArrayList<>();
    private final String text;
    private int at;

    CarefulInput(String text) {
      this.text = text;
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
      b[off]++;
      if (++at % 5 == 0) {
        hold(held, b);
        throw new IOException("careful");
      }
      if (at > text.length() + 3) {
        return -1;
      }
      b[off] = (byte) at;
      return 1;
    }

    @Override
    public List<byte[]> held() {
      return held;
    }
  }

  static final class Keeping extends OutputStream implements Holder {
    private final List<byte[]> held = new ArrayList<>();

    @Override
    public void write(int b) {}

    @Override
    public void write(byte[] b, int off, int len) {
      hold(held, b);
    }

    @Override
    public List<byte[]> held() {
      return held;
    }
  }

  static final class KeepingInput extends InputStream implements Holder {
    private final List<byte[]> held = new ArrayList<>();

    @Override
    public int read() {
      return -1;
    }

    @Override
    public int read(byte[] b) {
      return read(b, 0, b.length);
    }

    @Override
    public int read(byte[] b, int off, int len) {
      hold(held, b);
      b[off + 1] = 3;
      return held.size() > 3 ? -1 : 2;
    }

    @Override
    public List<byte[]> held() {
      return held;
    }
  }
}
