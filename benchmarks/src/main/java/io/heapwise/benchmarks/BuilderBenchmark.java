package io.heapwise.benchmarks;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Explicit builders in local variables. Moral: the growth of the builder costs several times the
 * result, and no JIT removes it across a loop.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class BuilderBenchmark {
  // 20 words of 35 characters.
  private String[] words = words(20, 35);
  private boolean verbose = true;
  private int status = 404;

  private static String[] words(int count, int length) {
    String[] words = new String[count];
    for (int i = 0; i < count; i++) {
      char[] word = new char[length];
      Arrays.fill(word, (char) ('a' + i));
      words[i] = new String(word);
    }
    return words;
  }

  @Benchmark
  public String baseline() {
    return words[status % words.length];
  }

  @Benchmark
  public String loop() {
    StringBuilder text = new StringBuilder();
    for (String word : words) {
      text.append(word);
    }
    return text.toString();
  }

  @Benchmark
  public String branches() {
    StringBuilder text = new StringBuilder();
    text.append(words[0]);
    if (verbose) {
      text.append(" status ").append(status);
    }
    if (status >= 400) {
      text.append(' ').append(words[1]);
    } else {
      text.append(" ok");
    }
    return text.toString();
  }

  @Benchmark
  public String presizedLoop() {
    StringBuilder text = new StringBuilder(700);
    for (String word : words) {
      text.append(word);
    }
    return text.toString();
  }

  @Benchmark
  public String undersizedLoop() {
    StringBuilder text = new StringBuilder(64);
    for (String word : words) {
      text.append(word).append(',');
    }
    return text.toString();
  }

  @Benchmark
  public String bufferLoop() {
    StringBuffer text = new StringBuffer();
    for (String word : words) {
      text.append(word);
    }
    return text.toString();
  }

  /** As logging layouts do: converters of several classes write to one builder. */
  @Benchmark
  public String lentToReceivers() {
    StringBuilder text = new StringBuilder(256);
    for (Part part : parts) {
      part.write(text, status);
    }
    return text.toString();
  }

  @Benchmark
  public String lentToStaticMethod() {
    StringBuilder text = new StringBuilder();
    for (String word : words) {
      Padding.pad(text, word, 40);
    }
    return text.toString();
  }

  @Benchmark
  public String lastUseIsSubstring() {
    StringBuilder text = new StringBuilder();
    for (String word : words) {
      text.append(word).append(", ");
    }
    return text.substring(0, text.length() - 2);
  }

  /** Keeps each builder: what guards cost where nothing is to be had. */
  @Benchmark
  public String lentToKeeper() {
    StringBuilder text = new StringBuilder();
    text.append(words[0]).append(' ').append(status).append(words[1]);
    keeper.write(text, status);
    return text.toString();
  }

  private final Part[] parts = {
    new Constant("status "), new Status(), new Constant(" of "), new Word(words[0])
  };

  private final Part keeper = new Keeper();

  private interface Part {
    void write(StringBuilder text, int status);
  }

  private static final class Constant implements Part {
    private final String constant;

    Constant(String constant) {
      this.constant = constant;
    }

    @Override
    public void write(StringBuilder text, int status) {
      text.append(constant);
    }
  }

  private static final class Status implements Part {
    @Override
    public void write(StringBuilder text, int status) {
      text.append(status);
    }
  }

  private static final class Word implements Part {
    private final String word;

    Word(String word) {
      this.word = word;
    }

    @Override
    public void write(StringBuilder text, int status) {
      Padding.pad(text, word, 40);
    }
  }

  private static final class Keeper implements Part {
    private StringBuilder kept;

    @Override
    public void write(StringBuilder text, int status) {
      kept = text;
    }

    @Override
    public String toString() {
      return "" + kept;
    }
  }

  private static final class Padding {
    static void pad(StringBuilder text, String word, int width) {
      for (int i = word.length(); i < width; i++) {
        text.append(' ');
      }
      text.append(word);
    }
  }
}
