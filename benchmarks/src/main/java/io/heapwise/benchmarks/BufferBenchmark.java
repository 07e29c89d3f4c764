package io.heapwise.benchmarks;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.StringReader;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Scratch arrays as programs have them. Moral: a buffer is cleared either way, but the one that is
 * claimed costs no allocation, and the receivers are asked in a few nanoseconds.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class BufferBenchmark {
  private static final int SIZE = 8192;

  private final byte[] data = new byte[4096];
  private final String text = "text".repeat(1000);
  private final ByteArrayOutputStream sink = new ByteArrayOutputStream(SIZE);
  private final ByteArrayInputStream source = new ByteArrayInputStream(data);
  private final InputStream wrapped = new DataInputStream(new DataInputStream(source));

  @Benchmark
  public int baseline() {
    sink.reset();
    sink.write(data, 0, data.length);
    return sink.size();
  }

  @Benchmark
  public long copy() throws IOException {
    sink.reset();
    return copy(new ByteArrayInputStream(data), sink);
  }

  /** What is read from must be asked for as well, two classes further. */
  @Benchmark
  public long copyFromWrapper() throws IOException {
    source.reset();
    sink.reset();
    return copy(wrapped, sink);
  }

  private static long copy(InputStream in, OutputStream out) throws IOException {
    byte[] buffer = new byte[SIZE];
    long all = 0;
    int n;
    while ((n = in.read(buffer)) != -1) {
      out.write(buffer, 0, n);
      all += n;
    }
    return all;
  }

  @Benchmark
  public int readCharacters() throws IOException {
    Reader in = new StringReader(text);
    char[] buffer = new char[2048];
    int sum = 0;
    int n;
    while ((n = in.read(buffer)) != -1) {
      sum += buffer[n - 1];
    }
    return sum;
  }

  /** Only the method's own instructions touch it. */
  @Benchmark
  public int table() {
    byte[] table = new byte[1024];
    for (int i = 0; i < text.length(); i++) {
      table[text.charAt(i) & 1023]++;
    }
    return table[text.charAt(0)] + table[text.charAt(1)] + table[text.charAt(2)];
  }
}
