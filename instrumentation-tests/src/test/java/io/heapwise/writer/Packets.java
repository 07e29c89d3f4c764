package io.heapwise.writer;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * What a target lends its output stream to: those that only write to it, and those that do more.
 */
public final class Packets {
  private static ByteArrayOutputStream kept;
  private static OutputStream wrapper;

  private Packets() {}

  /** Writes itself, as beans and messages do. */
  public interface Message {
    void writeTo(OutputStream out) throws IOException;
  }

  /** By number: one of each kind, and null. */
  public static Message of(int kind, String text) {
    return switch (kind & 3) {
      case 0 -> out -> out.write(bytes(text));
      case 1 -> new Keeping(text);
      case 2 -> new Failing(text);
      default -> null;
    };
  }

  /** Equal for equal bytes. */
  public static String text(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private record Keeping(String text) implements Message {
    @Override
    public void writeTo(OutputStream out) throws IOException {
      out.write(bytes(text));
      keep((ByteArrayOutputStream) out);
    }
  }

  private record Failing(String text) implements Message {
    @Override
    public void writeTo(OutputStream out) throws IOException {
      out.write(bytes(text));
      throw new IOException("half " + out);
    }
  }

  /** Has the stream in a field, for good, and does nothing but write to it. */
  public static final class Encoder {
    private final OutputStream out;

    public Encoder(OutputStream out) {
      this.out = out;
    }

    public Encoder value(Object value) throws IOException {
      byte[] bytes = bytes(String.valueOf(value));
      out.write(bytes.length);
      out.write(bytes, 0, bytes.length);
      return this;
    }
  }

  public static void fill(OutputStream out, String text) throws IOException {
    out.write(bytes(text));
    out.write(';');
  }

  public static void fillData(OutputStream out, String text) throws IOException {
    DataOutputStream data = new DataOutputStream(out);
    data.writeInt(text.length());
    data.writeUTF(text);
    wrapper = data;
  }

  public static void keep(ByteArrayOutputStream out) {
    kept = out;
  }

  public static void forward(ByteArrayOutputStream from, OutputStream to) throws IOException {
    from.writeTo(to);
  }

  public static void restart(ByteArrayOutputStream out) {
    out.reset();
    out.write('R');
  }

  public static ByteArrayOutputStream same(ByteArrayOutputStream out) {
    return out;
  }

  /** What keepers do later with what they have kept. */
  public static String later() throws IOException {
    String text = "";
    if (wrapper != null) {
      wrapper.write(bytes("later"));
    }
    if (kept != null) {
      kept.writeBytes(bytes("later"));
      text = kept.toString(StandardCharsets.UTF_8);
    }
    wrapper = null;
    kept = null;
    return text;
  }
}
