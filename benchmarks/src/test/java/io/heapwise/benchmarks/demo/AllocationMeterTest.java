package io.heapwise.benchmarks.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** In a JVM of its own: counting by collections must begin before the first one. */
class AllocationMeterTest {
  private static final int THREADS = 4;
  private static final int ARRAYS_PER_THREAD = 4_000;
  private static final int ARRAY_BYTES = 8_176;
  private static final long EXPECTED_BYTES =
      (long) THREADS * ARRAYS_PER_THREAD * (ARRAY_BYTES + 16);

  @Test
  void countsByCollectionsWhatEndedThreadsAllocated() throws Exception {
    assertCounted("collections");
  }

  @Test
  void countsByTheBestMeansOfThisJvm() throws Exception {
    assertCounted("best");
  }

  private static void assertCounted(String means) throws Exception {
    long counted = Long.parseLong(probe(means));
    // Up to 1/64 for allocation buffers, and a little for starting threads and reading the meter.
    assertEquals(EXPECTED_BYTES, counted, EXPECTED_BYTES * 0.02);
  }

  private static String probe(String means) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmn32m",
                "-XX:TLABSize=32k",
                "-XX:-ResizeTLAB",
                "-cp",
                System.getProperty("java.class.path"),
                Probe.class.getName(),
                means)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor());
    return out.strip();
  }

  static final class Probe {
    private static final Object[] KEPT = new Object[THREADS];

    private Probe() {}

    public static void main(String[] args) throws InterruptedException {
      AllocationMeter meter =
          args[0].equals("collections")
              ? new AllocationMeter.ByCollections()
              : AllocationMeter.start();
      long before = meter.totalBytes();
      for (int i = 0; i < THREADS; i++) {
        int index = i;
        Thread thread = new Thread(() -> allocate(index));
        thread.start();
        thread.join();
      }
      System.out.println(meter.totalBytes() - before);
    }

    private static void allocate(int index) {
      for (int i = 0; i < ARRAYS_PER_THREAD; i++) {
        KEPT[index] = new byte[ARRAY_BYTES];
      }
    }
  }
}
