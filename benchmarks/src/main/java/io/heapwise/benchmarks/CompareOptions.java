package io.heapwise.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The command line of {@link Compare}. {@code output} is null where none was given. */
record CompareOptions(
    List<Path> javaHomes,
    List<String> collectors,
    String include,
    int forks,
    int iterations,
    int iterationMillis,
    Path agentJar,
    String agentOptions,
    Path output) {
  static final String USAGE =
      """
      usage: Compare [-jdk HOME]... [-gc Serial|Parallel|G1]... [-include REGEX]
                     [-forks N] [-iterations N] [-millis N] [-agent JAR] [-options KEY=VALUE,...]
                     [-output FILE.md]
      -jdk and -gc may be repeated; each JDK is run with each collector.
      -options are for the agent, such as concat=off.""";

  private static final List<String> COLLECTORS = List.of("Serial", "Parallel", "G1", "Z");

  CompareOptions {
    javaHomes = List.copyOf(javaHomes);
    collectors = List.copyOf(collectors);
  }

  /** Throws IllegalArgumentException with a message for the user. */
  static CompareOptions parse(List<String> args) {
    List<Path> javaHomes = new ArrayList<>();
    List<String> collectors = new ArrayList<>();
    String include = ".*";
    int forks = 2;
    int iterations = 5;
    int iterationMillis = 1_000;
    Path agentJar = Path.of(System.getProperty("heapwise.jar", "agent/target/heapwise.jar"));
    String agentOptions = "";
    Path output = null;
    for (int i = 0; i < args.size(); i += 2) {
      String key = args.get(i);
      if (i + 1 == args.size()) {
        throw new IllegalArgumentException(key + ": no such option, or its value is missing");
      }
      String value = args.get(i + 1);
      switch (key) {
        case "-jdk" -> javaHomes.add(JdkRelease.home(value));
        case "-gc" -> collectors.add(collector(value));
        case "-include" -> include = regex(value);
        case "-forks" -> forks = number(key, value);
        case "-iterations" -> iterations = number(key, value);
        case "-millis" -> iterationMillis = number(key, value);
        case "-agent" -> agentJar = Path.of(value);
        case "-options" -> agentOptions = value;
        case "-output" -> output = Path.of(value);
        default -> throw new IllegalArgumentException(key + ": no such option");
      }
    }
    if (!Files.isRegularFile(agentJar)) {
      throw new IllegalArgumentException("there is no agent at " + agentJar.toAbsolutePath());
    }
    return new CompareOptions(
        javaHomes.isEmpty() ? List.of(Path.of(System.getProperty("java.home"))) : javaHomes,
        collectors.isEmpty() ? List.of("G1") : collectors,
        include,
        forks,
        iterations,
        iterationMillis,
        agentJar.toAbsolutePath(),
        agentOptions,
        output);
  }

  private static String collector(String value) {
    if (!COLLECTORS.contains(value)) {
      throw new IllegalArgumentException("-gc is one of " + COLLECTORS + ", not " + value);
    }
    return value;
  }

  private static String regex(String value) {
    try {
      return Pattern.compile(value).pattern();
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("-include: " + e.getMessage(), e);
    }
  }

  private static int number(String key, String value) {
    try {
      int number = Integer.parseInt(value);
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Named below, with the value.
    }
    throw new IllegalArgumentException(key + " must be a positive number, not " + value);
  }
}
