package io.heapwise.environment;

import static io.heapwise.environment.ForkedJvm.AGENT_JAR;
import static io.heapwise.environment.Programs.EXPECTED_OUT;
import static io.heapwise.environment.Programs.GREETINGS;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The jar works under any name, in any folder, and however, and how often, it is given. */
class AgentLocationTest {
  @TempDir static Path temporary;
  private static Path classes;

  @BeforeAll
  static void compile() throws Exception {
    classes = Programs.greeting(temporary);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "renamed.jar",
        "no-suffix",
        "with spaces/heap wise.jar",
        "per%20cent/100%.jar",
        "c++/a+b.jar",
        "hash#/que?ry&.jar",
        "ex!/clamation!.jar"
      })
  void worksUnderAnyName(String name) throws Exception {
    Path copy = copyTo(name);
    new ForkedJvm(
            temporary,
            ForkedJvm.agentAt(copy, "include=sample.*"),
            "-cp",
            "" + classes,
            "sample.Main")
        .run()
        .isTheProgram(EXPECTED_OUT)
        .hasConcatHits(GREETINGS)
        .hasOnlyTheReport();
  }

  @Test
  void worksOnARelativePath() throws Exception {
    copyTo("relative/a.jar");
    runWith("-javaagent:relative/a.jar=report=summary,include=sample.*")
        .hasConcatHits(GREETINGS)
        .hasOnlyTheReport();
  }

  /** The shell makes the name, because this JVM's own locale may not be able to say it. */
  @Test
  void worksWithUmlautsInThePath() throws Exception {
    String script =
        "name=$(printf 'b\\303\\274ro'); mkdir \"$name\" && cp \"$1\" \"$name/$name.jar\" &&"
            + " exec \"$2\" \"-javaagent:$name/$name.jar=report=summary,include=sample.*\""
            + " -cp \"$3\" sample.Main";
    String[] launcher = {"sh", "-c", script, "sh", "" + AGENT_JAR, ForkedJvm.java()};
    new ForkedJvm(temporary, launcher, "" + classes)
        .run()
        .isTheProgram(EXPECTED_OUT)
        .hasConcatHits(GREETINGS)
        .hasOnlyTheReport();
  }

  @Test
  void secondTimeTheSameJarHasNoEffect() throws Exception {
    String agent = ForkedJvm.agent("include=sample.*");
    runWith(agent, agent).hasConcatHits(GREETINGS).hasOnlyTheReport();
  }

  @Test
  void secondCopyOfTheJarHasNoEffect() throws Exception {
    Path copy = copyTo("second/copy.jar");
    runWith(ForkedJvm.agent("include=sample.*"), ForkedJvm.agentAt(copy, "concat=off"))
        .hasConcatHits(GREETINGS)
        .hasOnlyTheReport();
  }

  @Test
  void worksFromTheEnvironment() throws Exception {
    ForkedJvm.Run run =
        new ForkedJvm(temporary, "-cp", "" + classes, "sample.Main")
            .environment("JAVA_TOOL_OPTIONS", ForkedJvm.agent("include=sample.*"))
            .run();
    run.isTheProgram(EXPECTED_OUT).hasConcatHits(GREETINGS);
  }

  @Test
  void worksFromTheEnvironmentAndTheCommandLineAtOnce() throws Exception {
    ForkedJvm.Run run =
        new ForkedJvm(temporary, ForkedJvm.agent("concat=off"), "-cp", "" + classes, "sample.Main")
            .environment("JAVA_TOOL_OPTIONS", ForkedJvm.agent("include=sample.*"))
            .run();
    // The JVM reads the variable first, so that is the one that counts.
    run.isTheProgram(EXPECTED_OUT).hasConcatHits(GREETINGS);
  }

  @Test
  void worksOnClassesThatAreLoadedAfterItWasAttached() throws Exception {
    String attaching =
        """
        import com.sun.tools.attach.VirtualMachine;
        public class Attaching {
          public static void main(String[] arguments) throws Exception {
            VirtualMachine self = VirtualMachine.attach(pid());
            self.loadAgent(arguments[0], arguments[1]);
            self.detach();
            sample.Main.main(arguments);
          }
          private static String pid() {
            return Long.toString(ProcessHandle.current().pid());
          }
        }
        """;
    Path folder = Files.createDirectory(temporary.resolve("attaching"));
    Programs.compile(folder, List.of(classes), attaching);
    new ForkedJvm(
            temporary,
            "-Djdk.attach.allowAttachSelf=true",
            "-XX:+EnableDynamicAgentLoading",
            "-cp",
            classes + ":" + folder,
            "Attaching",
            "" + AGENT_JAR,
            "report=summary,include=sample.*")
        .run()
        .isTheProgram(EXPECTED_OUT)
        .hasConcatHits(GREETINGS)
        .hasOnlyTheReport();
  }

  private static ForkedJvm.Run runWith(String... agents) throws Exception {
    String[] arguments = new String[agents.length + 3];
    System.arraycopy(agents, 0, arguments, 0, agents.length);
    arguments[agents.length] = "-cp";
    arguments[agents.length + 1] = "" + classes;
    arguments[agents.length + 2] = "sample.Main";
    return new ForkedJvm(temporary, arguments).run().isTheProgram(EXPECTED_OUT);
  }

  private static Path copyTo(String name) throws Exception {
    Path copy = temporary.resolve(name);
    Files.createDirectories(copy.getParent());
    return Files.copy(AGENT_JAR, copy);
  }
}
