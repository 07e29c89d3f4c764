package io.heapwise.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heapwise.jmx.PoolInfo;
import io.heapwise.jmx.RewriteInfo;
import io.heapwise.jmx.SiteInfo;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopScreenTest {
  private static final long SECOND = 1_000_000_000;

  /** Three sites: the second has done most, the third does most now; a fourth comes later. */
  private static final TopSample BEFORE =
      sample(0, 10_000, 1000, 100, 5_000_000, new long[] {10, 100, 5_000, 4_999_000, 90, 900});

  private static final TopSample NOW =
      sample(
          2 * SECOND,
          12_000,
          41_000,
          300,
          6_000_000,
          new long[] {10, 100, 5_000, 4_999_000, 100, 990_900, 190, 10_000, 0, 0});

  private final TopScreen screen = new TopScreen("1 App", BEFORE, NOW);

  @Test
  void showsWhatHappenedBetween_andInAll() {
    assertEquals(
        List.of(
            "heapwise top - 1 App, up 0:00:12",
            "20.0 kB/s allocated (all threads), 500.0 kB/s avoided (estimate), 6000 kB so far; 100"
                + " hits/s",
            "pools: 4096 B of 1049 kB retained, 75 % of 400 claims served",
            "",
            "rewrite                on      sites    refused     hits/s  avoided/s    avoided",
            "concat                 on          4          2        100   500.0 kB    6000 kB"),
        screen.head(true));
    assertEquals(3, screen.head(false).size());
  }

  @Test
  void leavesOutTheJvmsOwnCount_whereItHasNone() {
    TopSample none = sample(0, 10_000, -1, 100, 5_000_000, new long[0]);
    String line = new TopScreen("1 App", none, NOW).head(false).get(1);
    assertEquals("500.0 kB/s avoided (estimate), 6000 kB so far; 100 hits/s", line);
  }

  @Test
  void ordersSites() {
    assertArrayEquals(new int[] {2, 3, 1, 0}, order(TopScreen.Order.AVOIDED_PER_SECOND));
    assertArrayEquals(new int[] {3, 2, 1, 0}, order(TopScreen.Order.HITS_PER_SECOND));
    assertArrayEquals(new int[] {1, 2, 3, 0}, order(TopScreen.Order.AVOIDED));
    assertArrayEquals(new int[] {1, 3, 2, 0}, order(TopScreen.Order.HITS));
    assertArrayEquals(new int[] {2}, screen.topPlaces(1, TopScreen.Order.AVOIDED_PER_SECOND));
  }

  @Test
  void goesThroughTheOrders() {
    TopScreen.Order order = TopScreen.Order.AVOIDED_PER_SECOND;
    for (int i = 0; i < TopScreen.Order.values().length; i++) {
      order = order.next();
    }
    assertEquals(TopScreen.Order.AVOIDED_PER_SECOND, order);
  }

  @Test
  void showsSites() {
    SiteInfo info = new SiteInfo("concat", "a.B", "c", "()V", 12, 3, 0, 0);
    assertEquals(
        List.of(
            "",
            "   hits/s  *avoided/s      hits   avoided  rewrite       site",
            "        5    495.0 kB       100  990.9 kB  concat        a.B.c:12"),
        screen.sites(new int[] {2}, List.of(info), TopScreen.Order.AVOIDED_PER_SECOND));
  }

  @Test
  void scalesNumbers() {
    assertEquals("0", TopScreen.count(0));
    assertEquals("9999", TopScreen.count(9999));
    assertEquals("10.0k", TopScreen.count(10_000));
    assertEquals("1235k", TopScreen.count(1_234_567));
    assertEquals("12.3M", TopScreen.count(12_345_678));
    assertEquals("-12.3 kB", TopScreen.bytes(-12_345));
    assertEquals("9223372 TB", TopScreen.bytes(Long.MAX_VALUE));
    assertEquals("27:46:40", TopScreen.time(100_000_000));
  }

  private int[] order(TopScreen.Order order) {
    return screen.topPlaces(10, order);
  }

  private static TopSample sample(
      long nanos, long uptimeMillis, long allocated, long hits, long avoided, long[] counters) {
    return new TopSample(
        nanos,
        uptimeMillis,
        allocated,
        Map.of("concat", new RewriteInfo(true, 4, 2, hits, avoided)),
        Map.of("bytes", new PoolInfo(400, 300, 1, 4096, 8192)),
        1 << 20,
        counters);
  }
}
