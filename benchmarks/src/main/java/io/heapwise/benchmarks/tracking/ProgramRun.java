package io.heapwise.benchmarks.tracking;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One JVM from its start to its end.
 *
 * @param wallNanos of the whole process
 * @param steadyNanos the median of the second half of the iterations
 * @param steadyCpuNanos likewise, of the time that the thread was running
 * @param allocatedBytes of the thread that did the work, as the JVM counts
 * @param checksums of the iterations
 */
record ProgramRun(
    long wallNanos,
    long steadyNanos,
    long steadyCpuNanos,
    long allocatedBytes,
    List<String> checksums) {
  private static final int TIMEOUT_MINUTES = 10;

  /** A heap that is there from the start, so that its growth is no part of the times. */
  private static final List<String> JVM_OPTIONS =
      List.of("-XX:+UseG1GC", "-Xms512m", "-Xmx512m", "-Xmn256m");

  /** Throws IllegalStateException where the JVM fails, or does not end. */
  static ProgramRun of(
      Path javaHome, Tool tool, ToolFiles files, Workload workload, int iterations, Path folder)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    List<String> command = new ArrayList<>();
    command.add(javaHome.resolve("bin").resolve("java").toString());
    command.addAll(JVM_OPTIONS);
    command.addAll(tool.jvmOptions(files, folder));
    command.add("-cp");
    command.add(files.classPath());
    command.addAll(List.of(tool.mainClass(), workload.name(), Integer.toString(iterations)));
    Path out = folder.resolve("stdout.txt");
    Path err = folder.resolve("stderr.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    long begin = System.nanoTime();
    Process process = builder.start();
    try {
      if (!process.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
        throw new IllegalStateException(tool.label() + " failed, see " + err + ": " + command);
      }
    } finally {
      process.destroyForcibly();
    }
    return parse(System.nanoTime() - begin, Files.readAllLines(out), iterations);
  }

  /** What {@link AllocatingProgram} has printed, among what a tool may have. */
  static ProgramRun parse(long wallNanos, List<String> lines, int iterations) {
    List<Long> nanos = new ArrayList<>();
    List<Long> cpuNanos = new ArrayList<>();
    List<String> checksums = new ArrayList<>();
    long allocatedBytes = -1;
    for (String line : lines) {
      String[] words = line.split(" ", -1);
      if (words[0].equals("iteration")) {
        nanos.add(Long.parseLong(words[1]));
        cpuNanos.add(Long.parseLong(words[2]));
        checksums.add(words[3]);
      } else if (words[0].equals("allocated")) {
        allocatedBytes = Long.parseLong(words[1]);
      }
    }
    if (nanos.size() != iterations || allocatedBytes < 0) {
      throw new IllegalStateException("the program has not printed all results: " + lines);
    }
    return new ProgramRun(wallNanos, steady(nanos), steady(cpuNanos), allocatedBytes, checksums);
  }

  private static long steady(List<Long> iterations) {
    List<Long> sorted =
        iterations.subList(iterations.size() / 2, iterations.size()).stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }
}
