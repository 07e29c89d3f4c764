package io.heapwise.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Names of headers, as a parser cuts them out of a buffer. Moral: nothing is allocated for what
 * came before, and it takes about as long to find it; where nothing comes again the site gives up.
 * Needs {@code dedup=on}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DedupBenchmark {
  private static final String[] NAMES = {
    "Accept",
    "Accept-Encoding",
    "Cache-Control",
    "Connection",
    "Content-Length",
    "Content-Type",
    "Cookie",
    "Host",
    "If-None-Match",
    "Origin",
    "Referer",
    "User-Agent",
    "X-Forwarded-For",
    "X-Request-Id",
    "Authorization-Scope",
    "Access-Control-Allow-Origin",
  };

  private final byte[] bytes = String.join("", NAMES).getBytes(StandardCharsets.ISO_8859_1);
  private final char[] chars = String.join("", NAMES).toCharArray();
  private final int[] starts = new int[NAMES.length + 1];
  private final byte[] numbers = new byte[16];
  private int index;
  private long count;

  public DedupBenchmark() {
    for (int i = 0; i < NAMES.length; i++) {
      starts[i + 1] = starts[i] + NAMES[i].length();
    }
  }

  @Benchmark
  public int baseline() {
    index = index + 7 & NAMES.length - 1;
    return starts[index];
  }

  @Benchmark
  public String nameOfBytes() {
    index = index + 7 & NAMES.length - 1;
    int start = starts[index];
    return new String(bytes, start, starts[index + 1] - start, StandardCharsets.UTF_8);
  }

  @Benchmark
  public String nameOfChars() {
    index = index + 7 & NAMES.length - 1;
    int start = starts[index];
    return new String(chars, start, starts[index + 1] - start);
  }

  /** Never the same twice. */
  @Benchmark
  public String numberThatNeverComesAgain() {
    long rest = count++;
    for (int i = numbers.length - 1; i >= 0; i--) {
      numbers[i] = (byte) ('a' + (rest & 15));
      rest >>= 4;
    }
    return new String(numbers, 0, numbers.length, StandardCharsets.ISO_8859_1);
  }
}
