package io.heapwise.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * String writers, and output streams that others write to. Moral: what a text costs on its way is a
 * multiple of the text, and that somebody else writes to it does not matter as long as he does
 * nothing else.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class WriterBenchmark {
  private final String[] words = "the quick brown fox jumps over the lazy dog".split(" ");
  private final Exception failure = new IllegalStateException("it failed");
  private final Message few = new Message(1);
  private final Message many = new Message(100);
  private Json last;

  /** What libraries have: it keeps the writer, and writes to it. */
  static final class Json {
    private final Writer out;

    Json(Writer out) {
      this.out = out;
    }

    void value(String name, String value) throws IOException {
      out.append('"').append(name).append("\":\"");
      out.write(value);
      out.append('"').write(',');
    }
  }

  /** What writes itself, as often. */
  static final class Message {
    private final byte[] name = "a name of some length".getBytes(StandardCharsets.UTF_8);
    private final int fields;

    Message(int fields) {
      this.fields = fields;
    }

    void writeTo(OutputStream out) throws IOException {
      for (int i = 0; i < fields; i++) {
        out.write(name.length);
        out.write(name);
      }
    }
  }

  @Benchmark
  public int baseline() {
    return words.length;
  }

  @Benchmark
  public String words() {
    StringWriter writer = new StringWriter();
    for (String word : words) {
      writer.append(word).write(' ');
    }
    return writer.toString();
  }

  @Benchmark
  public String page() {
    StringWriter writer = new StringWriter();
    for (int i = 0; i < 100; i++) {
      for (String word : words) {
        writer.write(word);
      }
    }
    return writer.toString();
  }

  @Benchmark
  public String presized() {
    StringWriter writer = new StringWriter(64);
    for (String word : words) {
      writer.append(word).write(' ');
    }
    return writer.toString();
  }

  @Benchmark
  public String stackTrace() {
    StringWriter writer = new StringWriter();
    failure.printStackTrace(new PrintWriter(writer));
    return writer.toString();
  }

  @Benchmark
  public String json() throws IOException {
    StringWriter writer = new StringWriter();
    last = new Json(writer);
    for (int i = 0; i < 20; i++) {
      for (String word : words) {
        last.value(word, word);
      }
    }
    return writer.toString();
  }

  @Benchmark
  public byte[] bytesOfStream() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(words.length);
    many.writeTo(out);
    out.write(words.length);
    return out.toByteArray();
  }

  /** The least that is worth a stream: of that not much is left to be had. */
  @Benchmark
  public byte[] fewBytesOfStream() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(words.length);
    few.writeTo(out);
    out.write(words.length);
    return out.toByteArray();
  }
}
