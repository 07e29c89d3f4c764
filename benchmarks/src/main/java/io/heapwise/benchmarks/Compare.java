package io.heapwise.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs each JMH benchmark without and with the agent, in turn, and writes one markdown table per
 * JDK and collector.
 */
public final class Compare {
  /** These measure parts of the agent by themselves, and need its classes on the class path. */
  private static final List<String> WITHOUT_AGENT = List.of("PoolBenchmark");

  private final CompareOptions options;
  private final PrintStream console;

  private Compare(CompareOptions options, PrintStream console) {
    this.options = options;
    this.console = console;
  }

  public static void main(String[] args) throws RunnerException, IOException {
    CompareOptions options;
    try {
      options = CompareOptions.parse(List.of(args));
    } catch (IllegalArgumentException e) {
      System.err.println("compare: " + e.getMessage());
      System.err.println(CompareOptions.USAGE);
      System.exit(2);
      return;
    }
    new Compare(options, System.out).run();
  }

  private void run() throws RunnerException, IOException {
    List<String> benchmarks = benchmarks();
    StringBuilder tables = new StringBuilder();
    for (Path javaHome : options.javaHomes()) {
      for (String collector : options.collectors()) {
        List<ComparedBenchmark> rows = new ArrayList<>();
        for (String benchmark : benchmarks) {
          ComparedBenchmark row = compare(benchmark, javaHome, collector);
          rows.add(row);
          console.println(row.progressLine());
        }
        tables.append(CompareTable.render(title(javaHome, collector), rows));
        if (options.output() != null) {
          Files.writeString(options.output(), tables);
        }
      }
    }
    console.println();
    console.print(tables);
  }

  private List<String> benchmarks() {
    List<String> names = new ArrayList<>();
    for (BenchmarkListEntry entry :
        BenchmarkList.defaultList()
            .find(
                OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT),
                List.of(options.include()),
                WITHOUT_AGENT)) {
      names.add(entry.getUsername());
    }
    if (names.isEmpty()) {
      throw new IllegalStateException("no benchmark matches " + options.include());
    }
    return names;
  }

  /** Forks take turns, so that a busy machine slows both sides. */
  private ComparedBenchmark compare(String benchmark, Path javaHome, String collector)
      throws RunnerException {
    List<RunResult> off = new ArrayList<>();
    List<RunResult> on = new ArrayList<>();
    for (int i = 0; i < options.forks(); i++) {
      off.add(fork(benchmark, javaHome, collector, AgentProfiler.OFF));
      on.add(fork(benchmark, javaHome, collector, agent()));
    }
    return new ComparedBenchmark(
        benchmark.substring(benchmark.lastIndexOf('.', benchmark.lastIndexOf('.') - 1) + 1),
        measurement(off),
        measurement(on),
        hitsPerOperation(on));
  }

  /** Per rewrite the fewest of all forks: one in which it did not run must show. */
  private static Map<String, Double> hitsPerOperation(List<RunResult> forks) {
    Map<String, Double> fewest = new TreeMap<>();
    Map<String, Integer> forksWithHits = new TreeMap<>();
    for (RunResult fork : forks) {
      secondaryResults(fork)
          .forEach(
              (key, result) -> {
                if (key.startsWith(AgentProfiler.HITS)) {
                  String rewrite = key.substring(AgentProfiler.HITS.length());
                  fewest.merge(rewrite, result.getScore(), Math::min);
                  forksWithHits.merge(rewrite, 1, Integer::sum);
                }
              });
    }
    fewest.keySet().removeIf(rewrite -> forksWithHits.get(rewrite) < forks.size());
    return fewest;
  }

  private String agent() {
    return options.agentOptions().isEmpty()
        ? options.agentJar().toString()
        : options.agentJar() + "=" + options.agentOptions();
  }

  private RunResult fork(String benchmark, Path javaHome, String collector, String agent)
      throws RunnerException {
    Options jmh =
        new OptionsBuilder()
            .include("^" + Pattern.quote(benchmark) + "$")
            .jvm(javaHome.resolve("bin").resolve("java").toString())
            .jvmArgsAppend("-XX:+Use" + collector + "GC", "-Xms1g", "-Xmx1g")
            .forks(1)
            .warmupIterations(options.iterations())
            .warmupTime(TimeValue.milliseconds(options.iterationMillis()))
            .measurementIterations(options.iterations())
            .measurementTime(TimeValue.milliseconds(options.iterationMillis()))
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT)
            .addProfiler(GCProfiler.class)
            .addProfiler(AgentProfiler.class, agent)
            .build();
    return new Runner(jmh).runSingle();
  }

  private static ComparedBenchmark.Measurement measurement(List<RunResult> forks) {
    double bytes = 0;
    double mean = 0;
    double fastest = Double.POSITIVE_INFINITY;
    for (RunResult fork : forks) {
      bytes += bytesPerOperation(fork) / forks.size();
      mean += fork.getPrimaryResult().getStatistics().getMean() / forks.size();
      fastest = Math.min(fastest, fork.getPrimaryResult().getStatistics().getMin());
    }
    return new ComparedBenchmark.Measurement(bytes, fastest, mean);
  }

  private static double bytesPerOperation(RunResult fork) {
    for (Map.Entry<String, ? extends Result<?>> secondary : secondaryResults(fork).entrySet()) {
      // Older JMH marks the name with a dot.
      if (secondary.getKey().endsWith("gc.alloc.rate.norm")) {
        return secondary.getValue().getScore();
      }
    }
    throw new IllegalStateException("JMH's gc profiler counted no bytes on this JVM");
  }

  @SuppressWarnings({"rawtypes", "unchecked"})
  private static Map<String, ? extends Result<?>> secondaryResults(RunResult result) {
    return (Map) result.getSecondaryResults();
  }

  private String title(Path javaHome, String collector) {
    return String.format(
        Locale.ROOT,
        "JDK %s, %s, forks: %d, %d x %d ms after as much warm-up%s",
        JdkRelease.versionOf(javaHome),
        collector,
        options.forks(),
        options.iterations(),
        options.iterationMillis(),
        options.agentOptions().isEmpty() ? "" : ", " + options.agentOptions());
  }
}
