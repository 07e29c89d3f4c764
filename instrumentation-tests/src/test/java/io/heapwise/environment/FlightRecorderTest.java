package io.heapwise.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heapwise.dump.Profile;
import io.heapwise.dump.ProfileReader;
import io.heapwise.dump.SiteRow;
import io.heapwise.dump.StackRow;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the JVM's own recorder tells us, and what we tell it. */
class FlightRecorderTest {
  /** Allocates until a file says what it shall say, or for two minutes. */
  private static final String ALLOCATING_MAIN =
      """
      package sample;
      import java.nio.file.Files;
      import java.nio.file.Path;
      import java.util.ArrayList;
      import java.util.List;
      import java.util.regex.Pattern;
      public class Allocating {
        static volatile Object sink;
        static final List<Object> KEPT = new ArrayList<>();
        static void dropped() {
          sink = new int[5000];
        }
        static void kept() {
          KEPT.add(new long[12500]);
        }
        public static void main(String[] arguments) throws Exception {
          Path file = Path.of(arguments[0]);
          Pattern wanted = Pattern.compile(arguments[1]);
          long end = System.nanoTime() + 120_000_000_000L;
          boolean found = false;
          while (!found && System.nanoTime() < end) {
            for (int i = 0; i < 1000; i++) {
              dropped();
            }
            if (KEPT.size() < 300) {
              kept();
            }
            Thread.sleep(10);
            found = Files.exists(file) && wanted.matcher(Files.readString(file)).find();
          }
          System.out.println(found);
        }
      }
      """;

  /** As the other, where sites are of several kinds, and two of one type in one line. */
  private static final String COUNTED_MAIN =
      """
      package sample;
      import java.nio.file.Files;
      import java.nio.file.Path;
      import java.util.Arrays;
      import java.util.function.IntSupplier;
      import java.util.regex.Pattern;
      public class Counted {
        static volatile Object sink;
        static volatile int number = 1000;
        static class Large { long a, b, c, d, e, f, g, h; }
        static void objects() {
          sink = new Large();
        }
        static void twins() {
          sink = new long[number / 8]; sink = new long[number];
        }
        static void boxes() {
          sink = Integer.valueOf(number);
        }
        static void copies(char[] text) {
          sink = Arrays.copyOf(text, 300);
        }
        static void texts() {
          sink = "number " + number;
        }
        static void lambdas() {
          int constant = number;
          IntSupplier supplier = () -> constant;
          sink = supplier;
        }
        public static void main(String[] arguments) throws Exception {
          Path file = Path.of(arguments[0]);
          Pattern wanted = Pattern.compile(arguments[1]);
          char[] text = "some text".toCharArray();
          long end = System.nanoTime() + 120_000_000_000L;
          boolean found = false;
          for (int round = 0; !found && System.nanoTime() < end; round++) {
            long loopEnd = System.nanoTime() + 20_000_000L;
            while (System.nanoTime() < loopEnd) {
              // One of them at a time, or the largest would take all the samples.
              for (int i = 0; i < 1000; i++) {
                switch (round % 6) {
                  case 0 -> objects();
                  case 1 -> twins();
                  case 2 -> boxes();
                  case 3 -> copies(text);
                  case 4 -> texts();
                  default -> lambdas();
                }
              }
            }
            if (round % 6 == 5) {
              String dump = Files.exists(file) ? Files.readString(file) : "";
              found = wanted.matcher(dump).results().count() >= Integer.parseInt(arguments[2]);
            }
          }
          System.out.println(found);
        }
      }
      """;

  @TempDir static Path temporary;
  private static Path classes;
  @TempDir Path folder;

  @BeforeAll
  static void compile() throws Exception {
    classes = Programs.greeting(temporary);
    Programs.compile(classes, List.of(classes), ALLOCATING_MAIN);
    Programs.compileAsToday(classes, COUNTED_MAIN);
  }

  /** Both numbers of a site are in one row, be it that the JDK allocates for it. */
  @Test
  void setsExecutedAgainstSampled() throws Exception {
    Path dump = folder.resolve("a.json");
    String sampledSite =
        "\"class\":\"sample.Counted\".*\"executedCount\":[1-9].*\"sampledCount\":([5-9]|[1-9]\\d)";
    run(
            List.of(agent(dump, "track=exact+sampled"), "-Xmx256m"),
            "sample.Counted",
            "" + dump,
            sampledSite,
            "7")
        .isTheProgram("true\n")
        .hasOnlyTheReport();
    List<SiteRow> rows =
        read(dump).sites().stream()
            .filter(row -> row.location().className().equals("sample.Counted"))
            .filter(row -> !row.location().method().equals("main"))
            .toList();
    List<String> joined = new ArrayList<>();
    for (SiteRow row : rows) {
      assertTrue(row.counts().executedCount() > 0, row::toString);
      if (row.counts().sampledCount() > 0) {
        joined.add(row.location().method() + " " + row.kind());
      }
    }
    joined.sort(null);
    assertEquals(
        List.of(
            "boxes boxing",
            "copies copyOf",
            "lambdas lambda",
            "objects new",
            "texts concat",
            "twins newarray",
            "twins newarray"),
        joined,
        rows::toString);
  }

