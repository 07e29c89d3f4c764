package io.heapwise.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heapwise.dump.Counts;
import io.heapwise.dump.ProfileReader;
import io.heapwise.dump.SiteRow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dump says of each refused site why it was, and how much it allocates. */
class RefusedSitesTest {
  private static final String KEEPER =
      """
      package sample;
      public class Main {
        static byte[] kept;
        static Object[] others;
        public static void main(String[] arguments) throws Exception {
          for (int i = 0; i < 1000; i++) {
            step(i);
          }
          System.out.println("done");
        }
        static void step(int i) throws Exception {
          byte[] buffer = new byte[600 + i % 2];
          try (java.io.InputStream in = new java.io.ByteArrayInputStream(new byte[8])) {
            in.read(buffer, 0, 4);
          }
          kept = buffer;
          others = new Object[3];
        }
      }
      """;

  @TempDir Path folder;

  @Test
  void countsThem_andNoOthers() throws Exception {
    List<SiteRow> sites = run("sites");
    SiteRow refused = refusedIn(sites);
    assertTrue(refused.refusal().contains("stored in field"), refused::toString);
    assertEquals("byte[]", refused.type());
    assertEquals("newarray", refused.kind());
    assertEquals(1000, refused.counts().executedCount());
    assertEquals(500 * 616 + 500 * 624, refused.counts().executedBytes());
    assertTrue(sites.stream().noneMatch(s -> s.type().equals("java.lang.Object[]")));
  }

  @Test
  void saysWhy_whereEverythingIsCounted() throws Exception {
    List<SiteRow> sites = run("exact");
    assertEquals(1000, refusedIn(sites).counts().executedCount());
    SiteRow other =
        sites.stream().filter(s -> s.type().equals("java.lang.Object[]")).findFirst().get();
    assertNull(other.refusal());
    assertEquals(1000, other.counts().executedCount());
  }

  @Test
  void countsNothing_whereNothingShallBe() throws Exception {
    assertTrue(run("off").stream().allMatch(s -> s.counts().executedCount() == Counts.UNKNOWN));
  }

  @Test
  void listsThem_inTheReport() throws Exception {
    Path classes = Programs.compile(Files.createTempDirectory(folder, "c"), List.of(), KEEPER);
    ForkedJvm.Run run =
        ForkedJvm.program(classes, classes, List.of(ForkedJvm.agent()), "sample.Main").run();
    run.isTheProgram("done\n");
    assertTrue(
        run.err()
            .contains(
                "heapwise: refused by buffer: sample.Main.step(Main.java:12) byte[], 1000 runs, "
                    + (500 * 616 + 500 * 624)
                    + " bytes: "),
        run::toString);
  }

  private static SiteRow refusedIn(List<SiteRow> sites) {
    List<SiteRow> refused =
        sites.stream().filter(s -> s.isRefused() && "buffer".equals(s.rewrite())).toList();
    assertEquals(1, refused.size(), sites::toString);
    return refused.get(0);
  }

  private List<SiteRow> run(String track) throws Exception {
    Path classes = Programs.compile(Files.createTempDirectory(folder, "c"), List.of(), KEEPER);
    Path dump = classes.resolve("a.json");
    String agent = "-javaagent:" + ForkedJvm.AGENT_JAR + "=track=" + track + ",dump=" + dump;
    ForkedJvm.Run run = new ForkedJvm(classes, agent, "-cp", "" + classes, "sample.Main").run();
    run.isTheProgram("done\n");
    assertEquals("", run.err());
    return ProfileReader.read(dump).sites();
  }
}
