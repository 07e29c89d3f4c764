package io.heapwise.benchmarks.demo;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.LongStream;

/** What one forked JVM measured, passed to the demo as a properties file. */
record BuildResults(String jvm, String meter, List<Iteration> iterations) {
  BuildResults {
    iterations = List.copyOf(iterations);
  }

  /** Writes atomically: a reader sees the whole of one version or the whole of the one before. */
  void store(Path file) throws IOException {
    Properties properties = new Properties();
    properties.setProperty("jvm", jvm);
    properties.setProperty("meter", meter);
    properties.setProperty("iterations", Integer.toString(iterations.size()));
    for (int i = 0; i < iterations.size(); i++) {
      iterations.get(i).store(properties, i);
    }
    Path unfinished = file.resolveSibling(file.getFileName() + ".part");
    try (Writer out = Files.newBufferedWriter(unfinished)) {
      properties.store(out, null);
    }
    Files.move(
        unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  static BuildResults load(Path file) throws IOException {
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(file)) {
      properties.load(in);
    }
    int count = Integer.parseInt(Iteration.text(properties, "iterations"));
    List<Iteration> iterations = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      iterations.add(Iteration.load(properties, i));
    }
    return new BuildResults(
        Iteration.text(properties, "jvm"), Iteration.text(properties, "meter"), iterations);
  }

  Iteration first() {
    return iterations.get(0);
  }

  /** All iterations but the first. */
  List<Iteration> steady() {
    return iterations.subList(1, iterations.size());
  }

  /** Everything since the JVM started, but for what happened between the iterations. */
  long bytes() {
    return iterations.stream().mapToLong(Iteration::bytes).sum();
  }

  long steadyBytesMedian() {
    return median(steady().stream().mapToLong(Iteration::bytes));
  }

  long steadyWallMillisMedian() {
    return median(steady().stream().mapToLong(Iteration::wallMillis));
  }

  private static long median(LongStream values) {
    long[] sorted = values.sorted().toArray();
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }

  GcActivity gc() {
    long count = 0;
    long millis = 0;
    for (Iteration iteration : iterations) {
      count += iteration.gc().count();
      millis += iteration.gc().millis();
    }
    return new GcActivity(count, millis);
  }
}
