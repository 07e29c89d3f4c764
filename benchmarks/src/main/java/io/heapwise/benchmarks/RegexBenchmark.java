package io.heapwise.benchmarks;

import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Constant regular expressions. Moral: to compile one costs more than to match by it, and String
 * does so at each call.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RegexBenchmark {
  private String number = "1_234_567";
  private String line = "a line, with; four, words";
  private String word = "word";

  @Benchmark
  public int baseline() {
    return number.length() + line.length() + word.length();
  }

  @Benchmark
  public boolean matches() {
    return word.matches("[a-z]+");
  }

  @Benchmark
  public String replaceAll() {
    return number.replaceAll("_", "");
  }

  @Benchmark
  public String replaceNothing() {
    return word.replaceAll("[_ ]", "");
  }

  @Benchmark
  public String replaceByGroup() {
    return line.replaceFirst("(\\w+),", "$1:");
  }

  @Benchmark
  public String[] split() {
    return line.split("[,;]");
  }

  /** The fast path, which stays the JDK's. */
  @Benchmark
  public String[] splitAtCharacter() {
    return line.split(",");
  }

  @Benchmark
  public boolean compile() {
    return Pattern.compile("wor[dk]", Pattern.CASE_INSENSITIVE).matcher(word).matches();
  }
}
