package io.heapwise.benchmarks.tracking;

import io.heapwise.benchmarks.JdkRelease;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Runs programs without and with each tool, in turn, and writes one markdown table per JDK. In each
 * round every tool runs once with each program, and each round begins with another tool.
 */
public final class TrackingCost {
  private final TrackingOptions options;
  private final PrintStream console;

  private TrackingCost(TrackingOptions options, PrintStream console) {
    this.options = options;
    this.console = console;
  }

  /** Exit code 1: a program failed, or its results were not the same with a tool. */
  public static void main(String[] args) throws IOException, InterruptedException {
    try {
      TrackingOptions options = TrackingOptions.parse(List.of(args));
      new TrackingCost(options, System.out).run();
    } catch (IllegalArgumentException e) {
      System.err.println("tracking: " + e.getMessage());
      System.err.println(TrackingOptions.USAGE);
      System.exit(2);
    } catch (IllegalStateException e) {
      System.err.println("tracking: " + e.getMessage());
      System.exit(1);
    }
  }

  private void run() throws IOException, InterruptedException {
    ToolFiles files = new ToolFiles(options.agentJar(), options.toolFolder());
    StringBuilder tables = new StringBuilder();
    for (Path javaHome : options.javaHomes()) {
      TrackingTable table = new TrackingTable();
      for (int round = 0; round < options.rounds(); round++) {
        for (Workload workload : options.workloads()) {
          round(javaHome, files, workload, round, table);
        }
      }
      tables.append(table.render("JDK " + JdkRelease.versionOf(javaHome)));
      if (options.output() != null) {
        Files.writeString(options.output(), tables);
      }
    }
    console.print("\n" + tables);
  }

  private void round(
      Path javaHome, ToolFiles files, Workload workload, int round, TrackingTable table)
      throws IOException, InterruptedException {
    List<Tool> order = new ArrayList<>(options.tools());
    Collections.rotate(order, -round);
    Map<Tool, ProgramRun> runs = new EnumMap<>(Tool.class);
    for (Tool tool : order) {
      Path folder =
          options
              .toolFolder()
              .resolve("runs")
              .resolve((workload + "-" + tool).toLowerCase(Locale.ROOT));
      ProgramRun run =
          ProgramRun.of(
              javaHome, tool, files, workload, options.iterations(), folder.toAbsolutePath());
      runs.put(tool, run);
      console.printf(
          Locale.ROOT,
          "round %d/%d  %-8s %-32s steady %7.2f ms, whole %6.2f s%n",
          round + 1,
          options.rounds(),
          workload.name().toLowerCase(Locale.ROOT),
          tool.label(),
          run.steadyNanos() / 1e6,
          run.wallNanos() / 1e9);
    }
    List<String> expected = runs.get(Tool.NONE).checksums();
    for (Map.Entry<Tool, ProgramRun> run : runs.entrySet()) {
      if (!run.getValue().checksums().equals(expected)) {
        throw new IllegalStateException(
            workload + ": with " + run.getKey().label() + " the results were others");
      }
      table.add(workload, run.getKey(), run.getValue());
    }
  }
}
