package io.heapwise.runtime.trust;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.zip.GZIPOutputStream;

/** Classes that are lent a byte array output stream, good ones and bad ones. */
final class OutputSamples {
  static Object published;

  private OutputSamples() {}

  static final class Writes {
    private final OutputStream onlyWritten;

    Writes(OutputStream out) {
      onlyWritten = out;
    }

    void write(byte[] bytes) throws IOException {
      onlyWritten.write(bytes.length);
      onlyWritten.write(bytes);
      onlyWritten.write(bytes, 0, bytes.length);
      onlyWritten.flush();
    }

    void close() throws IOException {
      onlyWritten.close();
    }
  }

  /** Whoever gets these can only write. */
  static final class Wraps {
    Wraps(OutputStream out) throws IOException {
      DataOutputStream data = new DataOutputStream(out);
      data.writeUTF("data");
      published = data;
      published = new ObjectOutputStream(new GZIPOutputStream(out));
    }
  }

  static final class Copies {
    private Copies() {}

    static byte[] copy(ByteArrayOutputStream out) {
      out.writeBytes(new byte[out.size()]);
      boolean isEmpty = out.getClass().isArray() || out.toString().isEmpty();
      return isEmpty ? null : out.toByteArray();
    }

    static ByteArrayOutputStream same(ByteArrayOutputStream out) {
      return out;
    }
  }

  static final class Extends extends DataOutputStream {
    Extends(OutputStream out) {
      super(out);
    }

    Object inner() {
      return out;
    }
  }

  static final class Filters extends FilterOutputStream {
    Filters(OutputStream out) {
      super(out);
    }
  }

  /** Whose superclass it is that writes. */
  static final class Prints extends PrintStream {
    Prints(OutputStream out) {
      super(out);
    }
  }

  static final class Reads {
    private final ByteArrayOutputStream readLater;

    Reads(ByteArrayOutputStream out) {
      readLater = out;
    }

    byte[] bytes() {
      return readLater.toByteArray();
    }
  }

  static final class Resets {
    private final ByteArrayOutputStream resetLater;

    Resets(ByteArrayOutputStream out) {
      resetLater = out;
    }

    void reset() {
      resetLater.reset();
    }
  }

  static final class Locks {
    private final OutputStream locked;

    Locks(OutputStream out) {
      locked = out;
    }

    void write() throws IOException {
      synchronized (locked) {
        locked.write(1);
      }
    }
  }

  static final class IsNotPrivate {
    final OutputStream out;

    IsNotPrivate(OutputStream out) {
      this.out = out;
    }
  }

  static final class Publishes {
    Publishes(OutputStream out) {
      published = out;
    }
  }

  static void writesTo(ByteArrayOutputStream out, OutputStream other) throws IOException {
    out.writeTo(other);
  }

  static String decodes(ByteArrayOutputStream out, Charset charset) {
    return out.toString(charset);
  }

  static void resets(ByteArrayOutputStream out) {
    out.reset();
  }

  static int hashes(OutputStream out) {
    return out.hashCode();
  }
}