  @Test
  void samplesStacks() throws Exception {
    Path dump = folder.resolve("a.json");
    run(
            List.of(agent(dump, "track=sampled"), "-Xmx256m"),
            "sample.Allocating",
            "" + dump,
            "\"sampledCount\":[1-9]\\d")
        .isTheProgram("true\n")
        .hasOnlyTheReport();
    Profile profile = read(dump);
    StackRow stack = largest(profile);
    assertEquals("int[]", stack.type());
    assertEquals(
        List.of("sample.Allocating.dropped", "sample.Allocating.main"),
        stack.frames().stream().map(f -> f.className() + "." + f.method()).toList());
    assertEquals(11, stack.frames().get(0).line());
    assertEquals("()V", stack.frames().get(0).descriptor());
    // Not more than there was, since the first samples of old threads are left out.
    long allocated = profile.runs().get(0).allocatedBytes();
    assertTrue(stack.sampledBytes() > 0 && (allocated < 0 || stack.sampledBytes() <= allocated));
    // The same by site.
    long ofSites = profile.sites().stream().mapToLong(s -> sampledBytes(s)).sum();
    assertEquals(profile.stacks().stream().mapToLong(StackRow::sampledBytes).sum(), ofSites);
  }

  @Test
  void findsWhatStaysReachable() throws Exception {
    Path dump = folder.resolve("a.json");
    run(
            List.of(agent(dump, "track=sampled", "track.live=true"), "-Xmx256m"),
            "sample.Allocating",
            "" + dump,
            "\"method\":\"kept\".*\"liveCount\":[1-9]")
        .isTheProgram("true\n")
        .hasOnlyTheReport();
    List<StackRow> live =
        read(dump).stacks().stream().filter(stack -> stack.liveCount() > 0).toList();
    assertTrue(
        live.stream().anyMatch(stack -> stack.frames().get(0).method().equals("kept")),
        live::toString);
    assertTrue(live.stream().allMatch(stack -> stack.liveBytes() > 0), live::toString);
  }

  @Test
  void leavesTheProgramsOwnRecordingAlone_andPutsOurNumbersIntoIt() throws Exception {
    Path dump = folder.resolve("a.json");
    Path recording = folder.resolve("own.jfr");
    ForkedJvm.Run run =
        run(
            List.of(
                agent(dump, "track=sampled"),
                "-Xmx256m",
                "-XX:StartFlightRecording=filename=" + recording),
            "sample.Allocating",
            "" + dump,
            "\"sampledCount\":[1-9]");
    // Behind what the JVM says of its recording.
    assertTrue(run.out().endsWith("\ntrue\n"), run::toString);
    assertEquals("int[]", largest(read(dump)).type());
    List<RecordedEvent> events = RecordingFile.readAllEvents(recording);
    assertTrue(
        events.stream().anyMatch(e -> e.getEventType().getName().equals("jdk.JVMInformation")));
    assertTrue(
        events.stream().anyMatch(e -> e.getEventType().getName().equals("heapwise.Rewrite")));
  }

  @Test
  void recordsSitesAndPools() throws Exception {
    Path recording = folder.resolve("own.jfr");
    ForkedJvm.Run run =
        run(
            List.of(
                ForkedJvm.agent("include=sample.*"),
                "-XX:StartFlightRecording=filename=" + recording),
            "sample.Main");
    assertTrue(run.out().endsWith(Programs.EXPECTED_OUT), run::toString);
    Map<String, List<RecordedEvent>> events =
        RecordingFile.readAllEvents(recording).stream()
            .filter(e -> e.getEventType().getName().startsWith("heapwise."))
            .collect(Collectors.groupingBy(e -> e.getEventType().getName()));
    RecordedEvent site = last(events, "heapwise.Site");
    assertEquals("concat", site.getString("rewrite"));
    assertEquals("sample.Greeter", site.getString("className"));
    assertEquals("greet", site.getString("method"));
    assertEquals(4, site.getInt("line"));
    assertEquals((long) Programs.GREETINGS, site.getLong("hits"));
    assertTrue(site.getLong("avoidedBytes") > 0);
    assertTrue(last(events, "heapwise.Pool").getLong("claims") > 0);
    List<RecordedEvent> rewrites = events.get("heapwise.Rewrite");
    RecordedEvent concat =
        rewrites.stream()
            .filter(e -> e.getString("rewrite").equals("concat"))
            .reduce((a, b) -> b)
            .get();
    assertEquals((long) Programs.GREETINGS, concat.getLong("hits"));
    assertTrue(concat.getBoolean("on"));
  }

  @Test
  void saysSoInOneLine_whereThereIsNoFlightRecorder() throws Exception {
    Path dump = folder.resolve("a.json");
    ForkedJvm.Run run =
        run(
            List.of(
                agent(dump, "track=sampled"),
                "--limit-modules",
                "java.base,java.instrument,jdk.management"),
            "sample.Allocating",
            "" + dump,
            "\"durationMillis\":[3-9]\\d\\d\\d");
    run.isTheProgram("true\n");
    assertEquals(
        List.of("heapwise: track=sampled: this Java has no module jdk.jfr; no samples"),
        run.err().lines().filter(line -> line.contains("sampled")).toList());
    assertTrue(read(dump).stacks().isEmpty());
  }

  private static RecordedEvent last(Map<String, List<RecordedEvent>> events, String name) {
    assertFalse(events.getOrDefault(name, List.of()).isEmpty(), events::toString);
    return events.get(name).get(events.get(name).size() - 1);
  }

  private static long sampledBytes(SiteRow site) {
    return Math.max(0, site.counts().sampledBytes());
  }

  private static StackRow largest(Profile profile) {
    return profile.stacks().stream()
        .reduce((a, b) -> a.sampledBytes() >= b.sampledBytes() ? a : b)
        .orElseThrow();
  }

  private static Profile read(Path dump) throws IOException {
    return ProfileReader.read(dump);
  }

  private static String agent(Path dump, String... settings) {
    List<String> all = new ArrayList<>(List.of("dump=" + dump, "dump.interval=1"));
    all.addAll(Arrays.asList(settings));
    return ForkedJvm.agent(all.toArray(String[]::new));
  }

  private static ForkedJvm.Run run(List<String> options, String... program) throws Exception {
    return ForkedJvm.program(temporary, classes, options, program).run();
  }
}
