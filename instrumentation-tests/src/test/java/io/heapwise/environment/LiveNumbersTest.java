package io.heapwise.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heapwise.dump.ProfileReader;
import io.heapwise.dump.SiteRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a program that runs has counted, in a form for other programs. */
class LiveNumbersTest {
  /** Until its input ends: a refused buffer, an array that no rewrite looks at, a text. */
  private static final String KEEPER =
      """
      package sample;
      import java.io.ByteArrayInputStream;
      public class Keeper {
        static volatile Object kept;
        public static void main(String[] arguments) throws Exception {
          for (int i = 0; System.in.available() == 0; i++) {
            step(i);
            Thread.sleep(1);
          }
        }
        static void step(int i) throws Exception {
          byte[] buffer = new byte[600];
          new ByteArrayInputStream(buffer).read(buffer, 0, 4);
          kept = buffer;
          kept = new long[7];
          kept = text(i);
        }
        static String text(int i) {
          return "number " + i + " of many";
        }
      }
      """;

  private static final Pattern REFUSED_BUFFER =
      Pattern.compile(
          "\"class\":\"sample.Keeper\",\"method\":\"step\",[^{}]*\"type\":\"byte\\[\\]\","
              + "\"kind\":\"newarray\",\"rewrite\":\"buffer\",\"refusal\":\"[^\"]+\","
              + "\"executedCount\":(\\d+),\"executedBytes\":(\\d+)}");

  private static final int BUFFER_BYTES = 616;

  @TempDir static Path temporary;
  private static Path classes;
  private final List<Process> started = new ArrayList<>();

  @BeforeAll
  static void compile() throws Exception {
    classes = Programs.compile(temporary, List.of(), KEEPER);
  }

  @AfterEach
  void end() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void countsRefusedSites_onRequest() throws Exception {
    String pid = start("include=sample.*");
    String before = cli(0, "top", pid, "--once", "--json", "-d", "0.2");
    assertTrue(before.contains("\"allocations\":[]"), before);
    String after = cli(0, "top", pid, "--once", "--json", "-d", "0.5", "--refused");
    Matcher site = REFUSED_BUFFER.matcher(after);
    assertTrue(site.find(), after);
    assertTrue(Long.parseLong(site.group(1)) > 0, after);
    assertEquals(BUFFER_BYTES * Long.parseLong(site.group(1)), Long.parseLong(site.group(2)));
    assertEquals(2, after.split("\"executedCount\"").length, after);
    // Once more changes nothing, and the sites of rewrites are no more than they were.
    Path dump = temporary.resolve("refused.json");
    cli(0, "dump", pid, "--refused", "-o", "" + dump);
    assertEquals(sitesOfConcat(before), sitesOfConcat(Files.readString(dump)));
    List<SiteRow> rows = ProfileReader.read(dump).sites();
    assertEquals(1, rows.stream().filter(row -> row.counts().executedCount() > 0).count());
  }

  private static String sitesOfConcat(String json) {
    Matcher sites =
        Pattern.compile("\"rewrite\":\"concat\",\"on\":true,\"sites\":(\\d+)").matcher(json);
    assertTrue(sites.find(), json);
    return sites.group(1);
  }

  @Test
  void saysSo_whereNothingShallBeCounted() throws Exception {
    String pid = start("track=off");
    assertEquals(
        "heapwise: the program runs with track=off, where no site is counted\n",
        cli(2, "top", pid, "--once", "--refused"));
  }

  @Test
  void showsEveryAllocation_whereAllAreCounted() throws Exception {
    String pid = start("track=exact");
    String json = cli(0, "top", pid, "--once", "--json", "-d", "0.5");
    assertTrue(REFUSED_BUFFER.matcher(json).find(), json);
    assertTrue(json.contains("\"type\":\"long[]\",\"kind\":\"newarray\",\"executedCount\""), json);
    String text = cli(0, "top", pid, "--once", "-d", "0.5");
    assertTrue(text.contains("buffer        byte[] sample.Keeper.step:12\n"), text);
    assertTrue(text.contains("              long[] sample.Keeper.step:15\n"), text);
  }

  @Test
  void printsALine_eachPeriod() throws Exception {
    String pid = start("track=exact");
    ProcessBuilder top =
        new ProcessBuilder(
            ForkedJvm.java(), "-jar", "" + ForkedJvm.AGENT_JAR, "top", pid, "--json", "-d", "0.1");
    Process process = top.redirectErrorStream(true).start();
    started.add(process);
    long last = 0;
    for (int i = 0; i < 5; i++) {
      String line = process.inputReader().readLine();
      assertTrue(line.startsWith("{\"format\":\"heapwise-top\",\"version\":1,"), line);
      assertTrue(line.endsWith("}]}"), line);
      Matcher site = REFUSED_BUFFER.matcher(line);
      assertTrue(site.find(), line);
      assertTrue(Long.parseLong(site.group(1)) >= last, line);
      last = Long.parseLong(site.group(1));
    }
    // Ends when nobody reads any more.
    process.getInputStream().close();
    assertTrue(process.waitFor(60, java.util.concurrent.TimeUnit.SECONDS));
  }

  @Test
  void answersAsJson() throws Exception {
    String pid = start("include=sample.*");
    cli(0, "top", pid, "--once", "-d", "0.2");
    String off = cli(0, "set", pid, "concat=off", "--json");
    assertTrue(
        off.matches(
            "\\{\"format\":\"heapwise-set\",\"version\":1,\"key\":\"concat\",\"value\":\"off\","
                + "\"transformedClasses\":1,\"failures\":\\[],\"millis\":\\d+}\n"),
        off);
    List<String> lines = cli(0, "explain", pid, "sample.*", "--json").lines().toList();
    String place = "{\"class\":\"sample.Keeper\",\"method\":\"";
    assertEquals(2, lines.size(), lines::toString);
    assertTrue(
        lines
            .get(0)
            .startsWith(
                place
                    + "step\",\"descriptor\":\"(I)V\",\"line\":12,\"index\":3,"
                    + "\"rewrite\":\"buffer\",\"refusal\":\""),
        lines::toString);
    assertEquals(
        place
            + "text\",\"descriptor\":\"(I)Ljava/lang/String;\",\"line\":19,\"index\":0,"
            + "\"rewrite\":\"concat\",\"on\":false}",
        lines.get(1));
  }

  private String start(String settings) throws IOException {
    Process process =
        new ProcessBuilder(
                ForkedJvm.java(),
                "-javaagent:" + ForkedJvm.AGENT_JAR + "=" + settings,
                "-cp",
                "" + classes,
                "sample.Keeper")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    started.add(process);
    return "" + process.pid();
  }

  /** The command line, in a JVM of its own; what it says on stderr where it fails. */
  private static String cli(int code, String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of("-jar", "" + ForkedJvm.AGENT_JAR));
    all.addAll(Arrays.asList(arguments));
    ForkedJvm.Run run = new ForkedJvm(temporary, all.toArray(String[]::new)).run();
    assertEquals(code, run.exitCode(), run::toString);
    return code == 0 ? run.out() : run.err();
  }
}
