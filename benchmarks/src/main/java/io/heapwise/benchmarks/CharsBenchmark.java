package io.heapwise.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Arrays of characters that are only read, and parts that are only parsed. Moral: the text itself
 * is as good, unless it is long and read many times.
 */
@SuppressWarnings("LoopOverCharArray") // The code as programs have it.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CharsBenchmark {
  private String path = "org/apache/commons/collections4/map/AbstractHashedMap.java";
  private String pattern = "org/apache/commons/collections4/map/AbstractHashedMap.????";
  private String[] names = {
    "java.lang.String",
    "io.heapwise.benchmarks.CharsBenchmark",
    "org.example.shop.OrderService$Line"
  };
  private String page = "All work and no play makes Jack a dull boy. ".repeat(100);
  private String date = "2026-11-26";
  private String word = "commons-configuration";
  private final int[] costs = new int[64];
  private final CRC32 checksum = new CRC32();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 14);
  private String accents =
      "Viel Arbeit macht m\u00fcde, und nachts wird es sp\u00e4t. ".repeat(100);
  private String wide = "\u03b1\u03b2\u03b3 all work and no play. ".repeat(20);

  @Benchmark
  public int baseline() {
    return path.length();
  }

  /** As a file pattern is matched. */
  @Benchmark
  public boolean match() {
    return matches(pattern, path);
  }

  private static boolean matches(String pattern, String text) {
    char[] expected = pattern.toCharArray();
    char[] actual = text.toCharArray();
    if (expected.length != actual.length) {
      return false;
    }
    for (int i = 0; i < expected.length; i++) {
      char c = expected[i];
      if (c != '?' && c != actual[i]) {
        return false;
      }
    }
    return true;
  }

  @Benchmark
  public int countInPath() {
    return slashes(path);
  }

  @Benchmark
  public int countInPage() {
    return slashes(page);
  }

  @Benchmark
  public int countInWideText() {
    return slashes(wide);
  }

  private static int slashes(String text) {
    int count = 0;
    for (char c : text.toCharArray()) {
      if (c == '/') {
        count++;
      }
    }
    return count;
  }

  /** Finds what it looks for at once: the copy was for nothing. */
  @Benchmark
  public boolean startsLikeAPath() {
    char[] chars = page.toCharArray();
    for (int i = 0; i < chars.length; i++) {
      if (!Character.isLetter(chars[i])) {
        return chars[i] == '/';
      }
    }
    return false;
  }

  /** Many passes over two short arrays: who writes this does it for speed. */
  @Benchmark
  public int editDistance() {
    char[] from = "commons-collections".toCharArray();
    char[] to = word.toCharArray();
    int[] costs = this.costs;
    for (int j = 0; j <= to.length; j++) {
      costs[j] = j;
    }
    for (int i = 1; i <= from.length; i++) {
      int diagonal = costs[0];
      costs[0] = i;
      for (int j = 1; j <= to.length; j++) {
        int replaced = from[i - 1] == to[j - 1] ? diagonal : diagonal + 1;
        diagonal = costs[j];
        costs[j] = Math.min(replaced, Math.min(diagonal, costs[j - 1]) + 1);
      }
    }
    return costs[to.length];
  }

  /** Many passes over one long array. */
  @Benchmark
  public int hashOften() {
    char[] chars = page.toCharArray();
    int hash = 0;
    for (int round = 1; round <= 16; round++) {
      for (int i = 0; i < chars.length; i++) {
        hash = round * hash + chars[i];
      }
    }
    return hash;
  }

  /** As a date is read. */
  @Benchmark
  public int parseParts() {
    int year = Integer.parseInt(date.substring(0, 4));
    int month = Integer.parseInt(date.substring(5, 7));
    return 372 * year + 31 * month + Integer.parseInt(date.substring(8));
  }

  /** As class loaders look for files. */
  @Benchmark
  public int pathsOfNames() {
    int length = 0;
    for (String name : names) {
      String path = name.replace('.', '/') + ".class";
      length += path.hashCode();
    }
    return length;
  }

  @Benchmark
  public long digestPage() {
    checksum.reset();
    checksum.update(page.getBytes(StandardCharsets.UTF_8));
    return checksum.getValue();
  }

  @Benchmark
  public int writePage() throws IOException {
    out.reset();
    out.write(page.getBytes(StandardCharsets.UTF_8));
    return out.size();
  }

  /** Some of its characters take two bytes. */
  @Benchmark
  public int writeAccents() throws IOException {
    out.reset();
    out.write(accents.getBytes(StandardCharsets.UTF_8));
    return out.size();
  }

  /** Too short: nothing but the question. */
  @Benchmark
  public int writeLine() throws IOException {
    out.reset();
    out.write(path.getBytes(StandardCharsets.UTF_8));
    return out.size();
  }
}
