package io.heapwise.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SitesTest {
  private static final int THREADS = 20;
  private static final int SITES = 150;

  /** Enough sites for several chunks of counters, and threads for more than one slot. */
  @Test
  void allSumsTogetherAreThoseOfEach() throws InterruptedException {
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < SITES; i++) {
      Site site = new Site("concat", "sample/Sums", "run", "()V", i, i, "new", "[B");
      numbers.add(Sites.register(site));
    }
    long[] before = Sites.sumAll();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      int first = i;
      Thread thread =
          new Thread(
              () -> {
                for (int k = first; k < SITES; k++) {
                  Sites.count(numbers.get(k), 2 * k);
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }

    long[] sums = Sites.sumAll();
    for (int k = 0; k < SITES; k++) {
      int site = numbers.get(k);
      long runs = Math.min(THREADS, k + 1);
      assertEquals(runs, sums[2 * site] - before[2 * site], "hits of site " + k);
      assertEquals(2 * k * runs, sums[2 * site + 1] - before[2 * site + 1], "bytes of site " + k);
      assertEquals(sums[2 * site], Sites.hits(site));
      assertEquals(sums[2 * site + 1], Sites.avoidedBytes(site));
    }
  }

  @Test
  void sumsAreOverwritten_andThereMayBeRoomForFew() {
    int site = Sites.register(new Site("concat", "sample/Few", "run", "()V", 0, 0, "new", "[B"));
    long hits = Sites.hits(site);
    long avoidedBytes = Sites.avoidedBytes(site);
    Sites.count(site, 8);
    long[] sums = new long[2 * site + 2];
    Sites.sumAll(sums);
    long[] again = sums.clone();
    Sites.sumAll(again);
    assertArrayEquals(sums, again);
    assertEquals(hits + 1, sums[2 * site]);
    assertEquals(avoidedBytes + 8, sums[2 * site + 1]);
    Sites.sumAll(new long[2 * site]);
  }
}
