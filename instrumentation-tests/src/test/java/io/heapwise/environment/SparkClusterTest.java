package io.heapwise.environment;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heapwise.dump.Counts;
import io.heapwise.dump.JvmRun;
import io.heapwise.dump.Profile;
import io.heapwise.dump.ProfileReader;
import io.heapwise.dump.SiteRow;
import io.heapwise.dump.Totals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * A job in a cluster, submitted as the README says: Spark's own cluster on one machine, whose
 * executors are JVMs of their own. Each JVM leaves a dump, and the command line adds them up.
 */
@EnabledIfSystemProperty(
    named = "heapwise.spark.home",
    matches = ".+",
    disabledReason = "needs Spark: mvn -Pspark verify")
class SparkClusterTest {
  private static final int EXECUTORS = 2;
  private static final int PIECES = 10_000;
  private static final int NAMES = 10;

  /** Half a minute each, where nothing else runs. */
  private static final int TIMEOUT_SECONDS = 900;

  /**
   * For each piece one object, and one concatenation, compiled to a chain of calls on a builder.
   */
  private static final String JOB =
      """
      package sample;
      import java.util.ArrayList;
      import java.util.List;
      import java.util.TreeMap;
      import org.apache.spark.SparkConf;
      import org.apache.spark.api.java.JavaSparkContext;
      import scala.Tuple2;
      public class Job {
        public static void main(String[] arguments) {
          try (JavaSparkContext spark = new JavaSparkContext(new SparkConf().setAppName("pieces"))) {
            List<Integer> numbers = new ArrayList<>();
            for (int i = 0; i < Integer.parseInt(arguments[0]); i++) {
              numbers.add(i);
            }
            System.out.println(new TreeMap<>(spark.parallelize(numbers, 8)
                .map(number -> new Piece(number))
                .mapToPair(piece -> new Tuple2<>(piece.name(), piece.number))
                .reduceByKey(Integer::sum)
                .collectAsMap()));
          }
        }

        static class Piece {
          final int number;

          Piece(int number) {
            this.number = number;
          }

          String name() {
            return "piece " + number % 10 + " of " + 10L + '!';
          }
        }
      }
      """;

  /** Only the folder {@code jars} is there; Spark adds {@code work}, with the executors' logs. */
  private static final Path SPARK_HOME = Path.of(System.getProperty("heapwise.spark.home", ""));

  @TempDir Path folder;

  @Test
  void eachJvmLeavesADump_andTheirSumIsTheJobs() throws Exception {
    Path classes = Files.createDirectory(folder.resolve("classes"));
    Programs.compile(classes, list(SPARK_HOME.resolve("jars"), ".jar"), JOB);
    Path job = Programs.jar(folder.resolve("job.jar"), classes);
    submit(job, List.of()).isTheProgram(expectedOut());

    Path dumps = Files.createDirectory(folder.resolve("dumps"));
    String agent =
        "-javaagent:" + ForkedJvm.AGENT_JAR + "=track=exact,dump=" + dumps.resolve("job-%p.json");
    submit(
            job,
            List.of(
                "--conf", "spark.driver.extraJavaOptions=" + agent,
                "--conf", "spark.executor.extraJavaOptions=" + agent))
        .isTheProgram(expectedOut());

    List<Profile> profiles = new ArrayList<>();
    for (Path dump : dumps(dumps)) {
      Profile profile = ProfileReader.read(dump);
      JvmRun run = profile.runs().get(0);
      assertEquals("job-" + run.pid() + ".json", dump.getFileName().toString());
      assertEquals("exit", run.reason());
      assertEquals(0, profile.classes().failed(), () -> profile.classes().firstFailure());
      profiles.add(profile);
    }
    check(profiles);
    checkMerged(profiles, merge(dumps));
  }

  private static String expectedOut() {
    Map<String, Integer> sums = new TreeMap<>();
    for (int i = 0; i < PIECES; i++) {
      sums.merge("piece " + i % NAMES + " of 10!", i, Integer::sum);
    }
    return sums + "\n";
  }

  /** One driver, which made no piece, and executors, each of which made some of them. */
  private static void check(List<Profile> profiles) {
    List<Profile> executors = new ArrayList<>();
    for (Profile profile : profiles) {
      assertTrue(sparksOwn(profile) > 1_000, "Spark's own allocations are missing");
      String command = profile.runs().get(0).command();
      if (command.startsWith("org.apache.spark.deploy.SparkSubmit")) {
        assertEquals(0, piecesMade(profile));
        assertEquals(0, namesMade(profile));
      } else {
        assertTrue(
            command.startsWith("org.apache.spark.executor.CoarseGrainedExecutorBackend"), command);
        executors.add(profile);
      }
    }
    assertEquals(EXECUTORS, executors.size());
    for (Profile executor : executors) {
      assertTrue(piecesMade(executor) > 0, "an executor had nothing to do");
      assertEquals(piecesMade(executor), namesMade(executor));
    }
    assertEquals(PIECES, executors.stream().mapToLong(SparkClusterTest::piecesMade).sum());
  }

