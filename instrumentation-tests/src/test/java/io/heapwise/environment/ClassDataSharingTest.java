package io.heapwise.environment;

import static io.heapwise.environment.Programs.EXPECTED_OUT;
import static io.heapwise.environment.Programs.GREETINGS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Start-up is a feature: what the JVM shares between its runs stays shared with the agent on. */
class ClassDataSharingTest {
  private static final String SHARED = "shared objects file";

  private static final Pattern LOADED = Pattern.compile("\\] ([\\w.$]+) source: (.*)");

  @TempDir static Path temporary;
  private static Path jar;

  @BeforeAll
  static void compile() throws Exception {
    jar = Programs.jar(temporary.resolve("program.jar"), Programs.greeting(temporary));
    ForkedJvm.Run version = new ForkedJvm(temporary, "-version").run();
    assumeTrue(version.err().contains("sharing"), "this JDK has no archive of its own");
  }

  @Test
  void classesOfTheJdkStayShared() throws Exception {
    Map<String, String> without = sources("-Xshare:auto");
    Map<String, String> with = sources("-Xshare:auto", ForkedJvm.agent("include=sample.*"));
    assertEquals("__JVM_DefineClass__", with.get("java.lang.HeapwiseBridge"), with::toString);
    int shared = 0;
    for (Map.Entry<String, String> loaded : without.entrySet()) {
      String name = loaded.getKey();
      if (loaded.getValue().startsWith(SHARED) && with.containsKey(name)) {
        assertTrue(with.get(name).startsWith(SHARED), () -> name + ": " + with.get(name));
        shared++;
      }
    }
    assertTrue(shared > 300, "only " + shared);
  }

  @Test
  void classesOfTheProgramStayShared_withADynamicArchive() throws Exception {
    Path archive = temporary.resolve("program.jsa");
    new ForkedJvm(temporary, "-XX:ArchiveClassesAtExit=" + archive, "-cp", "" + jar, "sample.Main")
        .run();
    assertTrue(Files.exists(archive));
    Map<String, String> with =
        sources("-XX:SharedArchiveFile=" + archive, ForkedJvm.agent("include=sample.*"));
    assertEquals(SHARED + " (top)", with.get("sample.Main"));
    // Rewritten, so the archived bytes cannot serve.
    assertTrue(with.get("sample.Greeter").endsWith("program.jar"), with::toString);
  }

  /** Where each class of a run of the program was loaded from. */
  private static Map<String, String> sources(String... options) throws Exception {
    Path log = Files.createTempFile(temporary, "loaded", ".txt");
    String[] all = new String[options.length + 4];
    System.arraycopy(options, 0, all, 0, options.length);
    List<String> rest = List.of("-Xlog:class+load:file=" + log, "-cp", "" + jar, "sample.Main");
    for (int i = 0; i < rest.size(); i++) {
      all[options.length + i] = rest.get(i);
    }
    // Warnings of the JVM go to stdout by default: there is none if the program's is as it was.
    ForkedJvm.Run run = new ForkedJvm(temporary, all).run().isTheProgram(EXPECTED_OUT);
    if (options.length > 1) {
      run.hasConcatHits(GREETINGS).hasOnlyTheReport();
    }
    Map<String, String> sources = new TreeMap<>();
    for (MatchResult found : LOADED.matcher(Files.readString(log)).results().toList()) {
      sources.put(found.group(1), found.group(2));
    }
    return sources;
  }
}
