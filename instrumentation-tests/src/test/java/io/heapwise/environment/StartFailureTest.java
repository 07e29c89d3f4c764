package io.heapwise.environment;

import static io.heapwise.environment.Programs.EXPECTED_OUT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** A broken agent costs the program nothing but a line on stderr. */
class StartFailureTest {
  private static final String INSTALLATION = "inner/io/heapwise/install/Installation.classdata";

  @TempDir static Path temporary;
  private static Path classes;

  @BeforeAll
  static void compile() throws Exception {
    classes = Programs.greeting(temporary);
  }

  @Test
  void programRuns_whenTheAgentIsNotInItsJar() throws Exception {
    Path jar = Programs.brokenAgent(temporary.resolve("missing.jar"), INSTALLATION::equals, 0);
    assertSaysWhyInOneLine(run(jar), "io.heapwise.install.Installation");
  }

  @Test
  void programRuns_whenTheAgentIsCutOff() throws Exception {
    Path jar = Programs.brokenAgent(temporary.resolve("cut.jar"), INSTALLATION::equals, 100);
    assertSaysWhyInOneLine(run(jar), "ClassFormatError");
  }

  /** Whatever is missing, and whenever that is noticed: in premain, at a class, at the exit. */
  @TestFactory
  Stream<DynamicTest> programRuns_whenAnyOneClassIsMissing() throws Exception {
    Path log = temporary.resolve("loaded.txt");
    new ForkedJvm(
            temporary,
            "-Xlog:class+load:file=" + log,
            ForkedJvm.agent(),
            "-cp",
            "" + classes,
            "sample.Main")
        .run();
    Pattern own =
        Pattern.compile("(io\\.heapwise\\.\\w+\\.[\\w.$]+|java\\.lang\\.Heapwise\\w+) source:");
    List<String> loaded =
        own.matcher(java.nio.file.Files.readString(log))
            .results()
            .map(found -> "inner/" + found.group(1).replace('.', '/') + ".classdata")
            .filter(name -> !name.contains("/shaded/"))
            .distinct()
            .toList();
    assertTrue(loaded.contains(INSTALLATION), loaded::toString);
    return loaded.stream().map(name -> DynamicTest.dynamicTest(name, () -> runsWithout(name)));
  }

  @Test
  void leavesAtOnce_whenNotEnabled() throws Exception {
    Path jar = Programs.brokenAgent(temporary.resolve("empty.jar"), n -> n.startsWith("inner/"), 0);
    String main = "sample.Main";
    List<ForkedJvm> ways =
        List.of(
            new ForkedJvm(
                temporary, "-javaagent:" + jar + "=enabled=false", "-cp", "" + classes, main),
            new ForkedJvm(
                temporary,
                "-javaagent:" + jar,
                "-Dheapwise.enabled=false",
                "-cp",
                "" + classes,
                main),
            new ForkedJvm(temporary, "-javaagent:" + jar, "-cp", "" + classes, main)
                .environment("HEAPWISE_ENABLED", "false"));
    for (ForkedJvm way : ways) {
      assertEquals("", way.run().isTheProgram(EXPECTED_OUT).err());
    }
  }

  private static void runsWithout(String entry) throws Exception {
    Path jar = temporary.resolve(entry.replace('/', '.') + ".jar");
    ForkedJvm.Run run = run(Programs.brokenAgent(jar, entry::equals, 0)).isTheProgram(EXPECTED_OUT);
    Matcher trace = Pattern.compile("\tat |Exception in thread").matcher(run.err());
    assertFalse(trace.find(), run::toString);
  }

  private static ForkedJvm.Run run(Path jar) throws Exception {
    return new ForkedJvm(temporary, ForkedJvm.agentAt(jar), "-cp", "" + classes, "sample.Main")
        .run();
  }

  private static void assertSaysWhyInOneLine(ForkedJvm.Run run, String culprit) {
    run.isTheProgram(EXPECTED_OUT);
    assertEquals(1, run.err().lines().count(), run::toString);
    assertTrue(run.err().startsWith("heapwise: "), run::toString);
    assertTrue(run.err().contains(culprit), run::toString);
  }
}
