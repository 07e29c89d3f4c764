package io.heapwise.benchmarks.tracking;

import io.heapwise.benchmarks.JdkRelease;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The command line of {@link TrackingCost}.
 *
 * @param output null where none was given
 */
record TrackingOptions(
    List<Path> javaHomes,
    Set<Workload> workloads,
    Set<Tool> tools,
    int rounds,
    int iterations,
    Path agentJar,
    Path toolFolder,
    Path output) {
  static final String USAGE =
      """
      usage: TrackingCost [-jdk HOME]... [-workload NAME]... [-tool NAME]... [-rounds N]
                          [-iterations N] [-agent JAR] [-tools FOLDER] [-output FILE.md]
      -jdk, -workload and -tool may be repeated; without them it is this JDK, and all of the others:
      trees records numbers; sites sampled exact allocation_instrumenter flight_recorder
      async_profiler.""";

  TrackingOptions {
    javaHomes = List.copyOf(javaHomes);
  }

  /** Throws IllegalArgumentException with a message for the user. */
  static TrackingOptions parse(List<String> args) {
    List<Path> javaHomes = new ArrayList<>();
    Set<Workload> workloads = EnumSet.noneOf(Workload.class);
    Set<Tool> tools = EnumSet.noneOf(Tool.class);
    int rounds = 5;
    int iterations = 120;
    Path agentJar = Path.of(System.getProperty("heapwise.jar", "agent/target/heapwise.jar"));
    Path toolFolder = Path.of("benchmarks/target/tracking");
    Path output = null;
    for (int i = 0; i < args.size(); i += 2) {
      String key = args.get(i);
      if (i + 1 == args.size()) {
        throw new IllegalArgumentException(key + ": no such option, or its value is missing");
      }
      String value = args.get(i + 1);
      switch (key) {
        case "-jdk" -> javaHomes.add(JdkRelease.home(value));
        case "-workload" -> workloads.add(constant(Workload.class, key, value));
        case "-tool" -> tools.add(constant(Tool.class, key, value));
        case "-rounds" -> rounds = number(key, value, 1);
        case "-iterations" -> iterations = number(key, value, 2);
        case "-agent" -> agentJar = Path.of(value);
        case "-tools" -> toolFolder = Path.of(value);
        case "-output" -> output = Path.of(value);
        default -> throw new IllegalArgumentException(key + ": no such option");
      }
    }
    if (tools.isEmpty()) {
      tools = EnumSet.allOf(Tool.class);
    }
    tools.add(Tool.NONE);
    return new TrackingOptions(
        javaHomes.isEmpty() ? List.of(Path.of(System.getProperty("java.home"))) : javaHomes,
        workloads.isEmpty() ? EnumSet.allOf(Workload.class) : workloads,
        tools,
        rounds,
        iterations,
        agentJar,
        toolFolder,
        output);
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String key, String value) {
    try {
      return Enum.valueOf(type, value.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(key + " has no " + value, e);
    }
  }

  private static int number(String key, String value, int smallest) {
    try {
      int number = Integer.parseInt(value);
      if (number >= smallest) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Named below, with the value.
    }
    throw new IllegalArgumentException(
        key + " must be a number of at least " + smallest + ", not " + value);
  }
}
