package io.heapwise.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.heapwise.dump.Counts;
import io.heapwise.dump.Profile;
import io.heapwise.dump.ProfileReader;
import io.heapwise.dump.SiteRow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every allocation is counted, none twice, and its size is what the JVM says: {@link
 * ExactPrograms#ROUND} has its counts written beside it, and the JVM's own count of allocated bytes
 * is the other witness.
 */
class ExactCountsTest {
  private static final int ROUNDS = 300;
  private static final Pattern EXPECTED = Pattern.compile("(\\w+) (\\d+|once|twice)(?=,|$)");
  private static final Pattern BYTES = Pattern.compile("bytes=(\\d+)");

  /** Threads live for up to half a second: owners are looked at several times in that. */
  private static final String SHORT_LIVED_MAIN =
      """
      package sample;
      import java.util.ArrayList;
      import java.util.List;
      import java.util.concurrent.atomic.AtomicLong;
      public class Main {
        static final AtomicLong steps = new AtomicLong();
        static Object sink;
        static class Step { long number; }

        public static void main(String[] arguments) throws Exception {
          List<Thread> threads = new ArrayList<>();
          for (int i = 0; i < 60; i++) {
            long millis = 100 + i * 37 % 400;
            Thread thread = new Thread(() -> run(millis));
            threads.add(thread);
            thread.start();
            Thread.sleep(25);
          }
          for (Thread thread : threads) {
            thread.join();
          }
          System.out.println(steps);
        }

        static void run(long millis) {
          long end = System.nanoTime() + millis * 1_000_000;
          long made = 0;
          while (System.nanoTime() < end) {
            for (int i = 0; i < 1000; i++) {
              Step step = new Step();
              step.number = made++;
              sink = step;
            }
          }
          steps.addAndGet(made);
        }
      }
      """;

  /** Allocates until it owns a stripe of the counters. */
  private static final String OWNING_MAIN =
      """
      package sample;

      import java.lang.reflect.Field;

      public class Main {
        static volatile Object sink;

        public static void main(String[] args) throws Exception {
          Class<?> counting = Class.forName("java.lang.HeapwiseCounting");
          Field installed = counting.getDeclaredField("installed");
          Field owners = counting.getDeclaredField("owners");
          installed.setAccessible(true);
          owners.setAccessible(true);
          long[] numbers = (long[]) owners.get(installed.get(null));
          long own = Thread.currentThread().getId();
          long end = System.nanoTime() + 60_000_000_000L;
          while (System.nanoTime() < end) {
            sink = new Main();
            Thread.sleep(1);
            for (long number : numbers) {
              if (number == own) {
                System.out.println("owned");
                return;
              }
            }
          }
        }
      }
      """;

  @TempDir Path temporary;

  @Test
  void oneThread() throws Exception {
    bytesAreTheJvms(run(1, "platform", "-Xint"), 1);
  }

  @Test
  void eightThreads() throws Exception {
    bytesAreTheJvms(run(8, "platform", "-Xint", "-XX:+UseParallelGC"), 8);
  }

  @Test
  void eightThreadsCompiled() throws Exception {
    // What the compilers remove was executed all the same.
    Counted compiled = run(8, "platform", "-Xmx256m", "-XX:+UseG1GC");
    assertEquals(8 * bytesOfOneThread(), compiled.bytes);
  }

  @Test
  void uncompressedReferences() throws Exception {
    String[] jvm = {"-Xint", "-XX:-UseCompressedOops", "-XX:+UseParallelGC"};
    bytesAreTheJvms(run(2, "platform", jvm), 2);
  }

  @Test
  void uncompressedClassPointers() throws Exception {
    assumeTrue(ForkedJvm.feature(home()) < 25, "deprecated there");
    String[] jvm = {"-Xint", "-XX:-UseCompressedOops", "-XX:-UseCompressedClassPointers"};
    bytesAreTheJvms(run(1, "platform", jvm), 1);
  }

  @Test
  void compactHeaders() throws Exception {
    assumeTrue(ForkedJvm.feature(home()) >= 25, "not there yet");
    bytesAreTheJvms(run(1, "platform", "-Xint", "-XX:+UseCompactObjectHeaders"), 1);
  }

  @Test
  void largeAlignment() throws Exception {
    bytesAreTheJvms(run(1, "platform", "-Xint", "-XX:ObjectAlignmentInBytes=16"), 1);
  }

  @Test
  void virtualThreads() throws Exception {
    assumeTrue(ForkedJvm.feature(home()) >= 21, "no virtual threads");
    assertEquals(500 * bytesOfOneThread(), run(500, "virtual", "-Xmx256m").bytes);
  }

  /** More threads than there are stripes to own, some of which end while others begin. */
  @Test
  void threadsThatComeAndGo() throws Exception {
    Path classes =
        Programs.compileAsToday(Files.createTempDirectory(temporary, "c"), SHORT_LIVED_MAIN);
    Path dump = classes.resolve("dump.json");
    ForkedJvm.Run run =
        new ForkedJvm(
                classes,
                "-javaagent:" + ForkedJvm.AGENT_JAR + "=track=exact,dump=" + dump,
                "-cp",
                "" + classes,
                "sample.Main")
            .run();
    assertEquals(0, run.exitCode(), run::toString);
    long counted =
        ProfileReader.read(dump).sites().stream()
            .filter(row -> row.type().equals("sample.Main$Step"))
            .mapToLong(row -> row.counts().executedCount())
            .sum();
    assertEquals(Long.parseLong(run.out().trim()), counted);
  }

  /** Else each count is an atomic addition. */
  @ParameterizedTest
  @ValueSource(strings = {"", ",dump=dump.json"})
  void threadsGetCountersOfTheirOwn(String dump) throws Exception {
    Path classes = Programs.compileAsToday(Files.createTempDirectory(temporary, "c"), OWNING_MAIN);
    ForkedJvm.Run run =
        new ForkedJvm(
                classes,
                "-javaagent:" + ForkedJvm.AGENT_JAR + "=track=exact" + dump,
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "-cp",
                "" + classes,
                "sample.Main")
            .run();
    assertEquals("owned", run.out().trim(), run::toString);
  }

  private static String home() {
    return Path.of(ForkedJvm.java()).getParent().getParent().toString();
  }

  private long bytesOfOneThread() throws Exception {
    return run(1, "platform", "-Xmx256m").bytes;
  }

  /** The second half of the rounds is as the first. */
  private static void bytesAreTheJvms(Counted counted, int threads) {
    assertTrue(counted.jvmsBytes > 1000L * ROUNDS * threads, counted::toString);
    assertEquals(2 * counted.jvmsBytes, counted.bytes, counted::toString);
  }

  /**
   * What was counted in rounds, and what the JVM says half of the rounds took.
   *
   * @param rows those of the rounds, for a message
   */
  private record Counted(long bytes, long jvmsBytes, List<SiteRow> rows) {
    @Override
    public String toString() {
      StringBuilder text = new StringBuilder();
      for (SiteRow row : rows) {
        text.append(row.location().line()).append(' ').append(row.kind()).append(' ');
        text.append(row.type()).append(' ').append(row.counts().executedCount()).append(' ');
        text.append(row.counts().executedBytes()).append('\n');
      }
      return text.toString();
    }
  }

  private Counted run(int threads, String kind, String... jvm) throws Exception {
    Path classes =
        Programs.compileAsToday(
            Files.createTempDirectory(temporary, "c"), ExactPrograms.MAIN, ExactPrograms.ROUND);
    Path dump = classes.resolve("dump.json");
    List<String> arguments = new ArrayList<>(List.of(jvm));
    arguments.add("-javaagent:" + ForkedJvm.AGENT_JAR + "=track=exact,dump=" + dump);
    arguments.addAll(List.of("-cp", "" + classes, "sample.Main"));
    arguments.addAll(List.of("" + threads, "" + ROUNDS, kind));
    ForkedJvm.Run run = new ForkedJvm(classes, arguments.toArray(new String[0])).run();
    assertEquals(0, run.exitCode(), run::toString);
    assertEquals("", run.err());
    Matcher bytes = BYTES.matcher(run.out());
    assertTrue(bytes.find(), run::toString);
    return check(ProfileReader.read(dump), 2L * ROUNDS * threads, Long.parseLong(bytes.group(1)));
  }

  private static Counted check(Profile profile, long rounds, long jvmsBytes) {
    assertEquals(0, profile.classes().failed(), () -> profile.classes().firstFailure());
    assertEquals(List.of(), profile.classes().leftAlone());
    Map<String, Long> actual = new TreeMap<>();
    Map<String, Long> expected = new TreeMap<>();
    List<String> once = new ArrayList<>();
    expect(rounds, expected, once);
    long bytes = 0;
    List<SiteRow> rows = new ArrayList<>();
    for (SiteRow row : profile.sites()) {
      if (!row.location().className().startsWith("sample.Round") || row.isRewritten()) {
        continue;
      }
      String place = String.format("%03d %s", row.location().line(), row.kind());
      if (row.counts().executedCount() > 0) {
        actual.merge(place, row.counts().executedCount(), Long::sum);
      }
      if (!once.contains(place)) {
        rows.add(row);
        bytes += Counts.known(row.counts().executedBytes());
      }
    }
    assertEquals(expected, actual);
    return new Counted(bytes, jvmsBytes, rows);
  }

  /** Line and kind, with their counts, and those of what is only there once. */
  private static void expect(long rounds, Map<String, Long> expected, List<String> once) {
    List<String> lines = ExactPrograms.ROUND.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      int comment = lines.get(i).indexOf("// ");
      Matcher matcher = EXPECTED.matcher(comment < 0 ? "" : lines.get(i).substring(comment + 3));
      while (matcher.find()) {
        String place = String.format("%03d %s", i + 1, matcher.group(1));
        switch (matcher.group(2)) {
          case "once", "twice" -> {
            once.add(place);
            expected.put(place, matcher.group(2).equals("once") ? 1L : 2);
          }
          case "0" -> {}
          default -> expected.put(place, rounds * Long.parseLong(matcher.group(2)));
        }
      }
    }
  }
}
