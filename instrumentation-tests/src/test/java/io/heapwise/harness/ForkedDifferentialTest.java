package io.heapwise.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The same program in JVMs of its own, without and with the agent as it is shipped. */
class ForkedDifferentialTest {
  private static final String JAR = System.getProperty("heapwise.jar");
  private static final String OTHER_JDK = System.getenv("HEAPWISE_TEST_JDK");
  private static final int COMPILING_ROUNDS = 40;
  private static final int MANY_INPUTS = 20;

  /** For JVMs that are slow on purpose: the same methods see all inputs in tests of one JVM. */
  private static final int FEW_INPUTS = 8;

  /** With it, C2 compiles a method after as many calls as those rounds make. */
  private static final String COMPILE_EARLY = "-XX:CompileThresholdScaling=0.1";

  private static final String[] REWRITES = {
    "concat",
    "builder",
    "format",
    "buffer",
    "direct",
    "streams",
    "readAllBytes",
    "matcher",
    "chars",
    "regex",
    "values",
    "constants",
    "writer",
    "number",
    "presize",
    "encode"
  };

  /** All that the targets are made of, but not the JDK, which would take a minute. */
  private static final String COMPILE_TARGETS = "-XX:CompileCommand=compileonly,io.heapwise.*::*";

  /** Before their first call, and without what a profile would tell. */
  private static final String ONLY_C2 = "-XX:-TieredCompilation";

  /** Builders and texts have two bytes for each character, whatever it is. */
  private static final String WIDE_TEXTS = "-XX:-CompactStrings";

  /** Without the classes of the agent, which would be found before those in the jar. */
  private static final String CLASSES =
      ForkedDifferential.class.getProtectionDomain().getCodeSource().getLocation().getPath();

  @TempDir private Path folder;

  static Stream<Arguments> modes() {
    List<Arguments> modes = new ArrayList<>();
    String ownJdk = System.getProperty("java.home");
    String jdk = OTHER_JDK == null ? ownJdk : OTHER_JDK;
    modes.add(Arguments.of(jdk, COMPILING_ROUNDS, MANY_INPUTS, List.of(COMPILE_EARLY), ""));
    if (OTHER_JDK == null) {
      // The interpreter runs the same bytecode, whatever the JDK.
      modes.add(Arguments.of(jdk, 2, FEW_INPUTS, List.of("-Xint"), ""));
    }
    modes.add(
        Arguments.of(
            jdk,
            2,
            FEW_INPUTS,
            List.of("-Xcomp", ONLY_C2, COMPILE_TARGETS, "-XX:CompileCommand=quiet"),
            ""));
    modes.add(Arguments.of(jdk, 2, MANY_INPUTS, List.of(), ",verify=true"));
    modes.add(Arguments.of(jdk, 2, MANY_INPUTS, List.of(WIDE_TEXTS), ""));
    return modes.stream();
  }

  @ParameterizedTest(name = "{0} {3}{4}")
  @MethodSource("modes")
  void behavesTheSameWithTheAgent(
      String jdk, int rounds, int inputs, List<String> jvmOptions, String agentOptions)
      throws IOException, InterruptedException {
    assumeTrue(JAR != null, "no heapwise.jar given");
    List<String> withAgent = new ArrayList<>(jvmOptions);
    withAgent.add(
        "-javaagent:"
            + JAR
            + "=report=summary,constants=on,presize=on,encode=on,varargs=on"
            + agentOptions);
    List<String> counts = List.of(String.valueOf(rounds), String.valueOf(inputs));
    // Side by side: each takes minutes where it is to be compiled.
    Process without = start(jdk, jvmOptions, counts, "without");
    Process with = start(jdk, withAgent, counts, "with");
    String expected = outputOf(without, "without");
    assertTrue(expected.contains(ForkedDifferential.END), expected);
    assertEquals(expected, outputOf(with, "with"));
    String report = Files.readString(folder.resolve("with.err"));
    for (String rewrite : REWRITES) {
      if (rewrite.equals("encode") && jvmOptions.contains(WIDE_TEXTS)) {
        // It asks for texts of one byte for each character, and there is none.
        continue;
      }
      Matcher hits =
          Pattern.compile("rewrite " + rewrite + ": .* ([1-9]\\d*) hits").matcher(report);
      assertTrue(hits.find(), () -> "no hits of " + rewrite + " in\n" + report);
    }
    assertTrue(report.contains(" 0 failed"), report);
  }

  private Process start(String jdk, List<String> jvmOptions, List<String> counts, String name)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(jdk, "bin", "java").toString());
    // What C2 changes by itself: it makes exceptions beforehand, without a message, and a new text
    // where a builder gives the empty constant.
    command.add("-XX:-OmitStackTraceInFastThrow");
    command.add("-XX:-OptimizeStringConcat");
    // JDK 17, once compiled, has another message for an index of a buffer below 0.
    command.add("-XX:+IgnoreUnrecognizedVMOptions");
    command.add("-XX:+UnlockDiagnosticVMOptions");
    command.add("-XX:-InlineNIOCheckIndex");
    command.addAll(jvmOptions);
    command.addAll(List.of("-cp", CLASSES));
    command.add(ForkedDifferential.class.getName());
    command.addAll(counts);
    return new ProcessBuilder(command)
        .redirectOutput(folder.resolve(name + ".out").toFile())
        .redirectError(folder.resolve(name + ".err").toFile())
        .start();
  }

  private String outputOf(Process process, String name) throws IOException, InterruptedException {
    assertEquals(0, process.waitFor(), () -> readAll(folder.resolve(name + ".err")));
    return Files.readString(folder.resolve(name + ".out"));
  }

  private static String readAll(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
