package io.heapwise.benchmarks.demo;

import io.heapwise.benchmarks.AgentSummary;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Builds the same container image in JVMs without and with the agent and holds the results against
 * each other. Exit code 1 where the images differ or a build fails.
 */
public final class Demo {
  private static final int PROGRESS_DIGEST_CHARS = "sha256:".length() + 12;

  private final DemoOptions options;
  private final Class<?> program;
  private final PrintStream console;
  private final StringBuilder report = new StringBuilder();

  /** {@code program} has the arguments and the results of {@link ImageBuild}. */
  Demo(DemoOptions options, Class<?> program, PrintStream console) {
    this.options = options;
    this.program = program;
    this.console = console;
  }

  public static void main(String[] args) throws InterruptedException {
    System.exit(exitCode());
  }

  private static int exitCode() throws InterruptedException {
    try {
      DemoOptions options = DemoOptions.of(System.getProperties(), System.getenv());
      return new Demo(options, ImageBuild.class, System.out).run();
    } catch (IllegalArgumentException e) {
      System.err.println("demo: " + e.getMessage());
      return 1;
    }
  }

  /** Returns the exit code. */
  int run() throws InterruptedException {
    try {
      Path tree = options.directory().resolve("tree");
      int files =
          GeneratedTree.write(
              tree, options.files(), GeneratedTree.jars(System.getProperty("java.class.path")));
      console.println("Heapwise demo: a container image from " + files + " files in " + tree);
      boolean same = true;
      for (int i = 0; i < options.javaHomes().size(); i++) {
        same &= compareOn(options.javaHomes().get(i), "jdk" + (i + 1), tree);
      }
      Path reportFile = options.directory().resolve("report.txt");
      Files.writeString(reportFile, report);
      console.println("All of this, and the output of each JVM: " + reportFile.getParent());
      return same ? 0 : 1;
    } catch (DemoFailure e) {
      console.println("FAILED: " + e.getMessage());
      return 1;
    } catch (IOException e) {
      console.println("FAILED: " + e);
      return 1;
    }
  }

  private boolean compareOn(Path javaHome, String name, Path tree)
      throws IOException, InterruptedException {
    // Whoever runs first reads the JDK and the libraries from disk: neither of the two that count.
    new BuildFork(options.withIterations(1), program, javaHome, name + "/warm-up", false)
        .run(tree, (fork, index, iteration) -> console.println("files are in memory"));
    BuildFork withoutAgent = new BuildFork(options, program, javaHome, name, false);
    BuildFork withAgent = new BuildFork(options, program, javaHome, name, true);
    BuildResults without = withoutAgent.run(tree, this::showProgress);
    BuildResults with = withAgent.run(tree, this::showProgress);
    AgentSummary agent = withAgent.agentSummary();

    print("\n" + DemoTable.render(without, with, agent) + "\n");
    List<String> differences = OutputComparison.differences(without, with);
    if (differences.isEmpty()) {
      print(
          String.format(
              Locale.ROOT,
              "Same image without and with the agent, in all iterations: %s%n  id %s%n"
                  + "  tar, SHA-256 %s%n",
              with.first().imageDigest(),
              with.first().imageId(),
              with.first().tarSha256()));
    } else {
      print("THE IMAGES DIFFER\n  " + String.join("\n  ", differences) + "\n");
    }
    print("  agent's summary: " + withAgent.directory().resolve("stderr.txt") + "\n\n");
    return differences.isEmpty();
  }

  private void showProgress(BuildFork fork, int index, Iteration iteration) {
    console.printf(
        Locale.ROOT,
        "%-13s  iteration %2d/%d  %,14d bytes  %,6d ms  %s%n",
        fork.label(),
        index + 1,
        options.iterations(),
        iteration.bytes(),
        iteration.wallMillis(),
        shortened(iteration.imageDigest()));
    console.flush();
  }

  private static String shortened(String digest) {
    return digest.length() <= PROGRESS_DIGEST_CHARS
        ? digest
        : digest.substring(0, PROGRESS_DIGEST_CHARS);
  }

  private void print(String text) {
    console.print(text);
    console.flush();
    report.append(text);
  }
}
