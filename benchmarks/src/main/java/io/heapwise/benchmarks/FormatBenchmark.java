package io.heapwise.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * {@code String.format} with constant formats. Moral: each call parses its format anew; in a loop
 * over the bytes of a digest that is most of what an image build allocates.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FormatBenchmark {
  private byte[] digest = digest(32);
  private String host = "registry";
  private int port = 5_000;

  private static byte[] digest(int length) {
    byte[] digest = new byte[length];
    for (int i = 0; i < length; i++) {
      digest[i] = (byte) (i * 37 + 11);
    }
    return digest;
  }

  @Benchmark
  public String baseline() {
    return host;
  }

  @Benchmark
  public String hexDigest() {
    StringBuilder hex = new StringBuilder(2 * digest.length);
    for (byte b : digest) {
      hex.append(String.format("%02x", b));
    }
    return hex.toString();
  }

  @Benchmark
  public String stringAndNumber() {
    return String.format("%s:%d", host, port);
  }

  @Benchmark
  public String paddedNumber() {
    return String.format("%5d", port);
  }

  @Benchmark
  public String columns() {
    return String.format("%-10s|%04x", host, port);
  }
}
