package io.heapwise.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What {@code digest.update(in.readAllBytes())} takes and shows, under the agent as it is built.
 */
class ReadAllMemoryTest {
  /**
   * Digests a stream in one step. What runs before is for the agent, which must get to know the
   * stream; without it the first argument says not to wait.
   */
  private static final String DIGESTS =
      """
      package sample;
      import com.sun.management.ThreadMXBean;
      import java.io.IOException;
      import java.io.InputStream;
      import java.lang.management.ManagementFactory;
      import java.security.MessageDigest;
      import java.util.Arrays;
      import java.util.HexFormat;
      public class Digests {
        static final int MEGABYTE = 1 << 20;
        static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        static final long SELF = Thread.currentThread().getId();
        static final byte[] PATTERN = new byte[97 * 1024];
        static MessageDigest shared;
        static long taken;

        static final class Pattern extends InputStream {
          private long left;
          private long failsAt = -1;
          private int at;
          Pattern of(long length, long failing) {
            left = length;
            failsAt = failing;
            at = 0;
            return this;
          }
          @Override
          public int read() {
            throw new IllegalStateException();
          }
          @Override
          public int read(byte[] bytes, int offset, int length) throws IOException {
            if (left <= 0) {
              return -1;
            }
            if (failsAt >= 0 && left <= failsAt) {
              throw new IOException("broken");
            }
            int count = (int) Math.min(left, Math.min(length, PATTERN.length - at));
            System.arraycopy(PATTERN, at, bytes, offset, count);
            at = (at + count) % PATTERN.length;
            left -= count;
            return count;
          }
        }

        static byte[] local(InputStream in) throws Exception {
          MessageDigest digest = MessageDigest.getInstance("MD5");
          long before = THREADS.getThreadAllocatedBytes(SELF);
          digest.update(in.readAllBytes());
          taken = THREADS.getThreadAllocatedBytes(SELF) - before;
          return digest.digest();
        }

        static byte[] inField(InputStream in) throws Exception {
          long before = THREADS.getThreadAllocatedBytes(SELF);
          shared.update(in.readAllBytes());
          taken = THREADS.getThreadAllocatedBytes(SELF) - before;
          return shared.digest();
        }

        static byte[] run(String how, InputStream in) throws Exception {
          return how.equals("local") ? local(in) : inField(in);
        }

        public static void main(String[] arguments) throws Exception {
          long deadline = System.nanoTime() + Long.parseLong(arguments[0]) * 1_000_000_000L;
          for (int i = 0; i < PATTERN.length; i++) {
            PATTERN[i] = (byte) (i % 97);
          }
          shared = MessageDigest.getInstance("MD5");
          Pattern in = new Pattern();
          do {
            run("local", in.of(50_000, -1));
            long least = taken;
            run("inField", in.of(50_000, -1));
            if (Math.max(least, taken) < 2000) {
              break;
            }
            Thread.sleep(10);
          } while (System.nanoTime() < deadline);
          long megabytes = Long.parseLong(arguments[2]);
          if (megabytes > 0) {
            System.out.println(HexFormat.of().formatHex(run(arguments[1], in.of(megabytes * MEGABYTE, -1))));
          } else if (megabytes == 0) {
            long[] all = new long[301];
            for (int i = 0; i < all.length; i++) {
              run(arguments[1], in.of(MEGABYTE, -1));
              all[i] = taken;
            }
            Arrays.sort(all, 200, all.length);
            System.out.println(all[250]);
          } else {
            shared.reset();
            try {
              inField(in.of(MEGABYTE, MEGABYTE / 2));
            } catch (IOException e) {
              System.out.println(e.getMessage());
            }
            byte[] seen = shared.digest();
            byte[] none = shared.digest();
            System.out.println(Arrays.equals(seen, none) ? "nothing seen" : "prefix seen");
          }
        }
      }
      """;

  private static final int LARGE_MEGABYTES = 100;
  private static final String WARM_UP_SECONDS = "20";

