package io.heapwise.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A JVM of its own, with nothing in its environment that could add options to it. */
final class ForkedJvm {
  /** The jar that users get, as built. */
  static final Path AGENT_JAR = Path.of(System.getProperty("heapwise.jar"));

  private final Path folder;
  private final List<String> command = new ArrayList<>();
  private final ProcessBuilder builder;
  private int timeoutSeconds = 120;

  /** A JVM that runs in the given folder, with the given arguments. */
  ForkedJvm(Path folder, String... arguments) {
    this(folder, new String[] {java()}, arguments);
  }

  /** As the other, but started through a command that ends in the path of {@code java}. */
  ForkedJvm(Path folder, String[] launcher, String... arguments) {
    this.folder = folder;
    command.addAll(List.of(launcher));
    command.addAll(List.of(arguments));
    builder = new ProcessBuilder(command).directory(folder.toFile());
    Map<String, String> environment = builder.environment();
    environment
        .keySet()
        .removeIf(
            name -> name.startsWith("HEAPWISE_") || name.matches("(JAVA_TOOL|_?J.*)_OPTIONS"));
    environment.put("LC_ALL", "C.UTF-8");
  }

  /**
   * A JVM that runs a program.
   *
   * @param launcher ends in the path of {@code java}
   * @param classes the program's class path
   * @param options of the JVM
   * @param program its main class and what follows
   */
  static ForkedJvm program(
      Path folder, List<String> launcher, Path classes, List<String> options, String... program) {
    List<String> arguments = new ArrayList<>(options);
    arguments.addAll(List.of("-cp", classes.toString()));
    arguments.addAll(List.of(program));
    return new ForkedJvm(folder, launcher.toArray(new String[0]), arguments.toArray(new String[0]));
  }

  /** As the other, in the JVM under test. */
  static ForkedJvm program(Path folder, Path classes, List<String> options, String... program) {
    return program(folder, List.of(java()), classes, options, program);
  }

  /** The JVM under test: this one's, unless {@code heapwise.test.jdk} names another. */
  static String java() {
    String home = System.getProperty("heapwise.test.jdk", System.getenv("HEAPWISE_TEST_JDK"));
    return java(home != null ? home : System.getProperty("java.home"));
  }

  /** The homes of the JDKs that what concerns memory is tested on: this one's, and the other. */
  static List<String> jdks() {
    String own = System.getProperty("java.home");
    String other = System.getProperty("heapwise.test.jdk", System.getenv("HEAPWISE_TEST_JDK"));
    return other == null || other.equals(own) ? List.of(own) : List.of(own, other);
  }

  static String java(String home) {
    return Path.of(home, "bin", "java").toString();
  }

  /** The feature number of a JDK, as its own release file says. */
  static int feature(String home) throws IOException {
    Matcher version =
        Pattern.compile("JAVA_VERSION=\"(\\d+)")
            .matcher(Files.readString(Path.of(home, "release")));
    if (!version.find()) {
      throw new IOException("no version in " + home);
    }
    return Integer.parseInt(version.group(1));
  }

  /** The option that adds the built agent, with its report at exit and whatever else is given. */
  static String agent(String... settings) {
    return agentAt(AGENT_JAR, settings);
  }

  static String agentAt(Path jar, String... settings) {
    String more = settings.length == 0 ? "" : "," + String.join(",", settings);
    return "-javaagent:" + jar + "=report=summary" + more;
  }

  ForkedJvm environment(String name, String value) {
    builder.environment().put(name, value);
    return this;
  }

  /** The longest that {@link #run} waits, where two minutes would not do. */
  ForkedJvm within(int seconds) {
    timeoutSeconds = seconds;
    return this;
  }

  /** Starts it; the caller ends it. What it prints goes to a file. */
  Process start(Path out) throws IOException {
    return builder.redirectErrorStream(true).redirectOutput(out.toFile()).start();
  }

  Run run() throws IOException, InterruptedException {
    Path out = Files.createTempFile(folder, "stdout", ".txt");
    Path err = Files.createTempFile(folder, "stderr", ".txt");
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    process.getOutputStream().close();
    if (!process.waitFor(timeoutSeconds, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      fail("still running after " + timeoutSeconds + " s: " + command);
    }
    return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  /** What a JVM left behind. */
  record Run(int exitCode, String out, String err) {
    private static final Pattern HITS =
        Pattern.compile("heapwise: rewrite (\\w+): \\d+ sites?, \\d+ refused, (\\d+) hits?,.*");

    /** The program ended well and printed what it prints without the agent. */
    Run isTheProgram(String expectedOut) {
      assertEquals(expectedOut, out, this::toString);
      assertEquals(0, exitCode, this::toString);
      return this;
    }

    /** The rewritten form of concatenations ran as often as given. */
    Run hasConcatHits(long expected) {
      assertEquals(expected, hits("concat"), this::toString);
      return this;
    }

    /** Nothing but the report was printed on stderr. */
    Run hasOnlyTheReport() {
      assertEquals(List.of(), errWithoutReport(), this::toString);
      return this;
    }

    /** But for the agent's report, all is as in a run without it, what the JVM says included. */
    Run isAs(Run without) {
      assertEquals(untimed(without.out), untimed(out), this::toString);
      assertEquals(without.exitCode, exitCode, this::toString);
      assertEquals(without.errWithoutReport(), errWithoutReport(), this::toString);
      return this;
    }

    /** Messages of the JVM begin with the time since its start. */
    private static String untimed(String text) {
      return text.replaceAll("(?m)^\\[\\d+\\.\\d+s\\]", "");
    }

    private List<String> errWithoutReport() {
      return err.lines().filter(l -> !l.startsWith("heapwise: ") && !l.startsWith("  ")).toList();
    }

    /** How often the rewritten forms of a rewrite ran. */
    long hits(String rewrite) {
      long hits = 0;
      for (String line : err.lines().toList()) {
        Matcher matcher = HITS.matcher(line);
        if (matcher.matches() && matcher.group(1).equals(rewrite)) {
          hits += Long.parseLong(matcher.group(2));
        }
      }
      return hits;
    }
  }
}
