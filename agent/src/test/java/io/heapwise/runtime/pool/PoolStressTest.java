package io.heapwise.runtime.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PoolStressTest {
  private static final long SEED = Long.getLong("heapwise.test.seed", System.nanoTime());

  /** Texts that other tests have left behind count as retained, but are held by no thread. */
  @BeforeEach
  void emptyPools() {
    Pools.empty();
  }

  @Test
  void keepsBorrowersApart() throws Exception {
    PoolStress stress = new PoolStress(new BorrowedPool.Bytes(true), SEED);
    stress.run(16, 0, 3000, 0);
    assertEquals(List.of(), List.copyOf(stress.wrong()), "seed " + SEED);
    assertEquals(PoolBudget.retainedBytes(), ThreadSlots.heldBytes() + SharedShelves.heldBytes());
  }

  @Test
  void findsAPoolThatBelievesEveryRelease() throws Exception {
    ConcurrentLinkedQueue<byte[]> idle = new ConcurrentLinkedQueue<>();
    PoolStress stress =
        new PoolStress(
            new BorrowedPool.Bytes(true) {
              @Override
              byte[] claim(int length) {
                byte[] found = idle.poll();
                return found != null && found.length == length ? found : new byte[length];
              }

              @Override
              void release(byte[] borrowed) {
                if (borrowed != null) {
                  java.util.Arrays.fill(borrowed, (byte) 0);
                  idle.add(borrowed);
                }
              }
            },
            SEED);
    stress.run(4, 0, 2000, 0);
    assertTrue(String.join("\n", stress.wrong()).contains("taken away"));
  }

  @Test
  void findsAPoolThatDoesNotClear() throws Exception {
    PoolStress stress =
        new PoolStress(
            new BorrowedPool.Bytes(true) {
              @Override
              byte[] claim(int length) {
                return ArrayPool.claimScratchBytes(length, SITE);
              }
            },
            SEED);
    stress.run(2, 0, 200, 0);
    assertTrue(String.join("\n", stress.wrong()).contains("stale"));
  }

  @Test
  void staysWithinTheBound_with64ThreadsInASmallHeap() throws Exception {
    String output = fork(java(), "-Xmx16m", 64, 0, 3000, 160 << 10, false);
    assertTrue(output.startsWith("right"), output);
    assertFalse(output.contains("wrong"), output);
  }

  @Test
  void keepsBorrowersApart_whenNothingIsReused() throws Exception {
    String output = fork(java(), "-Xmx64m", 8, 0, 1000, 1 << 20, true);
    assertTrue(output.startsWith("right"), output);
    assertTrue(output.contains(" 0 hits"), output);
  }

  @Test
  void staysWithinTheBound_withVirtualThreadsInASmallHeap() throws Exception {
    String output = fork(loom(), "-Xmx16m", 64, 10_000, 500, 160 << 10, false);
    assertTrue(output.startsWith("right"), output);
    assertFalse(output.contains("wrong"), output);
  }

  @Test
  void keepsVirtualThreadsApart() throws Exception {
    String output = fork(loom(), "-Xmx256m", 2, 100_000, 100, 4 << 20, false);
    assertTrue(output.startsWith("right"), output);
    assertFalse(output.contains("wrong"), output);
  }

  @Test
  void keepsFormatsApart() throws Exception {
    String output = forkOf(FormatStress.class, java(), "-Xmx64m", 16, 0, 2000, false);
    assertTrue(output.startsWith("right"), output);
    assertFalse(output.contains(" 0 hits"), output);
  }

  @Test
  void keepsFormatsOfVirtualThreadsApart() throws Exception {
    String output = forkOf(FormatStress.class, loom(), "-Xmx256m", 2, 10_000, 20, false);
    assertTrue(output.startsWith("right"), output);
  }

  @Test
  void findsAFormatThatIsShared() throws Exception {
    String output = forkOf(FormatStress.class, java(), "-Xmx64m", 8, 0, 2000, true);
    assertTrue(output.contains("wrong: "), output);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-XX:+CompactStrings", "-XX:-CompactStrings"})
  void leavesNothingOfATextInABuilder(String option) throws Exception {
    String output = forkOf(WipedBuilders.class, java(), option);
    assertTrue(output.startsWith("0 of 200 characters"), output);
  }

  private static String fork(
      Path java, String heap, int platform, int virtual, int rounds, int bound, boolean verify)
      throws Exception {
    return forkOf(PoolStress.class, java, heap, platform, virtual, rounds, bound, verify, SEED);
  }

  private static String forkOf(Class<?> program, Path java, String option, Object... arguments)
      throws Exception {
    List<String> command = new ArrayList<>();
    command.add(java.toString());
    command.add(option);
    command.add("--add-exports");
    command.add("java.base/jdk.internal.misc=ALL-UNNAMED");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(program.getName());
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    Path output = Files.createTempFile("pool-stress", ".txt");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      boolean ended = process.waitFor(2, TimeUnit.MINUTES);
      process.destroyForcibly();
      String text = Files.readString(output);
      assertTrue(ended, "hangs: " + text);
      assertEquals(0, process.exitValue(), text);
      return text;
    } finally {
      Files.deleteIfExists(output);
    }
  }

  private static Path java() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  /** A JDK with virtual threads: this one, or the one that the tests were told of. */
  private static Path loom() {
    if (Runtime.version().feature() >= 21) {
      return java();
    }
    String home = System.getProperty("heapwise.test.jdk", System.getenv("HEAPWISE_TEST_JDK"));
    assumeTrue(home != null, "no JDK with virtual threads");
    Path java = Path.of(home, "bin", "java");
    assumeTrue(Files.exists(java), "no JDK with virtual threads");
    return java;
  }
}
