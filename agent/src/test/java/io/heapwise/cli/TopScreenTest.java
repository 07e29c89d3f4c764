package io.heapwise.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heapwise.jmx.AllocationInfo;
import io.heapwise.jmx.PoolInfo;
import io.heapwise.jmx.RewriteInfo;
import io.heapwise.jmx.SiteInfo;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
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
        screen.head(8));
    assertEquals(3, screen.head(0).size());
  }

  @Test
  void showsTheRewritesThatAvoidTheMost_andNoneThatHasFoundNothing() {
    Map<String, RewriteInfo> rewrites = new LinkedHashMap<>();
    rewrites.put("concat", new RewriteInfo(true, 4, 2, 7, 100));
    rewrites.put("builder", new RewriteInfo(true, 0, 0, 0, 0));
    rewrites.put("format", new RewriteInfo(true, 1, 0, 5, 300));
    rewrites.put("buffer", new RewriteInfo(true, 0, 1, 0, 0));
    TopSample sample =
        new TopSample(
            NOW.nanos(),
            NOW.uptimeMillis(),
            NOW.allocatedBytes(),
            rewrites,
            NOW.pools(),
            NOW.poolMaxBytes(),
            NOW.siteCounters(),
            NOW.allocationCounters());
    assertEquals(List.of("format", "concat", "buffer"), rewritesShown(sample, 20));
    assertEquals(List.of("format", "concat"), rewritesShown(sample, 2));
  }

  private static List<String> rewritesShown(TopSample sample, int most) {
    List<String> head = new TopScreen("1 App", sample, sample).head(most);
    return head.subList(5, head.size()).stream().map(line -> line.split(" ")[0]).toList();
  }

  @Test
  void leavesOutTheJvmsOwnCount_whereItHasNone() {
    TopSample none = sample(0, 10_000, -1, 100, 5_000_000, new long[0]);
    String line = new TopScreen("1 App", none, NOW).head(0).get(1);
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
  void showsAllocations() {
    TopSample before = with(BEFORE, new long[] {10, 160, 5, 80});
    TopSample now = with(NOW, new long[] {10, 160, 45, 720, 0, 0, 2, -1});
    TopScreen screen = new TopScreen("1 App", before, now);
    assertArrayEquals(
        new int[] {1, 0, 3}, screen.topAllocations(10, TopScreen.Order.AVOIDED_PER_SECOND));
    assertArrayEquals(new int[] {1, 0}, screen.topAllocations(2, TopScreen.Order.HITS));
    AllocationInfo info =
        new AllocationInfo("a.B", "c", "()V", 9, 3, "int[]", "newarray", "buffer", "why", 0, 0);
    assertEquals(
        List.of(
            "",
            "   runs/s    *bytes/s      runs     bytes  refused by    allocation",
            "       20       320 B        45     720 B  buffer        int[] a.B.c:9"),
        screen.allocations(new int[] {1}, List.of(info), TopScreen.Order.AVOIDED_PER_SECOND));
  }

  @Test
  void printsNumbersAsJson() throws IOException {
    SiteInfo site = new SiteInfo("concat", "a.B", "c", "()V", 12, 3, 0, 0);
    AllocationInfo allocation =
        new AllocationInfo("a.B", "d", "(I)V", 9, -1, "int[]", "newarray", null, null, 0, 0);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TopNumbers.write(
        with(NOW, new long[] {45, 720}),
        new TopNumbers.Shown<>(new int[] {2}, List.of(site)),
        new TopNumbers.Shown<>(new int[] {0}, List.of(allocation)),
        out);
    assertEquals(
        "{'format':'heapwise-top','version':1,'timeMillis':0,'uptimeMillis':12000,"
            + "'allocatedBytes':41000,'rewrites':[{'rewrite':'concat','on':true,'sites':4,"
            + "'refused':2,'hits':300,'avoidedBytes':6000000}],'poolMaxBytes':1048576,'pools':["
            + "{'name':'bytes','claims':400,'hits':300,'drops':1,'retainedBytes':4096,"
            + "'highWaterBytes':8192}],'sites':[{'class':'a.B','method':'c','descriptor':'()V',"
            + "'line':12,'index':3,'rewrite':'concat','hits':100,'avoidedBytes':990900}],"
            + "'allocations':[{'class':'a.B','method':'d','descriptor':'(I)V','line':9,"
            + "'type':'int[]','kind':'newarray','executedCount':45,'executedBytes':720}]}\n",
        out.toString(UTF_8).replaceAll("\"timeMillis\":\\d+", "'timeMillis':0").replace('"', '\''));
  }

  private static TopSample with(TopSample sample, long[] allocations) {
    return new TopSample(
        sample.nanos(),
        sample.uptimeMillis(),
        sample.allocatedBytes(),
        sample.rewrites(),
        sample.pools(),
        sample.poolMaxBytes(),
        sample.siteCounters(),
        allocations);
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
        counters,
        new long[0]);
  }
}
