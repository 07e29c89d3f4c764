package io.heapwise.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * String concatenation as javac 8 compiled {@code +}: the chains are spelled out, since this class
 * is compiled by a newer javac. Moral: C2 fuses short chains of strings and ints by itself, so
 * there is nothing to win on them; longs, objects and branches inside stop it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ConcatBenchmark {
  // Neither final nor static: the JIT must not fold them.
  private String first = "container-image";
  private String second = "layer.tar.gz";
  private String missing = null;
  private int count = 48_117;
  private long bytes = 9_876_543_210L;
  private boolean compressed = true;
  private Coordinate coordinate = new Coordinate("io.heapwise:agent");

  @Benchmark
  public String baseline() {
    return first;
  }

  @Benchmark
  public String twoStrings() {
    return new StringBuilder().append(first).append(second).toString();
  }

  @Benchmark
  public String stringAndInt() {
    return new StringBuilder().append(first).append(count).toString();
  }

  @Benchmark
  public String stringsIntAndLong() {
    return new StringBuilder().append(first).append(second).append(count).append(bytes).toString();
  }

  @Benchmark
  public String object() {
    return new StringBuilder().append("resolved ").append(coordinate).append('!').toString();
  }

  @Benchmark
  public String nullOperand() {
    return new StringBuilder().append(first).append(missing).append(second).toString();
  }

  @Benchmark
  public String ternaryInside() {
    return new StringBuilder()
        .append(first)
        .append(compressed ? second : missing)
        .append(bytes)
        .toString();
  }

  @Benchmark
  public String tenOperands() {
    return new StringBuilder()
        .append(first)
        .append('[')
        .append(count)
        .append("] ")
        .append(second)
        .append(" (")
        .append(bytes)
        .append(" bytes, ")
        .append(coordinate)
        .append(')')
        .toString();
  }

  /** Its text exists already, so that what is measured is the concatenation alone. */
  private static final class Coordinate {
    private final String text;

    Coordinate(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