  private static void checkMerged(List<Profile> profiles, Profile merged) {
    assertEquals(EXECUTORS + 1, merged.runs().size());
    assertEquals(PIECES, piecesMade(merged));
    assertEquals(PIECES, namesMade(merged));
    Map<String, Counts> sums = new TreeMap<>();
    Counts total = Counts.NONE;
    for (Profile profile : profiles) {
      profile.sites().forEach(row -> sums.merge(site(row), row.counts(), Counts::plus));
      total = total.plus(Totals.of(profile).counts());
    }
    Map<String, Counts> actual = new TreeMap<>();
    merged.sites().forEach(row -> actual.merge(site(row), row.counts(), Counts::plus));
    assertEquals(sums, actual);
    assertEquals(total, Totals.of(merged).counts());
  }

  private static String site(SiteRow row) {
    return Stream.of(row.location(), row.type(), row.kind(), row.rewrite(), row.refusal())
        .map(String::valueOf)
        .collect(joining(" "));
  }

  private static long piecesMade(Profile profile) {
    return profile.sites().stream()
        .filter(row -> row.type().equals("sample.Job$Piece") && row.kind().equals("new"))
        .mapToLong(row -> Counts.known(row.counts().executedCount()))
        .sum();
  }

  private static long namesMade(Profile profile) {
    return profile.sites().stream()
        .filter(row -> row.location().className().equals("sample.Job$Piece"))
        .filter(row -> "concat".equals(row.rewrite()) && row.isRewritten())
        .mapToLong(row -> Counts.known(row.counts().hits()))
        .sum();
  }

  private static long sparksOwn(Profile profile) {
    return profile.sites().stream()
        .filter(row -> row.location().className().startsWith("org.apache.spark."))
        .mapToLong(row -> Counts.known(row.counts().executedCount()))
        .sum();
  }

  private Profile merge(Path dumps) throws Exception {
    Path all = folder.resolve("all.json");
    ForkedJvm.Run run =
        new ForkedJvm(folder, "-jar", "" + ForkedJvm.AGENT_JAR, "merge", "" + dumps, "-o", "" + all)
            .run();
    assertEquals(0, run.exitCode(), run::toString);
    assertTrue(run.out().startsWith("3 of 3 files merged: 3 JVMs, "), run::toString);
    return ProfileReader.read(all);
  }

  /** What is there when all JVMs are gone: an executor may end a little later than the driver. */
  private static List<Path> dumps(Path folder) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
    while (list(folder, ".json").size() <= EXECUTORS || !list(folder, ".counters").isEmpty()) {
      assertTrue(System.nanoTime() < deadline, () -> "only " + list(folder, ""));
      Thread.sleep(100);
    }
    assertEquals(EXECUTORS + 1, list(folder, "").size(), () -> list(folder, "").toString());
    return list(folder, "");
  }

  private static List<Path> list(Path folder, String ending) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * As {@code spark-submit} does it, which is a script that is not in Spark's jars: a program of
   * Spark's prints the driver's command, and that is run.
   */
  private ForkedJvm.Run submit(Path job, List<String> settings) throws Exception {
    List<String> arguments = new ArrayList<>(settings);
    // Each executor gets a task at once, since nothing begins before both are there.
    for (String setting :
        List.of(
            "spark.cores.max=" + EXECUTORS,
            "spark.scheduler.minRegisteredResourcesRatio=1.0",
            "spark.scheduler.maxRegisteredResourcesWaitingTime=" + TIMEOUT_SECONDS + "s",
            "spark.local.dir=" + folder.resolve("scratch"),
            "spark.ui.enabled=false")) {
      arguments.addAll(List.of("--conf", setting));
    }
    arguments.addAll(List.of("--master", "local-cluster[" + EXECUTORS + ",1,1024]"));
    arguments.addAll(List.of("--class", "sample.Job", "" + job, "" + PIECES));

    String jars = SPARK_HOME.resolve("jars") + "/*";
    List<String> launcher = new ArrayList<>(List.of("-cp", jars));
    launcher.add("org.apache.spark.launcher.Main");
    launcher.add("org.apache.spark.deploy.SparkSubmit");
    launcher.addAll(arguments);
    ForkedJvm.Run printed = inSpark(new ForkedJvm(folder, launcher.toArray(String[]::new))).run();
    assertEquals(0, printed.exitCode(), printed::toString);
    // Each word ends in a NUL; before the first is an empty line for the script.
    String[] command = printed.out().substring(printed.out().indexOf('\n') + 1).split("\0");
    String[] java = {command[0]};
    String[] driver =
        IntStream.range(1, command.length).mapToObj(i -> command[i]).toArray(String[]::new);
    return inSpark(new ForkedJvm(folder, java, driver)).within(TIMEOUT_SECONDS).run();
  }

  private ForkedJvm inSpark(ForkedJvm jvm) {
    return jvm.environment("SPARK_HOME", "" + SPARK_HOME)
        .environment("SPARK_SCALA_VERSION", "2.13")
        .environment("SPARK_LOCAL_IP", "127.0.0.1")
        .environment("SPARK_LOCAL_HOSTNAME", "localhost")
        .environment("JAVA_HOME", "" + Path.of(ForkedJvm.java()).getParent().getParent());
  }
}
