package io.heapwise.environment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The bound on what the pools retain, in a small heap with many threads that all run rewritten
 * code: under the agent as it is built, by its own report.
 */
class PoolBoundTest {
  /** Uses scratch arrays of many lengths, reads all of streams, fills builders and outputs. */
  private static final String CROWD =
      """
      package sample;
      import java.io.ByteArrayInputStream;
      import java.io.ByteArrayOutputStream;
      import java.io.FilterInputStream;
      import java.io.IOException;
      import java.io.InputStream;
      import java.io.OutputStream;
      import java.nio.ByteBuffer;
      import java.util.Arrays;
      import java.util.concurrent.CountDownLatch;
      import java.util.concurrent.atomic.AtomicLong;
      public class Crowd {
        static final AtomicLong SUM = new AtomicLong();
        static final byte[] TEXT = new byte[5000];

        static InputStream stream(int length) {
          return new FilterInputStream(new ByteArrayInputStream(TEXT, 0, length)) {};
        }

        static long copies(InputStream in, OutputStream out, int length) throws IOException {
          byte[] buffer = new byte[length];
          long sum = 0;
          int n;
          while ((n = in.read(buffer)) != -1) {
            out.write(buffer, 0, n);
            sum += n;
          }
          return sum;
        }

        static int reads(InputStream in) throws IOException {
          return Arrays.hashCode(in.readAllBytes());
        }

        static int builds(int number) {
          StringBuilder text = new StringBuilder();
          for (int i = 0; i < number % 400; i++) {
            text.append(i).append(',');
          }
          return text.toString().hashCode();
        }

        static int gathers(InputStream in) throws IOException {
          ByteArrayOutputStream out = new ByteArrayOutputStream();
          int b;
          while ((b = in.read()) != -1) {
            out.write(b);
          }
          return Arrays.hashCode(out.toByteArray());
        }

        static long fills(int number) {
          ByteBuffer buffer = ByteBuffer.allocateDirect(512 + number % 7 * 256);
          buffer.putLong(number).putInt(3).flip();
          return buffer.getLong();
        }

        static void work(int rounds, int number) {
          try {
            long sum = 0;
            for (int i = 0; i < rounds; i++) {
              int n = number + i;
              sum += copies(stream(n % 5000), OutputStream.nullOutputStream(), 1024 + n % 19 * 331);
              sum += reads(stream(n * 7 % 5000));
              sum += builds(n);
              sum += gathers(stream(n % 700));
              sum += fills(n);
            }
            SUM.addAndGet(sum);
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        }

        public static void main(String[] arguments) throws Exception {
          for (int i = 0; i < TEXT.length; i++) {
            TEXT[i] = (byte) (i % 97);
          }
          // Until the streams are known, if there is somebody to know them.
          for (int i = 0; i < 40; i++) {
            work(3, i);
            Thread.sleep(10);
          }
          int rounds = Integer.parseInt(arguments[0]);
          Thread[] threads = new Thread[64];
          for (int i = 0; i < threads.length; i++) {
            int number = i;
            threads[i] = new Thread(() -> work(rounds, number));
            threads[i].start();
          }
          for (Thread thread : threads) {
            thread.join();
          }
          int virtual = Integer.parseInt(arguments[1]);
          if (virtual > 0) {
            var start = Thread.class.getMethod("startVirtualThread", Runnable.class);
            CountDownLatch ended = new CountDownLatch(virtual);
            for (int i = 0; i < virtual; i++) {
              int number = i;
              Runnable task = () -> {
                work(2, number);
                ended.countDown();
              };
              start.invoke(null, task);
            }
            ended.await();
          }
          System.out.println(SUM.get());
        }
      }
      """;

  private static final Pattern POOLS =
      Pattern.compile(
          "heapwise: pools: (\\d+) claims, (\\d+) hits, (\\d+) bytes retained, at most (\\d+) of (\\d+)");
  private static final String ROUNDS = "300";
  private static final int FIRST_WITH_VIRTUAL_THREADS = 21;
  private static final long BOUND = 160 << 10;

  @TempDir static Path temporary;
  private static Path classes;

  @BeforeAll
  static void compile() {
    classes = Programs.compile(temporary.resolve("classes"), List.of(), CROWD);
  }

  static List<String> jdks() {
    return ForkedJvm.jdks();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void holdsWithManyThreadsInASmallHeap(String jdk) throws Exception {
    String virtual = ForkedJvm.feature(jdk) >= FIRST_WITH_VIRTUAL_THREADS ? "10000" : "0";
    ForkedJvm.Run without =
        run(jdk, "-Xmx16m", "-cp", "" + classes, "sample.Crowd", ROUNDS, virtual);
    assertEquals(0, without.exitCode(), without::toString);
    ForkedJvm.Run with =
        run(
            jdk,
            "-Xmx16m",
            ForkedJvm.agent("pool.maxBytes=" + BOUND),
            "-cp",
            "" + classes,
            "sample.Crowd",
            ROUNDS,
            virtual);
    with.isTheProgram(without.out()).hasOnlyTheReport();
    for (String rewrite : List.of("buffer", "readAllBytes", "builder", "direct")) {
      assertTrue(with.hits(rewrite) > 0, () -> rewrite + ": " + with);
    }
    checkBound(with.err(), BOUND);
  }

  /** Fails unless the pools were of use, and never held more than they may. */
  private static void checkBound(String report, long maxBytes) {
    Matcher pools = POOLS.matcher(report);
    assertTrue(pools.find(), report);
    long hits = Long.parseLong(pools.group(2));
    long retained = Long.parseLong(pools.group(3));
    long most = Long.parseLong(pools.group(4));
    long bound = Long.parseLong(pools.group(5));
    assertTrue(hits > 1000, report);
    assertTrue(bound <= maxBytes && most > 0 && most <= bound && retained <= most, report);
  }

  @Test
  void isNotTakenForHeldWhenItIsNot() {
    checkBound(line(2000, 10, 90, 100), 100);
    for (String wrong :
        new String[] {
          line(2000, 10, 101, 100),
          line(2000, 95, 90, 100),
          line(2000, 10, 90, 101),
          line(5, 10, 90, 100),
          ""
        }) {
      assertThrows(AssertionError.class, () -> checkBound(wrong, 100), wrong);
    }
  }

  private static String line(int hits, int retained, int most, int bound) {
    return "heapwise: pools: 9999 claims, "
        + hits
        + " hits, "
        + retained
        + " bytes retained, at most "
        + most
        + " of "
        + bound;
  }

  private static ForkedJvm.Run run(String jdk, String... arguments) throws Exception {
    return new ForkedJvm(temporary, new String[] {ForkedJvm.java(jdk)}, arguments).run();
  }
}
