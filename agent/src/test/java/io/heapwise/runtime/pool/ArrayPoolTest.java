package io.heapwise.runtime.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.heapwise.runtime.Site;
import io.heapwise.runtime.Sites;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ArrayPoolTest {
  private static int line = 1;

  @BeforeEach
  void emptyPools() {
    Pools.empty();
  }

  @Test
  void failsAsNewFails() {
    for (int length : new int[] {-1, Integer.MIN_VALUE}) {
      assertEquals(
          assertThrows(NegativeArraySizeException.class, () -> sink = new byte[length])
              .getMessage(),
          assertThrows(NegativeArraySizeException.class, () -> ArrayPool.claimBytes(length, 0))
              .getMessage());
      assertEquals(
          assertThrows(NegativeArraySizeException.class, () -> sink = new char[length])
              .getMessage(),
          assertThrows(NegativeArraySizeException.class, () -> ArrayPool.claimChars(length, 0))
              .getMessage());
      assertEquals(
          assertThrows(
                  IllegalArgumentException.class, () -> sink = ByteBuffer.allocateDirect(length))
              .getMessage(),
          assertThrows(IllegalArgumentException.class, () -> DirectPool.claim(length, 0))
              .getMessage());
    }
    assertEquals(
        assertThrows(OutOfMemoryError.class, () -> sink = new byte[Integer.MAX_VALUE]).getMessage(),
        assertThrows(OutOfMemoryError.class, () -> ArrayPool.claimBytes(Integer.MAX_VALUE, 0))
            .getMessage());
    assertEquals(
        assertThrows(OutOfMemoryError.class, () -> sink = new char[Integer.MAX_VALUE]).getMessage(),
        assertThrows(
                OutOfMemoryError.class, () -> ArrayPool.claimScratchChars(Integer.MAX_VALUE, 0))
            .getMessage());
  }

  private static Object sink;

  @Test
  void leavesSmallArraysToTheCollector() {
    assertFalse(ArrayPool.isClaimed(ArrayPool.claimScratchBytes(ArrayPool.MIN_BYTES - 1, 0)));
    assertTrue(ArrayPool.isClaimed(ArrayPool.claimScratchBytes(ArrayPool.MIN_BYTES, 0)));
    assertFalse(ArrayPool.isClaimed(ArrayPool.claimBytes(ArrayPool.MIN_ZEROED_BYTES - 1, 0)));
    assertTrue(ArrayPool.isClaimed(ArrayPool.claimBytes(ArrayPool.MIN_ZEROED_BYTES, 0)));
    assertFalse(ArrayPool.isClaimed(ArrayPool.claimChars(ArrayPool.MIN_ZEROED_BYTES / 2 - 1, 0)));
    assertTrue(ArrayPool.isClaimed(ArrayPool.claimChars(ArrayPool.MIN_ZEROED_BYTES / 2, 0)));
    assertEquals(0, ArrayPool.claimChars(0, 0).length);
  }

  @Test
  void neverKeepsWhatWouldCrowdOutAllOthers() {
    byte[] large = ArrayPool.claimBytes((int) PoolBudget.maxArrayBytes(), 0);
    assertFalse(ArrayPool.isClaimed(large));
    byte[] largest = ArrayPool.claimBytes(SizeClass.MAX_BYTES + 1, 0);
    assertFalse(ArrayPool.isClaimed(largest));
  }

  @Test
  void sharesLargeArraysBetweenThreads() {
    int length = Claims.MAX_LOCAL_BYTES + 1;
    AtomicReference<byte[]> released = new AtomicReference<>();
    PoolContract.inNewThread(
        () -> {
          byte[] array = ArrayPool.claimBytes(length, 0);
          array[5] = 1;
          ArrayPool.releaseBytes(array);
          released.set(array);
        });
    byte[] array = ArrayPool.claimBytes(length, 0);
    assertSame(released.get(), array);
    assertEquals(0, array[5]);
    ArrayPool.releaseBytes(array);
  }

  @Test
  void inheritsIdleArraysOfADeadThreadButNotItsClaims() {
    AtomicReference<byte[]> open = new AtomicReference<>();
    PoolContract.inNewThread(() -> open.set(ArrayPool.claimBytes(3000, 0)));
    for (int i = 0; i < 70; i++) {
      PoolContract.inNewThread(
          () -> {
            assertFalse(ArrayPool.isClaimed(open.get()));
            ArrayPool.releaseBytes(open.get());
            byte[] array = ArrayPool.claimBytes(3000, 0);
            assertNotSame(open.get(), array);
            ArrayPool.releaseBytes(array);
          });
    }
  }

  @Test
  void countsRunsAndWhatTheyAvoided() {
    PoolContract.inNewThread(
        () -> {
          int site = site();
          for (int i = 0; i < 11; i++) {
            ArrayPool.releaseBytes(ArrayPool.claimBytes(2001, site));
          }
          assertEquals(11, Sites.hits(site));
          assertEquals(10 * 2024, Sites.avoidedBytes(site), "16 + 2001, rounded up");
        });
  }

  @Test
  void accountsForEverythingItHolds() {
    PoolContract.inNewThread(
        () -> {
          List<byte[]> open = new ArrayList<>();
          for (int i = 0; i < 2000; i++) {
            open.add(ArrayPool.claimBytes(512 + i % 50 * 977, 0));
            if (i % 3 == 0) {
              ArrayPool.releaseBytes(open.remove(open.size() - 1));
            }
            if (i % 7 == 1) {
              ArrayPool.escaped(open.remove(open.size() - 1));
            }
          }
          assertTrue(PoolBudget.retainedBytes() <= PoolBudget.maxBytes());
        });
    assertEquals(PoolBudget.retainedBytes(), ThreadSlots.heldBytes() + SharedShelves.heldBytes());
    assertTrue(PoolBudget.retainedBytes() > 0);
    Pools.empty();
    assertEquals(0, PoolBudget.retainedBytes());
    assertEquals(0, ThreadSlots.heldBytes() + SharedShelves.heldBytes());
  }

  @Test
  void makesRoomForWhatIsAskedForNow() {
    PoolContract.inNewThread(
        () -> {
          // Fills the whole budget with lengths that nobody asks for again.
          for (int i = 0; i < 200; i++) {
            ArrayPool.releaseBytes(ArrayPool.claimBytes(100_000 + i, 0));
            ArrayPool.releaseBytes(ArrayPool.claimBytes(1_000_000 + i, 0));
          }
          byte[] wanted = ArrayPool.claimBytes(50_000, 0);
          ArrayPool.releaseBytes(wanted);
          assertSame(wanted, ArrayPool.claimBytes(50_000, 0));
        });
  }

  @Test
  void givesUpWhatIsIdle_andGoesOn() {
    PoolContract.inNewThread(
        () -> {
          byte[] open = ArrayPool.claimBytes(2000, 0);
          ArrayPool.releaseBytes(ArrayPool.claimBytes(4000, 0));
          ArrayPool.releaseBytes(ArrayPool.claimBytes(100_000, 0));
          PoolShrinker.giveUpIdle();
          assertTrue(PoolBudget.retainedBytes() > 106_000, "used since the last look");
          PoolShrinker.giveUpIdle();
          assertEquals(0, PoolBudget.retainedBytes());
          ArrayPool.releaseBytes(open);
          byte[] array = ArrayPool.claimBytes(2000, 0);
          assertNotSame(open, array, "its claim was forgotten");
          ArrayPool.releaseBytes(array);
          assertSame(array, ArrayPool.claimBytes(2000, 0));
        });
  }

  @Test
  void reservesNothingBeyondTheBound() {
    long all = PoolBudget.maxBytes();
    assertFalse(PoolBudget.tryReserve(0, all + 1));
    assertFalse(PoolBudget.tryReserve(0, Long.MAX_VALUE));
    assertTrue(PoolBudget.tryReserve(0, all));
    try {
      assertFalse(PoolBudget.tryReserve(1, 1));
      byte[] array = ArrayPool.claimBytes(2000, 0);
      assertFalse(ArrayPool.isClaimed(array), "plain new");
    } finally {
      PoolBudget.refund(0, all);
    }
    assertEquals(0, PoolBudget.retainedBytes());
  }

  @Test
  void forgetsTheClaimsOfAThreadThatCannotSayWhatEscaped() {
    byte[] array = ArrayPool.claimBytes(2000, 0);
    ThreadSlots.forgetClaims();
    assertFalse(ArrayPool.isClaimed(array));
    ArrayPool.releaseBytes(array);
    assertNotSame(array, ArrayPool.claimBytes(2000, 0));
  }

  @Test
  void noticesAFullHeap() {
    assertFalse(PoolShrinker.isPressing(89, 100));
    assertTrue(PoolShrinker.isPressing(91_000, 100_000));
  }

  @Test
  void aSteadyClaimAllocatesNothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    int site = site();
    PoolContract.inNewThread(
        () -> {
          claimAndRelease(site, 20_000);
          long before = threads.getCurrentThreadAllocatedBytes();
          claimAndRelease(site, 20_000);
          long bytes = threads.getCurrentThreadAllocatedBytes() - before;
          // The look after the pools, once in 1024 claims, may make a reference.
          assertTrue(bytes < 20_000, "bytes: " + bytes);
        });
  }

  private static void claimAndRelease(int site, int times) {
    for (int i = 0; i < times; i++) {
      byte[] bytes = ArrayPool.claimBytes(8192, site);
      char[] chars = ArrayPool.claimScratchChars(1024, site);
      ArrayPool.dirtied(bytes, i & 1023);
      ArrayPool.releaseChars(chars);
      ArrayPool.releaseBytes(bytes);
    }
  }

  @Test
  void statisticsAddUp() {
    PoolStatistics.Row before = row("direct");
    PoolContract.inNewThread(
        () -> {
          for (int i = 0; i < 5; i++) {
            DirectPool.release(DirectPool.claim(4096, 0));
          }
          DirectPool.escaped(DirectPool.claim(4096, 0));
        });
    PoolStatistics.Row after = row("direct");
    assertEquals(6, after.claims() - before.claims());
    assertEquals(5, after.hits() - before.hits());
    assertEquals(1, after.drops() - before.drops());
    assertEquals(0, after.retainedBytes());
    assertTrue(after.highWaterBytes() >= 4096);
  }

  private static PoolStatistics.Row row(String name) {
    for (PoolStatistics.Row row : Pools.statistics().rows()) {
      if (row.name().equals(name)) {
        return row;
      }
    }
    return new PoolStatistics.Row(name, 0, 0, 0, 0, 0);
  }

  private static synchronized int site() {
    return Sites.register(new Site("buffer", "ArrayPoolTest", "test", "()V", line++, 0));
  }
}
