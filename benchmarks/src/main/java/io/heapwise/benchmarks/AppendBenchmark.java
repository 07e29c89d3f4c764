package io.heapwise.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Objects whose text is made only to be appended, as loggers and templates do. Moral: whoever is
 * given boxed numbers makes two objects for each that nobody needs.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class AppendBenchmark {
  private final StringBuilder builder = new StringBuilder(256);
  private Object[] integers = {17, 4_711_000, 1_234_567_890_123L};
  private Object[] doubles = {0.25, 1234.5, 1.0e-7};
  private Object[] texts = {"first", "second", "third"};
  private Object[] mixed = {17, "second", 0.25};

  @Benchmark
  public int baseline() {
    builder.setLength(0);
    return builder.append("order ").length();
  }

  @Benchmark
  public int integers() {
    return put(integers);
  }

  @Benchmark
  public int doubles() {
    return put(doubles);
  }

  /** Nothing to gain: what it costs to ask. */
  @Benchmark
  public int texts() {
    return put(texts);
  }

  @Benchmark
  public int mixed() {
    return put(mixed);
  }

  private int put(Object[] values) {
    builder.setLength(0);
    for (Object value : values) {
      builder.append(" value ");
      putSafely(builder, value);
    }
    return builder.length();
  }

  private static void putSafely(StringBuilder builder, Object value) {
    try {
      String text = value.toString();
      builder.append(text);
    } catch (Throwable e) {
      builder.append("[failed: ").append(e.getClass().getName()).append(']');
    }
  }
}
