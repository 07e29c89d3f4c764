package io.heapwise.benchmarks.demo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * What the demo is told through system properties: {@code heapwise.jar}, {@code demo.directory},
 * {@code demo.iterations}, {@code demo.files}, {@code demo.agentOptions} (appended to {@code
 * report=summary}), {@code demo.jvmOptions} (separated by spaces, for all forks) and {@code
 * demo.jdk}, or {@code HEAPWISE_DEMO_JDK} in the environment: a second JDK to run on.
 */
record DemoOptions(
    Path agentJar,
    Path directory,
    int iterations,
    int files,
    String agentOptions,
    List<String> jvmOptions,
    List<Path> javaHomes) {
  static final String SECOND_JDK_VARIABLE = "HEAPWISE_DEMO_JDK";

  DemoOptions {
    jvmOptions = List.copyOf(jvmOptions);
    javaHomes = List.copyOf(javaHomes);
  }

  /** Throws IllegalArgumentException with a message for the user. */
  static DemoOptions of(Properties properties, Map<String, String> environment) {
    Path agentJar = Path.of(value(properties, "heapwise.jar", "agent/target/heapwise.jar"));
    if (!Files.isRegularFile(agentJar)) {
      throw new IllegalArgumentException(
          "there is no agent at " + agentJar.toAbsolutePath() + " (-Dheapwise.jar)");
    }
    String agentOptions = value(properties, "demo.agentOptions", "");
    return new DemoOptions(
        agentJar.toAbsolutePath(),
        Path.of(value(properties, "demo.directory", "target/demo")).toAbsolutePath(),
        number(properties, "demo.iterations", 12, 2),
        number(properties, "demo.files", 400, 1),
        agentOptions.isEmpty() ? "report=summary" : "report=summary," + agentOptions,
        words(value(properties, "demo.jvmOptions", "")),
        javaHomes(properties, environment));
  }

  DemoOptions withIterations(int count) {
    return new DemoOptions(agentJar, directory, count, files, agentOptions, jvmOptions, javaHomes);
  }

  private static List<Path> javaHomes(Properties properties, Map<String, String> environment) {
    List<Path> homes = new ArrayList<>();
    homes.add(Path.of(properties.getProperty("java.home")));
    String second =
        value(properties, "demo.jdk", environment.getOrDefault(SECOND_JDK_VARIABLE, ""));
    if (!second.isEmpty()) {
      if (!Files.isDirectory(Path.of(second, "bin"))) {
        throw new IllegalArgumentException("there is no JDK at " + second + " (-Ddemo.jdk)");
      }
      homes.add(Path.of(second));
    }
    return homes;
  }

  private static int number(Properties properties, String key, int otherwise, int smallest) {
    String value = value(properties, key, Integer.toString(otherwise));
    try {
      int number = Integer.parseInt(value);
      if (number >= smallest) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Named below, with the value.
    }
    throw new IllegalArgumentException(
        key + " must be a number of at least " + smallest + ", not '" + value + "'");
  }

  private static List<String> words(String text) {
    return text.isBlank() ? List.of() : List.of(text.strip().split("\\s+"));
  }

  /** Maven passes what is not set as an empty text. */
  private static String value(Properties properties, String key, String otherwise) {
    String value = properties.getProperty(key, "");
    return value.isBlank() ? otherwise : value.strip();
  }
}
