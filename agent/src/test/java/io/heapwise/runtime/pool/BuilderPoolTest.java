package io.heapwise.runtime.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heapwise.runtime.Site;
import io.heapwise.runtime.Sites;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class BuilderPoolTest {
  private static final int SITE =
      Sites.register(new Site("builder", "BuilderPoolTest", "test", "()V", 1, 0));

  @Test
  void givesAReleasedBuilderOutAgain_empty() throws Exception {
    inNewThread(
        () -> {
          StringBuilder first = BuilderPool.claim(SITE);
          assertEquals("abc", BuilderPool.toStringAndRelease(first.append("abc")));
          StringBuilder second = BuilderPool.claim(SITE);
          assertSame(first, second);
          assertEquals(0, second.length());
        });
  }

  @Test
  void neverGivesOneBuilderToTwo() throws Exception {
    inNewThread(
        () -> {
          for (int round = 0; round < 3; round++) {
            Map<StringBuilder, Boolean> claimed = new IdentityHashMap<>();
            for (int i = 0; i < 2 * Shelf.BUILDERS; i++) {
              StringBuilder builder = BuilderPool.claim(SITE);
              assertNull(claimed.put(builder, true));
              assertEquals(0, builder.length());
            }
            claimed.keySet().forEach(builder -> BuilderPool.toStringAndRelease(builder));
          }
        });
  }

  @Test
  void dropsBuildersThatAreLargeOrWide() throws Exception {
    inNewThread(
        () -> {
          StringBuilder large = BuilderPool.claim(SITE);
          large.append("x".repeat(BuilderPool.MAX_RETAINED_BYTES + 1));
          BuilderPool.toStringAndRelease(large);
          assertNotSame(large, BuilderPool.claim(SITE));
          StringBuilder wide = BuilderPool.claim(SITE);
          BuilderPool.toStringAndRelease(wide.append('\u20ac'));
          assertNotSame(wide, BuilderPool.claim(SITE));
        });
  }

  @Test
  void keepsOneLargeBuilderForEachThread() throws Exception {
    inNewThread(
        () -> {
          StringBuilder first = BuilderPool.claim(SITE).append("x".repeat(60_000));
          StringBuilder second = BuilderPool.claim(SITE).append("x".repeat(60_000));
          StringBuilder small = BuilderPool.claim(SITE).append("x");
          BuilderPool.toStringAndRelease(first);
          BuilderPool.toStringAndRelease(second);
          BuilderPool.toStringAndRelease(small);
          assertSame(small, BuilderPool.claim(SITE));
          assertSame(first, BuilderPool.claim(SITE));
          assertNotSame(second, BuilderPool.claim(SITE));
          BuilderPool.toStringAndRelease(second);
          assertSame(second, BuilderPool.claim(SITE), "the other one is claimed");
        });
  }

  @Test
  void throwsWhatTheConstructorsThrow() {
    Throwable expected = assertThrows(NullPointerException.class, () -> newBuilder(null));
    Throwable actual =
        assertThrows(NullPointerException.class, () -> BuilderPool.claim(SITE, null));
    assertEquals(expected.getMessage(), actual.getMessage());
    Throwable negative =
        assertThrows(NegativeArraySizeException.class, () -> BuilderPool.claim(SITE, -1));
    assertEquals("-1", negative.getMessage());
  }

  private static StringBuilder newBuilder(String initial) {
    return new StringBuilder(initial);
  }

  @Test
  void handsTheSlotOfADeadThreadOn() throws Exception {
    AtomicReference<StringBuilder> released = new AtomicReference<>();
    // More threads in turn than there are slots: each must find one.
    for (int i = 0; i < 200; i++) {
      inNewThread(
          () -> {
            StringBuilder builder = BuilderPool.claim(SITE);
            BuilderPool.toStringAndRelease(builder.append(1));
            released.set(builder);
            assertSame(builder, BuilderPool.claim(SITE));
            BuilderPool.toStringAndRelease(builder);
          });
    }
  }

  @Test
  void keepsBuildersApart_whenManyThreadsClaimAtOnce() throws Exception {
    int threads = 100;
    Map<Integer, String> wrong = new ConcurrentHashMap<>();
    CountDownLatch start = new CountDownLatch(1);
    List<Thread> all = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      String own = "<" + t + ">";
      int number = t;
      Thread thread =
          new Thread(
              () -> {
                await(start);
                for (int i = 0; i < 2000; i++) {
                  StringBuilder outer = BuilderPool.claim(SITE).append(own);
                  StringBuilder inner = BuilderPool.claim(SITE).append(i);
                  String text = BuilderPool.toStringAndRelease(inner);
                  String both = BuilderPool.toStringAndRelease(outer.append(text));
                  if (!both.equals(own + i)) {
                    wrong.put(number, both);
                  }
                }
              });
      all.add(thread);
      thread.start();
    }
    long before = Sites.hits(SITE);
    start.countDown();
    for (Thread thread : all) {
      thread.join();
    }
    assertTrue(wrong.isEmpty(), wrong::toString);
    assertEquals(2L * 2000 * threads, Sites.hits(SITE) - before);
  }

  @Test
  void registersASiteOnce() {
    Site site = new Site("builder", "BuilderPoolTest", "again", "()V", 2, 7);
    int number = Sites.register(site);
    assertEquals(
        number, Sites.register(new Site("builder", "BuilderPoolTest", "again", "()V", 2, 7)));
    assertSame(site, Sites.site(number));
    assertTrue(number < Sites.count());
  }

  private static int register(String method) {
    return Sites.register(new Site("builder", "BuilderPoolTest", method, "()V", 3, 1));
  }

  /** What is there for the claim is counted as it would have been made, and only what is there. */
  @Test
  void countsTheGrowthThatTheOriginalWouldHaveHad() {
    int found = register("found");
    int presized = register("presized");
    int outgrown = register("outgrown");
    BuilderPool.release(new StringBuilder(1000));
    BuilderPool.toStringAndRelease(BuilderPool.claim(found).append("a".repeat(100)));
    BuilderPool.toStringAndRelease(BuilderPool.claim(presized, 256).append("a".repeat(200)));
    BuilderPool.toStringAndRelease(BuilderPool.claim(outgrown, "abcd").append("a".repeat(30)));

    int object = 24;
    int header = 16;
    int growth = (header + 34) + (header + 70) + (header + 142);
    assertEquals(object + header + 16 + growth, Sites.avoidedBytes(found));
    assertEquals(object + header + 256, Sites.avoidedBytes(presized));
    assertEquals(object + header + 20 + (header + 42), Sites.avoidedBytes(outgrown));
  }

  @Test
  void countsNoGrowth_ofABuilderThatWasNotThere() {
    int site = register("missing");
    for (int i = 0; i < Shelf.BUILDERS; i++) {
      BuilderPool.claim();
    }
    BuilderPool.toStringAndRelease(BuilderPool.claim(site).append("a".repeat(100)));
    assertEquals(1, Sites.hits(site));
    assertEquals(0, Sites.avoidedBytes(site));
  }

  @Test
  void estimatesTheGrowthOfADefaultBuilder() {
    assertEquals(BuilderPool.FRESH_BYTES, BuilderPool.growth(0));
    assertEquals(BuilderPool.FRESH_BYTES, BuilderPool.growth(12));
    assertTrue(BuilderPool.growth(700) > 1000, "arrays of 34, 70, 142, 286, 574 and 1150");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void inNewThread(Runnable test) throws InterruptedException {
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread thread = new Thread(test);
    thread.setUncaughtExceptionHandler((t, e) -> thrown.set(e));
    thread.start();
    thread.join();
    if (thrown.get() != null) {
      throw new AssertionError(thrown.get());
    }
  }
}
