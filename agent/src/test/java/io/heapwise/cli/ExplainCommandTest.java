package io.heapwise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainCommandTest {
  private static final String GREETING =
      """
      package com.acme;
      class Greeting {
        static StringBuilder kept;
        static String greet(Object name) {
          return "Hello, " + name + "!";
        }
        static void fail(int code) {
          throw new IllegalStateException("code " + code + " of " + kept);
        }
        static void keep(int n) {
          StringBuilder sb = new StringBuilder();
          for (int i = 0; i < n; i++) {
            sb.append(i);
          }
          kept = sb;
        }
      }
      """;
  private static final String REWRITTEN =
      "com\\.acme\\.Greeting\\.greet\\(Ljava/lang/Object;\\)Ljava/lang/String;:5@\\d+ concat"
          + " rewritten";
  private static final String FEEDS_EXCEPTION =
      "com\\.acme\\.Greeting\\.fail\\(I\\)V:8@\\d+ concat refused:"
          + " only feeds an exception constructor";
  private static final String KEPT =
      "com\\.acme\\.Greeting\\.keep\\(I\\)V:11@\\d+ builder refused:"
          + " .*stored in field Greeting\\.kept at line 15";

  /** Never run, only read: it would be noticed. */
  private static final String BOMB =
      """
      package com.acme;
      class Bomb {
        static {
          System.setProperty("heapwise.test.bomb", "" + new Object());
        }
      }
      """;

  @TempDir static Path compiled;
  private static byte[] greeting;
  private static byte[] bomb;

  @TempDir Path temp;

  @BeforeAll
  static void compile() throws IOException {
    greeting = JarFiles.compile(compiled, "com.acme.Greeting", GREETING);
    bomb = JarFiles.compile(compiled, "com.acme.Bomb", BOMB);
  }

  @Test
  void saysOfEverySiteWhatBecomesOfIt() throws IOException {
    Run run = Run.of("explain", greetingJar());

    assertEquals(0, run.code(), run.err());
    assertEquals("", run.err());
    assertLine(REWRITTEN, run);
    assertLine(FEEDS_EXCEPTION, run);
    assertLine(KEPT, run);
    assertLine("1 classes read, 0 without candidates, 1 would change, 0 unreadable, 0 failed", run);
    assertLine("concat: 2 sites, 1 rewritten, 1 refused", run);
    assertLine("  refused 1: only feeds an exception constructor", run);
    assertLine(
        "  without those that only feed an exception: 1 sites, 1 rewritten \\(100\\.0 %\\)", run);
    assertLine("builder: 1 sites, 0 rewritten, 1 refused", run);
  }

  @Test
  void listsOnlyWhatIsAskedFor() throws IOException {
    String jar = greetingJar();
    List<String> refused = sites(Run.of("explain", jar, "--refused"));
    List<String> rewritten = sites(Run.of("explain", "--rewritten", jar));

    assertEquals(3, refused.size());
    assertTrue(refused.stream().allMatch(line -> line.contains(" refused: ")), refused.toString());
    assertEquals(1, rewritten.size());
    assertTrue(rewritten.get(0).matches(REWRITTEN), rewritten.toString());
    Run summary = Run.of("explain", jar, "--summary");
    assertEquals(List.of(), sites(summary));
    assertEquals(0, summary.code());
    assertLine("concat: 2 sites, 1 rewritten, 1 refused", summary);
  }

  @Test
  void readsOnlyClassesThatMatch() throws IOException {
    String jar = jar("com/acme/Greeting.class", greeting, "com/acme/Bomb.class", bomb);

    assertEquals(4, sites(Run.of("explain", jar, "*.Greeting")).size());
    assertEquals(1, sites(Run.of("explain", jar, "org.*;com.acme.B*")).size());
    assertEquals(5, sites(Run.of("explain", jar)).size());
  }

  @Test
  void loadsNoClass() throws IOException {
    System.clearProperty("heapwise.test.bomb");

    assertEquals(0, Run.of("explain", jar("com/acme/Bomb.class", bomb)).code());

    assertEquals(null, System.getProperty("heapwise.test.bomb"));
  }

  @Test
  void answersNo_whenThereIsNothingToList() throws IOException {
    Run noMatch = Run.of("explain", greetingJar(), "org.*");
    assertEquals(1, noMatch.code());
    assertLine("0 classes read, .*", noMatch);
    assertEquals(1, Run.of("explain", jar("readme.txt", new byte[1])).code());
  }

  @Test
  void readsADirectoryAndTheJarsInIt() throws IOException {
    write("app/com/acme/Greeting.class", greeting);
    write("app/lib/bomb.jar", JarFiles.jar(Map.of("com/acme/Bomb.class", bomb)));

    Run run = Run.of("explain", temp.resolve("app").toString());

    assertEquals(0, run.code(), run.err());
    assertLine(REWRITTEN, run);
    assertLine("com\\.acme\\.Bomb\\.<clinit>.* \\[lib/bomb\\.jar\\]", run);
  }

  @Test
  void readsAClassFile() throws IOException {
    assertLine(REWRITTEN, Run.of("explain", write("Greeting.class", greeting)));
    assertLine(REWRITTEN, Run.of("explain", write("no-ending", greeting)));
  }

  @Test
  void readsNestedJarsAndReleases_andSaysWhere() throws IOException {
    byte[] nested =
        JarFiles.jar(
            entries("com/acme/Bomb.class", bomb, "META-INF/versions/17/com/acme/Bomb.class", bomb));
    String jar =
        jar("BOOT-INF/classes/com/acme/Greeting.class", greeting, "BOOT-INF/lib/b.jar", nested);

    Run run = Run.of("explain", jar);

    assertEquals(0, run.code(), run.err());
    assertLine(REWRITTEN, run);
    assertLine(".*Bomb.* \\[BOOT-INF/lib/b\\.jar\\]", run);
    assertLine(".*Bomb.* \\[BOOT-INF/lib/b\\.jar, META-INF/versions/17\\]", run);
  }

  @Test
  void namesACorruptClassFile_andExplainsTheOthers() throws IOException {
    byte[] cut = Arrays.copyOf(greeting, greeting.length / 3);
    String jar =
        jar(
            "a/Text.class",
            "text, not bytecode".getBytes(),
            "a/Cut.class",
            cut,
            "a/Empty.class",
            new byte[0],
            "com/acme/Greeting.class",
            greeting);

    Run run = Run.of("explain", jar);

    assertEquals(2, run.code());
    assertLine(REWRITTEN, run);
    assertLine("1 classes read, .* 3 unreadable, 0 failed", run);
    List<String> complaints = run.err().lines().toList();
    assertEquals(3, complaints.size(), run.err());
    assertEquals("heapwise: a/Text.class: it is not a class file", complaints.get(0));
    assertTrue(
        complaints.get(1).startsWith("heapwise: a/Cut.class: the class file is corrupt"),
        complaints.get(1));
    assertEquals("heapwise: a/Empty.class: it is not a class file", complaints.get(2));
  }

  @Test
  void namesAClassFileThatIsCorruptInItsCode() throws IOException {
    byte[] broken = greeting.clone();
    // All of the bytecode lies behind the constant pool, which stays whole.
    Arrays.fill(broken, broken.length * 2 / 3, broken.length, (byte) 0xFF);

    Run run = Run.of("explain", jar("a/Broken.class", broken));

    assertEquals(2, run.code(), run.out());
    assertTrue(run.err().startsWith("heapwise: a/Broken.class: "), run.err());
    assertTrue(run.err().contains("corrupt"), run.err());
  }

  @Test
  void namesAClassFileFromTheFuture() throws IOException {
    byte[] future = greeting.clone();
    future[6] = 0;
    future[7] = 99;

    for (String input : List.of(jar("F.class", future), write("F.class", future))) {
      Run run = Run.of("explain", input);
      assertEquals(2, run.code());
      assertTrue(
          run.err().contains("F.class: class file version 99 is from the future"), run.err());
      assertEquals(1, run.err().lines().count());
    }
  }

  @Test
  void reportsACorruptEntryAndANestedJarThatIsNone() throws IOException {
    byte[] bytes =
        JarFiles.jar(
            entries(
                "a/Greeting.class",
                greeting,
                "lib/no.jar",
                "text".getBytes(),
                "com/acme/Bomb.class",
                bomb));
    // The first entry's compressed data starts behind its 30 bytes of header and its name.
    Arrays.fill(bytes, 30 + "a/Greeting.class".length(), 300, (byte) 0xFF);

    Run run = Run.of("explain", write("broken.jar", bytes));

    assertEquals(2, run.code());
    assertTrue(run.err().contains("heapwise: a/Greeting.class: "), run.err());
    assertTrue(run.err().contains("heapwise: lib/no.jar: "), run.err());
    assertEquals(2, run.err().lines().count(), run.err());
    assertEquals(1, sites(run).size());
  }

  @Test
  void namesAnInputThatIsNotThereOrNoJar() throws IOException {
    String fix = "; give the path of a jar, a directory or a class file\n";
    String missing = temp.resolve("no.jar").toString();
    assertEquals(
        new Run(
            2,
            "",
            "heapwise: cannot read '" + missing + "': there is no such file or directory" + fix),
        Run.of("explain", missing));

    String text = write("text.jar", "text".getBytes());
    Run run = Run.of("explain", text);
    assertEquals(2, run.code());
    assertTrue(
        run.err().startsWith("heapwise: cannot read '" + text + "': it is not a complete jar ("),
        run.err());
    assertTrue(run.err().endsWith(fix), run.err());
  }

  @Test
  void isBadUsage_whenTheArgumentsMakeNoSense() throws IOException {
    String jar = greetingJar();
    assertComplaint("explain: no path given; give", "explain");
    assertComplaint(
        "explain: give --refused or --rewritten, not both",
        "explain",
        jar,
        "--refused",
        "--rewritten");
    assertComplaint(
        "explain: unexpected argument '--refusd' (did you mean '--refused'?)",
        "explain",
        jar,
        "--refusd");
    assertComplaint(
        "explain: unexpected argument 'c'; give one path and one glob", "explain", jar, "b", "c");
    assertComplaint("explain: bad glob 'a,b'; give", "explain", jar, "a,b");
  }

  private static void assertComplaint(String start, String... arguments) {
    Run run = Run.of(arguments);
    assertEquals(2, run.code());
    assertEquals("", run.out());
    assertTrue(run.err().startsWith("heapwise: " + start), run.err());
    assertEquals(1, run.err().lines().count());
  }

  private static void assertLine(String regex, Run run) {
    assertTrue(
        run.lines().stream().anyMatch(line -> line.matches(regex)), () -> regex + "\n" + run);
  }

  private static List<String> sites(Run run) {
    return run.lines().stream().filter(line -> line.matches("\\S+:\\d+@\\d+ .*")).toList();
  }

  private String greetingJar() throws IOException {
    return jar("com/acme/Greeting.class", greeting);
  }

  private String jar(Object... pathsAndBytes) throws IOException {
    return write("some.jar", JarFiles.jar(entries(pathsAndBytes)));
  }

  private static Map<String, byte[]> entries(Object... pathsAndBytes) {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    for (int i = 0; i < pathsAndBytes.length; i += 2) {
      entries.put((String) pathsAndBytes[i], (byte[]) pathsAndBytes[i + 1]);
    }
    return entries;
  }

  private String write(String name, byte[] bytes) throws IOException {
    Path file = temp.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, bytes).toString();
  }
}
