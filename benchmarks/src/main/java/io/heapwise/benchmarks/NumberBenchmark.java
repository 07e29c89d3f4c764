package io.heapwise.benchmarks;

import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.NumberFormat;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Number formats in local variables. Moral: to make a format takes longer than to format with it,
 * and eight times the bytes.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class NumberBenchmark {
  private static final NumberFormat KEPT = new DecimalFormat("0.00");

  private double number = 1234.5678;
  private double[] numbers = {0, 0.5, -17.25, 1e6, 123456.789};
  private Locale locale = Locale.GERMANY;
  private int count;

  @Benchmark
  public double baseline() {
    return number + numbers[0];
  }

  @Benchmark
  public String format() {
    return new DecimalFormat("0.00").format(number);
  }

  @Benchmark
  public String formatOfALocale() {
    return new DecimalFormat("#,##0.00", DecimalFormatSymbols.getInstance(locale)).format(number);
  }

  @Benchmark
  public String formatWithSettings() {
    NumberFormat format = NumberFormat.getInstance();
    format.setMaximumFractionDigits(2);
    format.setRoundingMode(RoundingMode.HALF_UP);
    return format.format(number);
  }

  @Benchmark
  public String percent() {
    return NumberFormat.getPercentInstance(locale).format(number);
  }

  @Benchmark
  public int formatAll() {
    DecimalFormat format = new DecimalFormat("#,##0.0#");
    int length = 0;
    for (double each : numbers) {
      length += format.format(each).length();
    }
    return length;
  }

  /** A format in a field has nothing to win. */
  @Benchmark
  public String formatKept() {
    return KEPT.format(number);
  }

  /** The worst case: no pattern is ever met again. */
  @Benchmark
  public String newPattern() {
    return new DecimalFormat("0.00 " + count++).format(number);
  }
}
