package io.heapwise.benchmarks.demo;

import io.heapwise.benchmarks.AgentSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** One forked JVM that builds the image several times, without or with the agent. */
final class BuildFork {
  private static final long POLL_MILLIS = 100;
  private static final long TIMEOUT_MINUTES = 10;

  /**
   * A young generation that a build fills about once; so collections are seen, but none happens
   * before counting begins. Small allocation buffers of one size make counting by collections
   * precise ({@link AllocationMeter.ByCollections}).
   */
  private static final List<String> JVM_OPTIONS =
      List.of("-XX:+UseSerialGC", "-Xmx512m", "-Xmn32m", "-XX:TLABSize=32k", "-XX:-ResizeTLAB");

  private final DemoOptions options;
  private final Class<?> program;
  private final Path javaHome;
  private final boolean withAgent;
  private final Path directory;

  BuildFork(DemoOptions options, Class<?> program, Path javaHome, String name, boolean withAgent) {
    this.options = options;
    this.program = program;
    this.javaHome = javaHome;
    this.withAgent = withAgent;
    directory = options.directory().resolve(name).resolve(label().replace(' ', '-'));
  }

  /** Throws DemoFailure where the JVM fails, or ends without all of its results. */
  BuildResults run(Path tree, ProgressListener progress) throws IOException, InterruptedException {
    FileTree.delete(directory);
    Files.createDirectories(directory);
    ProcessBuilder builder =
        new ProcessBuilder(command(tree))
            .directory(directory.toFile())
            .redirectOutput(directory.resolve("stdout.txt").toFile())
            .redirectError(stderr().toFile());
    // The agent would take it for an option of its own.
    builder.environment().remove(DemoOptions.SECOND_JDK_VARIABLE);
    Process process = builder.start();
    try {
      follow(process, progress);
    } finally {
      process.destroyForcibly();
    }
    return results();
  }

  String label() {
    return withAgent ? "with agent" : "without agent";
  }

  Path directory() {
    return directory;
  }

  AgentSummary agentSummary() throws IOException {
    AgentSummary summary = AgentSummary.parse(stderr());
    if (summary.isEmpty()) {
      throw new DemoFailure("the agent printed no summary, see " + stderr());
    }
    return summary;
  }

  private void follow(Process process, ProgressListener progress)
      throws IOException, InterruptedException {
    long deadlineNanos = System.nanoTime() + TimeUnit.MINUTES.toNanos(TIMEOUT_MINUTES);
    int reported = 0;
    boolean ended;
    do {
      ended = process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS);
      if (Files.exists(resultsFile())) {
        BuildResults results = BuildResults.load(resultsFile());
        for (; reported < results.iterations().size(); reported++) {
          progress.iterationDone(this, reported, results.iterations().get(reported));
        }
      }
      if (System.nanoTime() > deadlineNanos) {
        throw new DemoFailure(label() + ": no end after " + TIMEOUT_MINUTES + " minutes");
      }
    } while (!ended);
    if (process.exitValue() != 0) {
      throw new DemoFailure(
          String.format(
              Locale.ROOT,
              "%s: the build failed with exit code %d, see %s%n%s",
              label(),
              process.exitValue(),
              stderr(),
              Files.readString(stderr())));
    }
  }

  private BuildResults results() throws IOException {
    if (!Files.exists(resultsFile())) {
      throw new DemoFailure(label() + ": the build left no results");
    }
    BuildResults results = BuildResults.load(resultsFile());
    if (results.iterations().size() != options.iterations()) {
      throw new DemoFailure(
          label()
              + ": the build ended after "
              + results.iterations().size()
              + " of "
              + options.iterations()
              + " iterations");
    }
    return results;
  }

  private List<String> command(Path tree) {
    List<String> command = new ArrayList<>();
    command.add(javaHome.resolve("bin").resolve("java").toString());
    command.addAll(JVM_OPTIONS);
    command.addAll(options.jvmOptions());
    if (withAgent) {
      command.add("-javaagent:" + options.agentJar() + "=" + options.agentOptions());
    }
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(program.getName());
    command.add(tree.toString());
    command.add(directory.toString());
    command.add(resultsFile().toString());
    command.add(Integer.toString(options.iterations()));
    return command;
  }

  private Path resultsFile() {
    return directory.resolve("results.properties");
  }

  private Path stderr() {
    return directory.resolve("stderr.txt");
  }

  interface ProgressListener {
    void iterationDone(BuildFork fork, int index, Iteration iteration);
  }
}
