package io.heapwise.environment;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heapwise.dump.Counts;
import io.heapwise.dump.JvmRun;
import io.heapwise.dump.Profile;
import io.heapwise.dump.ProfileReader;
import io.heapwise.dump.SiteRow;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A JVM that is killed leaves behind what it has counted. */
class KilledJvmTest {
  private static final int TIMEOUT_MILLIS = 60_000;

  /**
   * Writes how far it has got, without the JVM's help in the end: into memory that is a file. Each
   * step is two allocations and one rewritten concatenation.
   */
  private static final String STEPS =
      """
      package sample;
      import java.nio.MappedByteBuffer;
      import java.nio.channels.FileChannel;
      import java.nio.file.Path;
      import java.nio.file.StandardOpenOption;
      public class Main {
        static Object sink;
        static class Step { long number; }
        public static void main(String[] arguments) throws Exception {
          FileChannel file = FileChannel.open(Path.of(arguments[0]),
              StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
          MappedByteBuffer done = file.map(FileChannel.MapMode.READ_WRITE, 0, 8);
          for (long i = 1; ; i++) {
            Step step = new Step();
            sink = step;
            sink = new byte[(int) (i & 15)];
            sink = "step " + i + " of " + step.number;
            done.putLong(0, i);
          }
        }
      }
      """;

  @TempDir Path folder;

  @Test
  void countsAreThere_upToTheLastStep() throws Exception {
    Path dump = folder.resolve("a.json");
    long[] steps = kill("track=exact,dump=" + dump);
    Path counters = folder.resolve("a.json.counters");
    assertEquals(
        "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(counters)));
    Profile profile = ProfileReader.read(counters);
    isBetween(steps[0], steps[1], row(profile, "sample.Main$Step").counts().executedCount());
    long bytes = row(profile, "sample.Main$Step").counts().executedBytes();
    assertEquals(24 * row(profile, "sample.Main$Step").counts().executedCount(), bytes);
    SiteRow array = row(profile, "byte[]");
    isBetween(steps[0], steps[1], array.counts().executedCount());
    // Sixteen in a row are 8 of 16, 24 or 32 bytes together.
    long rounds = array.counts().executedCount() / 16;
    assertTrue(array.counts().executedBytes() >= rounds * 384, array::toString);
    JvmRun run = profile.runs().get(0);
    assertEquals("killed", run.reason());
    assertEquals("sample.Main", run.command());
    assertEquals("exact", run.track());
    assertTrue(run.flags().contains("-Ddb.password=***"), run::toString);
    assertTrue(
        run.flags().stream().anyMatch(f -> f.endsWith("=exact,dump=" + dump)), run::toString);
    assertFalse(Files.readString(counters, ISO_8859_1).contains("hunter2"));
    assertTrue(run.pid() > 0, run::toString);
    assertTrue(run.agentNanos() > 0, run::toString);
    assertEquals(Counts.UNKNOWN, run.agentBytes());
  }

  @Test
  void hitsAreThere_upToTheLastSecond() throws Exception {
    kill("dump=" + folder.resolve("b.json"));
    Profile profile = ProfileReader.read(folder.resolve("b.json.counters"));
    SiteRow site =
        profile.sites().stream().filter(s -> "concat".equals(s.rewrite())).findFirst().get();
    assertTrue(site.counts().hits() > 0, site::toString);
    assertEquals("java.lang.StringBuilder", site.type());
    assertEquals(site.counts().hits(), profile.rewrites().get(0).hits());
  }

  @Test
  void ownCostIsThere_whereItIsMeasured() throws Exception {
    kill("report=summary,dump=" + folder.resolve("c.json"));
    JvmRun run = ProfileReader.read(folder.resolve("c.json.counters")).runs().get(0);
    assertTrue(run.agentNanos() > 0, run::toString);
    assertTrue(run.agentBytes() > 0, run::toString);
  }

  /** The JVM's last dump says nothing of what came behind it; its counters say nothing of pools. */
  @Test
  void countsOnce_whatIsInADumpAsWell() throws Exception {
    Path dumps = Files.createDirectory(folder.resolve("dumps"));
    long[] steps = kill("track=exact,dump.interval=1,dump=" + dumps.resolve("d.json"));
    Profile dump = ProfileReader.read(dumps.resolve("d.json"));
    Path counters = dumps.resolve("d.json.counters");
    assertEquals(ProfileReader.read(counters).runs().get(0).id(), dump.runs().get(0).id());
    Path merged = folder.resolve("merged.json");
    ForkedJvm.Run merge =
        new ForkedJvm(
                folder, "-jar", "" + ForkedJvm.AGENT_JAR, "merge", "" + dumps, "-o", "" + merged)
            .run();
    assertEquals(0, merge.exitCode(), merge::toString);
    assertTrue(merge.out().startsWith("1 of 2 files merged (1 of the same"), merge::toString);
    Profile profile = ProfileReader.read(merged);
    assertEquals(List.of("killed"), profile.runs().stream().map(JvmRun::reason).toList());
    long executed = row(profile, "sample.Main$Step").counts().executedCount();
    isBetween(steps[0], steps[1], executed);
    assertTrue(executed > row(dump, "sample.Main$Step").counts().executedCount());
    assertEquals(dump.pools(), profile.pools());
    assertEquals(dump.classes(), profile.classes());
  }

  @Test
  void nothingIsLost_ofWhatAnotherHasLeft() throws Exception {
    Path left = folder.resolve("a.json.counters");
    Files.writeString(left, "left by another");
    kill("track=exact,dump=" + folder.resolve("a.json"));
    assertEquals("left by another", Files.readString(left));
    Profile profile = ProfileReader.read(folder.resolve("a.json.counters.2"));
    assertTrue(row(profile, "sample.Main$Step").counts().executedCount() > 0);
  }

  @Test
  void aCleanEnd_leavesNoCounters() throws Exception {
    for (String track : List.of("exact", "sites")) {
      Path classes = Programs.greeting(folder);
      Path dump = folder.resolve(track + ".json");
      String agent = "-javaagent:" + ForkedJvm.AGENT_JAR + "=track=" + track + ",dump=" + dump;
      ForkedJvm.Run run = new ForkedJvm(classes, agent, "-cp", "" + classes, "sample.Main").run();
      run.isTheProgram(Programs.EXPECTED_OUT);
      assertEquals("", run.err());
      assertTrue(Files.exists(dump));
      assertFalse(Files.exists(folder.resolve(track + ".json.counters")));
    }
  }

  @Test
  void thePlaceholderOfTheProcess_isInTheName() throws Exception {
    kill("track=exact,dump=" + folder.resolve("p%p.json"));
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> counters = files.filter(f -> f.toString().endsWith(".counters")).toList();
      assertEquals(1, counters.size(), counters::toString);
      String name = counters.get(0).getFileName().toString();
      long pid = ProfileReader.read(counters.get(0)).runs().get(0).pid();
      assertEquals("p" + pid + ".json.counters", name);
    }
  }

