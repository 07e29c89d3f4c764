package io.heapwise.runtime.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WriterPoolTest {
  private static final int SITE = SiteCounters.UNNUMBERED;
  private static final String LONG = "0123456789".repeat(50_000);

  @BeforeEach
  void emptyThePool() {
    assumeFalse(Pools.verifying, "nothing is given out twice");
    ThreadSlots.retireShelves();
    LargeTexts.clear();
  }

  private static byte[] arrayOf(StringWriter writer) {
    return TextFields.array(writer.getBuffer());
  }

  private static byte[] filledAndReleased(String text) {
    StringWriter writer = WriterPool.claim(SITE);
    writer.write(text);
    byte[] array = arrayOf(writer);
    assertEquals(text, WriterPool.toStringAndRelease(writer));
    return array;
  }

  @Test
  void knowsTheFieldsOfThisJdk() {
    assertTrue(TextFields.AVAILABLE);
  }

  @Test
  void givesAnArrayToTheNextWriter() {
    byte[] array = filledAndReleased("some text that is longer than sixteen");
    StringWriter next = WriterPool.claim(SITE);
    assertSame(array, arrayOf(next));
    assertEquals("", next.toString());
    assertEquals("next", WriterPool.toStringAndRelease(next.append("next")));
  }

  @Test
  void isEachWriterANewOne() {
    StringWriter first = WriterPool.claim(SITE);
    WriterPool.release(first);
    assertNotSame(first, WriterPool.claim(SITE));
    assertSame(StringWriter.class, first.getClass());
  }

  @Test
  void wipesWhatWasWritten() {
    for (String text : List.of("secret", "\u20ac secret", "\ud83d\ude00".repeat(100))) {
      for (byte each : filledAndReleased(text)) {
        assertEquals(0, each, text);
      }
    }
  }

  @Test
  void doesNotShowWhatIsWrittenAfterTheRelease() {
    StringWriter released = WriterPool.claim(SITE);
    released.write("a text that is longer than sixteen characters");
    WriterPool.release(released);
    StringWriter next = WriterPool.claim(SITE);
    released.append("after").write("\u20ac");
    released.flush();
    assertEquals("", next.toString());
    next.write("next");
    WriterPool.release(released);
    assertEquals("next", next.toString());
    StringWriter third = WriterPool.claim(SITE);
    assertNotSame(arrayOf(next), arrayOf(third));
  }

  @Test
  void nestedClaimsGetArraysOfTheirOwn() {
    filledAndReleased("a text that is longer than sixteen characters");
    StringWriter outer = WriterPool.claim(SITE).append("outer");
    StringWriter inner = WriterPool.claim(SITE).append("inner");
    assertNotSame(arrayOf(outer), arrayOf(inner));
    assertEquals("inner", WriterPool.toStringAndRelease(inner));
    assertEquals("outer", WriterPool.toStringAndRelease(outer));
  }

  @Test
  void hasTheCapacityThatIsAskedFor() {
    filledAndReleased("short, but longer than sixteen");
    assertEquals(1000, WriterPool.claim(SITE, 1000).getBuffer().capacity());
    assertThrows(IllegalArgumentException.class, () -> WriterPool.claim(SITE, -1));
    assertTrue(WriterPool.claim(SITE, 0).getBuffer().capacity() >= 16);
  }

  @Test
  void longTextsAreUsedAgain_evenAfterShortOnes() {
    byte[] array = filledAndReleased(LONG);
    for (int i = 0; i < 1000; i++) {
      filledAndReleased("short");
    }
    assertSame(array, filledAndReleased(LONG));
    long allocated = allocatedBy(() -> filledAndReleased(LONG));
    assertTrue(allocated < 1.5 * LONG.length(), "allocated " + allocated);
  }

  private static long allocatedBy(Runnable action) {
    var threads =
        (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    action.run();
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  @Test
  void longTextsAreGivenUpWhenNobodyUsesThem() {
    long before = PoolBudget.retainedBytes();
    byte[] array = filledAndReleased(LONG);
    assertTrue(PoolBudget.retainedBytes() >= before + array.length);
    LargeTexts.clearIfUnused();
    LargeTexts.clearIfUnused();
    assertEquals(before, PoolBudget.retainedBytes());
  }

  @Test
  void tooLongTextsAreNotKept() {
    long before = PoolBudget.retainedBytes();
    LargeTexts.put(new byte[(int) PoolBudget.maxArrayBytes() + 1]);
    assertEquals(before, PoolBudget.retainedBytes());
  }

  /** Somebody has kept a wrapper, and writes on and on. */
  @Test
  void aThreadThatStillWritesDisturbsNobody() throws Exception {
    AtomicBoolean isOver = new AtomicBoolean();
    StringWriter[] current = {WriterPool.claim(SITE)};
    Thread writing =
        new Thread(
            () -> {
              while (!isOver.get()) {
                StringWriter writer = current[0];
                if (writer != null) {
                  writer.write("stranger");
                }
              }
            });
    writing.start();
    try {
      List<String> wrong = new ArrayList<>();
      for (int i = 0; i < 20_000; i++) {
        StringWriter shared = WriterPool.claim(SITE);
        current[0] = shared;
        shared.write("a text that makes it grow, and grow");
        WriterPool.toStringAndRelease(shared);
        StringWriter own = WriterPool.claim(SITE);
        own.write("own text, which is nobody else's");
        String text = WriterPool.toStringAndRelease(own);
        if (!text.equals("own text, which is nobody else's")) {
          wrong.add(text);
        }
      }
      assertEquals(List.of(), wrong);
    } finally {
      isOver.set(true);
      writing.join();
    }
    assertFalse(writing.isAlive());
  }
}
