package io.heapwise.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The option {@code dump}: whatever happens, the program is as without it. */
class DumpAtExitTest {
  private static final String ENDINGS_MAIN =
      """
      package sample;
      public class Ending {
        public static void main(String[] arguments) throws Exception {
          Main.main(arguments);
          switch (arguments[0]) {
            case "exit" -> System.exit(3);
            case "throw" -> throw new IllegalStateException("on purpose");
            case "delete" -> deleteWithAllInIt(new java.io.File(arguments[1]));
            case "sleep" -> Thread.sleep(Long.parseLong(arguments[1]));
            default -> { }
          }
        }

        /** The agent may be about to make a file there. */
        static void deleteWithAllInIt(java.io.File folder) {
          while (!folder.delete()) {
            for (java.io.File file : folder.listFiles()) {
              file.delete();
            }
          }
        }
      }
      """;

  private static final String HITS = "\"hits\":" + Programs.GREETINGS;

  @TempDir static Path temporary;
  private static Path classes;
  @TempDir Path folder;

  @BeforeAll
  static void compile() throws Exception {
    classes = Programs.greeting(temporary);
    Programs.compile(classes, List.of(classes), ENDINGS_MAIN);
  }

  @Test
  void isWrittenWhenMainReturns() throws Exception {
    Path dump = folder.resolve("a.json");
    run(dump, "return").isTheProgram(Programs.EXPECTED_OUT).isAs(plain("return"));
    isComplete(dump, "exit");
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(dump)));
    assertEquals(List.of(dump), files());
  }

  @Test
  void isWrittenWhenTheProgramCallsExit() throws Exception {
    Path dump = folder.resolve("a.json");
    ForkedJvm.Run run = run(dump, "exit").isAs(plain("exit"));
    assertEquals(3, run.exitCode());
    isComplete(dump, "exit");
  }

  @Test
  void isWrittenWhenAnExceptionEndsTheProgram() throws Exception {
    Path dump = folder.resolve("a.json");
    ForkedJvm.Run run = run(dump, "throw").isAs(plain("throw"));
    assertEquals(1, run.exitCode());
    isComplete(dump, "exit");
  }

  @Test
  void putsTheProcessIntoTheName() throws Exception {
    run(folder.resolve("a-%p.json"), "return").isTheProgram(Programs.EXPECTED_OUT);
    assertEquals(1, files().size());
    Path dump = files().get(0);
    String pid = dump.getFileName().toString().replaceAll("a-(\\d+)\\.json", "$1");
    assertTrue(Files.readString(dump).contains("\"pid\":" + pid), dump::toString);
  }

  @Test
  void keepsTheNewest_whenWrittenEverySoOften() throws Exception {
    ForkedJvm.Run run =
        run(
            List.of("dump.interval=1", "dump.keep=2"),
            folder.resolve("%t.json"),
            List.of(),
            "sleep",
            "4500");
    run.isTheProgram(Programs.EXPECTED_OUT);
    // At four seconds or more of which the last may be that of the exit.
    assertEquals(2, files().size(), () -> files().toString());
    isComplete(files().get(1), "exit");
  }

  @Test
  void replacesTheOne_whenWrittenEverySoOften() throws Exception {
    Path dump = folder.resolve("a.json");
    run(List.of("dump.interval=1"), dump, List.of(), "sleep", "2500")
        .isTheProgram(Programs.EXPECTED_OUT);
    isComplete(dump, "exit");
    assertEquals(List.of(dump), files());
  }

  @Test
  void replacesThatOfAnEarlierRun() throws Exception {
    Path dump = folder.resolve("a.json");
    Files.writeString(dump, "old");
    Files.setLastModifiedTime(dump, FileTime.fromMillis(1_000_000));
    run(dump, "return").isTheProgram(Programs.EXPECTED_OUT);
    isComplete(dump, "exit");
  }

  @Test
  void losesNeither_whenTwoJvmsHaveOnePath() throws Exception {
    Path dump = folder.resolve("a.json");
    Path log = folder.resolve("other.log");
    Process other =
        new ProcessBuilder(
                ForkedJvm.java(),
                agent(dump, List.of()),
                "-cp",
                "" + classes,
                "sample.Ending",
                "sleep",
                "2000")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    ForkedJvm.Run run = run(List.of(), dump, List.of(), "sleep", "2000");
    assertTrue(other.waitFor(120, TimeUnit.SECONDS));
    run.isTheProgram(Programs.EXPECTED_OUT);
    List<Path> dumps = files().stream().filter(f -> f.toString().endsWith(".json")).toList();
    assertEquals(2, dumps.size(), dumps::toString);
    for (Path one : dumps) {
      isComplete(one, "exit");
    }
    String said = run.err() + Files.readString(log);
    assertTrue(
        said.contains("heapwise: " + dump.toRealPath() + " is the dump of another JVM"), said);
  }

  @Test
  void saysSoInOneLine_whenTheFolderHasVanished() throws Exception {
    Path lost = Files.createDirectory(folder.resolve("lost"));
    Path dump = lost.resolve("a.json");
    ForkedJvm.Run run = run(List.of(), dump, List.of(), "delete", "" + lost);
    run.isTheProgram(Programs.EXPECTED_OUT);
    says(run, "no dump in " + dump + ": there is no folder " + lost);
  }

  /** A limit on the size of files fails in the midst of a write, as a full disk does. */
  @Test
  void saysSoInOneLine_andLeavesWhatWasThere_whenThereIsNoRoom() throws Exception {
    Path dump = folder.resolve("a.json");
    Files.writeString(dump, "old");
    Files.setLastModifiedTime(dump, FileTime.fromMillis(1_000_000));
    ForkedJvm.Run run =
        run( // Not even the report at exit would have room.
            List.of("report=off"),
            dump,
            List.of("bash", "-c", "ulimit -f 1; exec \"$@\"", "bash"),
            "return");
    run.isTheProgram(Programs.EXPECTED_OUT);
    says(run, "no dump in " + dump + ": File too large");
    assertEquals("old", Files.readString(dump));
    assertEquals(List.of(dump), files());
  }

  @Test
  void saysSoInOneLine_whenThePlaceIsNoFile() throws Exception {
    Path dump = Files.createDirectory(folder.resolve("a.json"));
    ForkedJvm.Run run = run(dump, "return").isTheProgram(Programs.EXPECTED_OUT);
    says(run, "no dump in " + dump + ": what is there is not a file");
    List<Path> left = new ArrayList<>(files());
    // The only place where the numbers are now.
    left.remove(folder.resolve("a.json.counters"));
    assertEquals(List.of(dump), left);
  }

  @Test
  void saysSoAtTheStart_whenTheFormatIsUnknown() throws Exception {
    ForkedJvm.Run run = run(folder.resolve("a.yaml"), "return");
    run.isTheProgram(Programs.EXPECTED_OUT);
    String said = run.err().lines().findFirst().orElse("");
    assertTrue(said.contains("a.yaml' for 'dump' (valid: a path that ends in .txt, .json,"), said);
    assertEquals(List.of(), files());
  }

  private static void says(ForkedJvm.Run run, String line) {
    List<String> said = run.err().lines().filter(l -> l.contains(" no dump ")).toList();
    assertEquals(List.of("heapwise: " + line), said, run::toString);
  }

  private static void isComplete(Path dump, String reason) throws Exception {
    String text = Files.readString(dump);
    assertTrue(text.contains(HITS), text);
    assertTrue(text.contains("\"reason\":\"" + reason + "\""), text);
    assertTrue(text.trim().endsWith("}"), text);
  }

  private List<Path> files() {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> !f.toString().matches(".*std(out|err)\\d*\\.txt")).sorted().toList();
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }

  private ForkedJvm.Run plain(String ending) throws Exception {
    return ForkedJvm.program(temporary, classes, List.of(), "sample.Ending", ending).run();
  }

  private ForkedJvm.Run run(Path dump, String ending) throws Exception {
    return run(List.of(), dump, List.of(), ending);
  }

  private ForkedJvm.Run run(
      List<String> settings, Path dump, List<String> launcher, String... program) throws Exception {
    List<String> command = new ArrayList<>(launcher);
    command.add(ForkedJvm.java());
    List<String> main = new ArrayList<>(List.of("sample.Ending"));
    main.addAll(List.of(program));
    List<String> options = List.of(agent(dump, settings));
    return ForkedJvm.program(temporary, command, classes, options, main.toArray(String[]::new))
        .run();
  }

  private static String agent(Path dump, List<String> settings) {
    List<String> all = new ArrayList<>(settings);
    all.add("dump=" + dump);
    all.add("include=sample.Greeter");
    return ForkedJvm.agent(all.toArray(String[]::new));
  }
}