  /** Without room for the counters they are in memory alone; the dump at exit has them. */
  @Test
  void countsAllTheSame_whereThereCanBeNoFile() throws Exception {
    Path classes = Programs.greeting(folder);
    Path dump = folder.resolve("a.json");
    Path blocked = Files.createDirectory(folder.resolve("a.json.counters"));
    for (int i = 2; i <= 1000; i++) {
      Files.createFile(folder.resolve("a.json.counters." + i));
    }
    String agent = "-javaagent:" + ForkedJvm.AGENT_JAR + "=track=exact,concat=off,dump=" + dump;
    ForkedJvm.Run run = new ForkedJvm(classes, agent, "-cp", "" + classes, "sample.Main").run();
    run.isTheProgram(Programs.EXPECTED_OUT);
    assertEquals("", run.err());
    assertTrue(Files.isDirectory(blocked));
    SiteRow builder = row(ProfileReader.read(dump), "java.lang.StringBuilder");
    assertEquals(Programs.GREETINGS, builder.counts().executedCount());
  }

  private static void isBetween(long least, long most, long actual) {
    assertTrue(least <= actual && actual <= most, least + " <= " + actual + " <= " + most);
  }

  private static SiteRow row(Profile profile, String type) {
    return profile.sites().stream()
        .filter(site -> site.type().equals(type) && !site.isRewritten())
        .filter(site -> site.counts().executedCount() > 0)
        .findFirst()
        .orElseThrow(() -> new AssertionError(type + " in " + profile.sites()));
  }

  /** Kills a JVM in the midst; returns how many steps it has done, and may have begun. */
  private long[] kill(String settings) throws Exception {
    Path classes = Programs.compile(Files.createTempDirectory(folder, "c"), List.of(), STEPS);
    Path done = classes.resolve("done");
    Path out = classes.resolve("out");
    String agent = "-javaagent:" + ForkedJvm.AGENT_JAR + "=" + settings;
    Process process =
        new ForkedJvm(
                classes,
                "-Ddb.password=hunter2",
                agent,
                "-cp",
                "" + classes,
                "sample.Main",
                "" + done)
            .start(out);
    try {
      long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(TIMEOUT_MILLIS);
      while (steps(done) < 10_000) {
        assertTrue(process.isAlive(), () -> "ended by itself");
        assertTrue(System.nanoTime() < deadline, "too slow");
        Thread.sleep(10);
      }
      // What is brought to the file by a thread has had its second, and more.
      Thread.sleep(3000);
    } finally {
      process.destroyForcibly();
      process.waitFor();
    }
    assertEquals("", Files.readString(out));
    return new long[] {steps(done), steps(done) + 1};
  }

  private static long steps(Path done) throws Exception {
    if (!Files.exists(done) || Files.size(done) < Long.BYTES) {
      return 0;
    }
    try (RandomAccessFile file = new RandomAccessFile(done.toFile(), "r")) {
      return file.readLong();
    }
  }
}
