package io.heapwise.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.CharArrayWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Lists, deques, builders and the like that leave the method that has filled them. Moral: half to
 * three quarters of their bytes are arrays that they have outgrown, as long as a site's sizes do
 * not vary too much; small ones and those of all sizes have nothing to win. Needs {@code
 * presize=on}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PresizeBenchmark {
  private static final int ROUNDS = 64;

  private final String element = "element";
  private final byte[] bytes = element.getBytes(StandardCharsets.ISO_8859_1);
  private int fifty = 50;
  private int round;
  Object kept;

  /** From 1 to 64, in no order. */
  private int next() {
    round = round + 27 & ROUNDS - 1;
    return round + 1;
  }

  @Benchmark
  public int baseline() {
    return next();
  }

  /** Of 50 elements, always. */
  @Benchmark
  public List<String> stableList() {
    List<String> list = new ArrayList<>();
    int size = fifty;
    for (int i = 0; i < size; i++) {
      list.add(element);
    }
    return list;
  }

  /** Of 60 to 123. */
  @Benchmark
  public List<String> varyingList() {
    List<String> list = new ArrayList<>();
    int size = 59 + next();
    for (int i = 0; i < size; i++) {
      list.add(element);
    }
    return list;
  }

  /** Of 16 to 1024: to begin with the largest would take more than to grow. */
  @Benchmark
  public List<String> listOfAllSizes() {
    List<String> list = new ArrayList<>();
    int size = 16 * next();
    for (int i = 0; i < size; i++) {
      list.add(element);
    }
    return list;
  }

  @Benchmark
  public List<String> smallList() {
    List<String> list = new ArrayList<>();
    int size = next() & 3;
    for (int i = 0; i < size; i++) {
      list.add(element);
    }
    return list;
  }

  @Benchmark
  public List<String> emptyList() {
    List<String> list = new ArrayList<>();
    for (String each = next() > ROUNDS ? element : null; each != null; each = null) {
      list.add(each);
    }
    return list;
  }

  @Benchmark
  public String[] listCopiedToAnArray() {
    List<String> list = new ArrayList<>();
    for (int i = 0; i < fifty; i++) {
      list.add(element);
    }
    return list.toArray(new String[0]);
  }

  @Benchmark
  public Deque<String> stableDeque() {
    Deque<String> deque = new ArrayDeque<>();
    int size = fifty;
    for (int i = 0; i < size; i++) {
      deque.add(element);
    }
    return deque;
  }

  /** Of 350 characters, and kept by the object. */
  @Benchmark
  public CharSequence escapingBuilder() {
    StringBuilder builder = new StringBuilder();
    kept = builder;
    for (int i = 0; i < fifty; i++) {
      builder.append(element);
    }
    return builder;
  }

  /** Of 350 characters, and kept by the object. */
  @Benchmark
  public byte[] escapingOutput() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    kept = out;
    for (int i = 0; i < fifty; i++) {
      out.write(bytes, 0, bytes.length);
    }
    return out.toByteArray();
  }

  /** Of 350 characters. */
  @Benchmark
  public char[] charWriter() {
    CharArrayWriter writer = new CharArrayWriter();
    for (int i = 0; i < fifty; i++) {
      writer.write(element, 0, element.length());
    }
    return writer.toCharArray();
  }
}
