package io.heapwise.environment;

import static io.heapwise.environment.Programs.EXPECTED_OUT;
import static io.heapwise.environment.Programs.GREETINGS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Start-up is a feature: what the JVM shares between its runs stays shared with the agent on, as
 * with an agent that does nothing at all.
 */
class ClassDataSharingTest {
  private static final String SHARED = "shared objects file";

  private static final Pattern LOADED = Pattern.compile("\\] ([\\w.$]+) source: (.*)");

  private static final String OURS = ForkedJvm.agent("include=sample.*");

  @TempDir static Path temporary;
  private static Path program;
  private static String idle;

  @BeforeAll
  static void compile() throws Exception {
    ForkedJvm.Run version = new ForkedJvm(temporary, "-version").run();
    assumeTrue(version.err().contains("sharing"), "this JDK has no archive of its own");
    program = Programs.jar(temporary.resolve("program.jar"), Programs.greeting(temporary));
    String source =
        """
        public class Idle {
          public static void premain(String arguments) {}
        }
        """;
    idle = "-javaagent:" + Programs.agent(temporary, "Idle", List.of(), source);
  }

  @Test
  void classesOfTheJdkStayShared() throws Exception {
    Path idleLog = temporary.resolve("idle.txt");
    Path ourLog = temporary.resolve("ours.txt");
    ForkedJvm.Run without = run(idle, "-Xlog:class+load:file=" + idleLog);
    without.isTheProgram(EXPECTED_OUT);
    run(OURS, "-Xlog:class+load:file=" + ourLog).isAs(without).hasConcatHits(GREETINGS);
    Map<String, String> sources = sources(ourLog);
    assertTrue(sources.containsKey("java.lang.HeapwiseBridge"), sources::toString);
    int shared = 0;
    for (Map.Entry<String, String> loaded : sources(idleLog).entrySet()) {
      String source = sources.get(loaded.getKey());
      if (source != null && loaded.getValue().startsWith(SHARED)) {
        assertTrue(source.startsWith(SHARED), () -> loaded.getKey() + ": " + source);
        shared++;
      }
    }
    assertTrue(shared > 300, "only " + shared);
  }

  @Test
  void classesOfTheProgramStayShared_withADynamicArchive() throws Exception {
    Path archive = temporary.resolve("program.jsa");
    Path log = temporary.resolve("archived.txt");
    run("-XX:ArchiveClassesAtExit=" + archive);
    assertTrue(Files.exists(archive));
    String archived = "-XX:SharedArchiveFile=" + archive;
    // Some JVMs remark that there was no agent when the archive was made.
    ForkedJvm.Run without = run(archived, idle);
    assertTrue(without.out().endsWith(EXPECTED_OUT), without::toString);
    run(archived, OURS, "-Xlog:class+load:file=" + log).isAs(without).hasConcatHits(GREETINGS);
    Map<String, String> sources = sources(log);
    assertEquals(SHARED + " (top)", sources.get("sample.Main"));
    // Rewritten, so the archived class cannot serve.
    assertTrue(sources.get("sample.Greeter").endsWith("program.jar"), sources::toString);
  }

  private static ForkedJvm.Run run(String... options) throws Exception {
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.addAll(List.of("-cp", "" + program, "sample.Main"));
    return new ForkedJvm(temporary, arguments.toArray(String[]::new)).run();
  }

  /** Where each class was loaded from, by what the JVM logged. */
  private static Map<String, String> sources(Path log) throws Exception {
    Map<String, String> sources = new TreeMap<>();
    LOADED
        .matcher(Files.readString(log))
        .results()
        .forEach(found -> sources.put(found.group(1), found.group(2)));
    return sources;
  }
}
