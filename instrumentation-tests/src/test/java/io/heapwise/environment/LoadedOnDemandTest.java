package io.heapwise.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Programs do not load what they have no site for; where they have one, it is there before the
 * class with the site is.
 */
class LoadedOnDemandTest {
  private static final Pattern LOADED = Pattern.compile("\\] ([\\w.$]+) source: ");

  /** What rewritten code reaches, but for builders and the pools. */
  private static final Pattern SPECIAL =
      Pattern.compile(
          "io\\.heapwise\\.(runtime\\.(\\w+Support|Format(?!Check)\\w*|Pooled\\w+|Lent\\w+|Deferred\\w+"
              + "|\\w+Fields|RequestProbe|GatheredBytes|trust\\.(?!Judge$).*)"
              + "|trust\\.(?!LoadedClasses$|LinkedClasses$).*)");

  private static final String SITE =
      """
      package sample;
      public class Main {
        public static void main(String[] arguments) throws Exception {
          %s
          System.out.println("done");
        }
      }
      """;

  @TempDir Path temporary;

  @Test
  void noSiteLoadsNoRuntime() throws Exception {
    List<String> loaded = loadedBy(SITE.formatted(""));
    assertEquals(
        List.of("io.heapwise.runtime.trust.Judge"),
        loaded.stream().filter(name -> name.startsWith("io.heapwise.runtime.")).toList());
    assertEquals(List.of(), special(loaded));
  }

  @Test
  void nothingAskedForLoadsNoJmx_noFiles_noFlightRecorder() throws Exception {
    List<String> loaded = loadedBy(SITE.formatted(""));
    assertEquals(
        List.of(),
        loaded.stream()
            .filter(
                name ->
                    name.matches(
                        "(javax\\.management|jdk\\.jfr|com\\.sun\\.tools)\\..*"
                            + "|io\\.heapwise\\.(jmx|dump|track\\.output|track\\.sampled)\\..*"
                            + "|io\\.heapwise\\.(track\\.ProfileCollector|install\\.(LiveSwitch|Explanation))"))
            .filter(name -> !name.equals("io.heapwise.track.output.DumpPath"))
            .toList());
  }

  @Test
  void concatenationsLoadNothingOfOtherRewrites() throws Exception {
    String site = "System.out.println(\"a\" + arguments.length + 'b' + System.nanoTime());";
    List<String> loaded = loadedBy(SITE.formatted(site));
    assertTrue(loaded.contains("io.heapwise.runtime.RewriteRuntime"), loaded::toString);
    assertEquals(List.of(), special(loaded));
  }

  @Test
  void aFormatLoadsWhatItNeedsBeforeItRuns() throws Exception {
    List<String> loaded =
        loadedBy(SITE.formatted("System.out.println(String.format(\"%s %d\", \"a\", 1));"));
    isBeforeMain("io.heapwise.runtime.FormatDigits", loaded);
    assertEquals(List.of(), special(loaded).stream().filter(n -> !n.contains(".Format")).toList());
  }

  @Test
  void aBufferLoadsWhatItNeedsBeforeItRuns() throws Exception {
    List<String> loaded =
        loadedBy(
            SITE.formatted(
                """
                byte[] buffer = new byte[4096];
                try (java.io.InputStream in = new java.io.FileInputStream("/dev/null")) {
                  while (in.read(buffer, 0, 4096) > 0) {}
                }
                """));
    isBeforeMain("io.heapwise.runtime.trust.Verdicts$Request", loaded);
    isBeforeMain("io.heapwise.trust.BytecodeJudge", loaded);
  }

  @Test
  void linesOfAFileLoadWhatTheyNeedBeforeTheyAreRead() throws Exception {
    List<String> loaded =
        loadedBy(
            SITE.formatted(
                "java.nio.file.Files.readAllLines(java.nio.file.Path.of(\"/dev/null\"));"));
    isBeforeMain("io.heapwise.runtime.CoderFields", loaded);
    isBeforeMain("io.heapwise.runtime.FileReads", loaded);
  }

  @Test
  void aBuilderThatIsLentLoadsWhatItNeedsBeforeItRuns() throws Exception {
    List<String> loaded =
        loadedBy(
            SITE.formatted(
                """
                StringBuilder text = new StringBuilder();
                for (String argument : arguments) {
                  text.append(argument);
                }
                new java.io.StringWriter().append(text);
                System.out.println(text.append("!").append(arguments.length).toString());
                """));
    isBeforeMain("io.heapwise.runtime.LentBuilders", loaded);
    isBeforeMain("io.heapwise.runtime.trust.Verdicts$Request", loaded);
    isBeforeMain("io.heapwise.trust.BytecodeJudge", loaded);
  }

  @Test
  void aBuilderThatStaysInItsMethodLoadsNoJudge() throws Exception {
    List<String> loaded =
        loadedBy(
            SITE.formatted(
                """
                StringBuilder text = new StringBuilder();
                for (String argument : arguments) {
                  text.append(argument);
                }
                System.out.println(text.toString());
                """));
    assertTrue(loaded.contains("io.heapwise.runtime.RewriteRuntime"), loaded::toString);
    assertEquals(List.of(), special(loaded));
  }

  private static void isBeforeMain(String name, List<String> loaded) {
    int found = loaded.indexOf(name);
    assertTrue(found >= 0 && found < loaded.indexOf("sample.Main"), loaded::toString);
  }

  private static List<String> special(List<String> loaded) {
    return loaded.stream().filter(name -> SPECIAL.matcher(name).matches()).toList();
  }

  /** In the order in which they were loaded. */
  private List<String> loadedBy(String source) throws Exception {
    Path classes = Programs.compile(Files.createTempDirectory(temporary, "c"), List.of(), source);
    Path log = temporary.resolve("log.txt");
    // Without the report at exit, which looks at sites and pools.
    String agent = "-javaagent:" + ForkedJvm.AGENT_JAR + "=include=sample.*";
    ForkedJvm.Run run =
        new ForkedJvm(
                temporary,
                agent,
                "-Xlog:class+load:file=" + log,
                "-cp",
                "" + classes,
                "sample.Main")
            .run();
    assertEquals(0, run.exitCode(), run::toString);
    List<String> names = new ArrayList<>();
    for (String line : Files.readAllLines(log)) {
      Matcher matcher = LOADED.matcher(line);
      if (matcher.find()) {
        names.add(matcher.group(1));
      }
    }
    return names;
  }
}
