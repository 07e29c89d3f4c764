package io.heapwise.benchmarks;

import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Matchers in local variables. Moral: what a short match allocates is the matcher, and no JIT
 * removes it, since the nodes of the pattern get hold of it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MatcherBenchmark {
  private static final Pattern NUMBER =
      Pattern.compile("-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][-+]?[0-9]+)?");
  private static final Pattern ASSIGNMENT = Pattern.compile("(\\w+)=(\\w*)");
  private static final Pattern BLANK = Pattern.compile("[ \\t]");
  private static final Pattern[] KINDS = {
    Pattern.compile("^(?:yes|no|true|false|on|off)$"),
    Pattern.compile("^[-+]?[0-9][0-9_]*$"),
    Pattern.compile("^[-+]?0x[0-9a-fA-F]+$"),
    Pattern.compile("^[-+]?[0-9]*\\.[0-9]+$"),
    Pattern.compile("^(?:~|null| )$"),
    Pattern.compile("^\\d{4}-\\d\\d-\\d\\d$"),
    Pattern.compile("^<<$"),
    Pattern.compile("^=$"),
  };

  private String number = "1234.5";
  private String settings = "first=1;second=two;third=";
  private String line = "a line\twith four words";
  private String word = "word";
  private Pattern given = NUMBER;

  @Benchmark
  public int baseline() {
    return number.length() + settings.length() + line.length();
  }

  @Benchmark
  public boolean matches() {
    return NUMBER.matcher(number).matches();
  }

  @Benchmark
  public int firstOfManyPatterns() {
    for (int i = 0; i < KINDS.length; i++) {
      if (KINDS[i].matcher(word).matches()) {
        return i;
      }
    }
    return -1;
  }

  @Benchmark
  public String groups() {
    Matcher matcher = ASSIGNMENT.matcher(settings);
    return matcher.lookingAt() ? matcher.group(2) : null;
  }

  @Benchmark
  public int findLoop() {
    Matcher matcher = ASSIGNMENT.matcher(settings);
    int sum = 0;
    while (matcher.find()) {
      sum += matcher.end(1) - matcher.start(1);
    }
    return sum;
  }

  @Benchmark
  public String replaceAll() {
    return BLANK.matcher(line).replaceAll("_");
  }

  @Benchmark
  public String replaceNothing() {
    return BLANK.matcher(word).replaceAll("_");
  }

  /** The worst case: no pattern is ever met again. */
  @Benchmark
  public boolean newPattern() {
    return Pattern.compile(given.pattern()).matcher(number).matches();
  }
}