  @TempDir static Path temporary;
  private static Path classes;

  @BeforeAll
  static void compile() {
    classes = Programs.compile(temporary.resolve("classes"), List.of(), DIGESTS);
  }

  static List<String> jdks() {
    return ForkedJvm.jdks();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void digestsMoreThanTheHeapHolds(String jdk) throws Exception {
    String large = String.valueOf(LARGE_MEGABYTES);
    ForkedJvm.Run without =
        run(jdk, "-Xmx16m", "-cp", "" + classes, "sample.Digests", "0", "local", large);
    assertNotEquals(0, without.exitCode(), without::toString);
    assertTrue(without.err().contains("java.lang.OutOfMemoryError"), without::toString);
    run(
            jdk,
            "-Xmx16m",
            ForkedJvm.agent(),
            "-cp",
            "" + classes,
            "sample.Digests",
            WARM_UP_SECONDS,
            "local",
            large)
        .isTheProgram(expectedDigest() + "\n")
        .hasOnlyTheReport();
  }

  private static String expectedDigest() throws Exception {
    byte[] pattern = new byte[97 << 10];
    for (int i = 0; i < pattern.length; i++) {
      pattern[i] = (byte) (i % 97);
    }
    MessageDigest digest = MessageDigest.getInstance("MD5");
    int left = LARGE_MEGABYTES << 20;
    while (left > 0) {
      int count = Math.min(left, pattern.length);
      digest.update(pattern, 0, count);
      left -= count;
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void digestsAMegabyteInHardlyAnyBytes(String jdk) throws Exception {
    assertTrue(bytesTaken(jdk, "local") < 200);
    // Nothing may be shown before all is there: gathered, in the arrays of the pool.
    assertTrue(bytesTaken(jdk, "inField") < 200);
  }

  private static long bytesTaken(String jdk, String how) throws Exception {
    ForkedJvm.Run run =
        run(
            jdk,
            "-Xmx512m",
            ForkedJvm.agent(),
            "-cp",
            "" + classes,
            "sample.Digests",
            WARM_UP_SECONDS,
            how,
            "0");
    assertEquals(0, run.exitCode(), run::toString);
    System.out.println("1 MiB, digest " + how + ": " + run.out().trim() + " bytes");
    return Long.parseLong(run.out().trim());
  }

  @Test
  void showsADigestNoPrefix_unlessAskedTo() throws Exception {
    assertEquals("broken\nnothing seen\n", afterFailure());
    assertEquals("broken\nnothing seen\n", afterFailure(ForkedJvm.agent()));
    assertEquals("broken\nnothing seen\n", afterFailure(ForkedJvm.agent("readAllBytes=on")));
    assertEquals("broken\nnothing seen\n", afterFailure(ForkedJvm.agent("readAllBytes=off")));
    assertEquals("broken\nprefix seen\n", afterFailure(ForkedJvm.agent("readAllBytes=stream")));
  }

  private static String afterFailure(String... agent) throws Exception {
    boolean isRewritten = agent.length > 0 && !agent[0].endsWith("=off");
    String[] program = {
      "-Xmx256m",
      "-cp",
      "" + classes,
      "sample.Digests",
      isRewritten ? WARM_UP_SECONDS : "0",
      "inField",
      "-1"
    };
    String[] all = new String[agent.length + program.length];
    System.arraycopy(agent, 0, all, 0, agent.length);
    System.arraycopy(program, 0, all, agent.length, program.length);
    ForkedJvm.Run run = run(System.getProperty("java.home"), all);
    assertEquals(0, run.exitCode(), run::toString);
    assertEquals(isRewritten, run.hits("readAllBytes") > 0, run::toString);
    return run.out();
  }

  private static ForkedJvm.Run run(String jdk, String... arguments) throws Exception {
    return new ForkedJvm(temporary, new String[] {ForkedJvm.java(jdk)}, arguments).run();
  }
}
