package io.heapwise.benchmarks;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.StringReader;
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
 * Streams that are opened, used for little, and closed. Moral: the buffer costs more than all that
 * is done through it, most of all where it is passed by.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class StreamsBenchmark {
  private byte[] bytes = new byte[8192];
  private byte[] chunk = new byte[8192];
  private String text = "key = value\n".repeat(20);
  private String page = "key = value\n".repeat(400);
  private final ByteArrayOutputStream target = new ByteArrayOutputStream(8192);

  @Benchmark
  public int baseline() {
    return new ByteArrayInputStream(bytes).read(chunk, 0, chunk.length);
  }

  @Benchmark
  public int largeReads() throws IOException {
    try (InputStream in = new BufferedInputStream(new ByteArrayInputStream(bytes))) {
      return in.read(chunk);
    }
  }

  @Benchmark
  public int smallReads() throws IOException {
    int sum = 0;
    try (InputStream in = new BufferedInputStream(new ByteArrayInputStream(bytes))) {
      for (int i = 0; i < 100; i++) {
        sum += in.read();
      }
    }
    return sum;
  }

  @Benchmark
  public int lines() throws IOException {
    int sum = 0;
    try (BufferedReader in = new BufferedReader(new StringReader(text))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        sum += line.length();
      }
    }
    return sum;
  }

  @Benchmark
  public StringWriter writes() throws IOException {
    StringWriter target = new StringWriter(text.length());
    try (BufferedWriter out = new BufferedWriter(target)) {
      out.write(text);
      out.newLine();
    }
    return target;
  }

  /** A file is written at once. */
  @Benchmark
  public ByteArrayOutputStream writesText() throws IOException {
    ByteArrayOutputStream target = this.target;
    target.reset();
    try (Writer out = new OutputStreamWriter(target, StandardCharsets.UTF_8)) {
      out.write(page);
    }
    return target;
  }
}
