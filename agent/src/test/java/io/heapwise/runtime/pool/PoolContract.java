package io.heapwise.runtime.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What a borrower may rely on, as checks that any pool can be put to. Each runs in a new thread.
 */
enum PoolContract {
  LOOKS_NEW {
    @Override
    <T> void check(BorrowedPool<T> pool) {
      for (int round = 0; round < 3; round++) {
        for (int i = 0; i < 2 * LENGTHS.length; i++) {
          int length = LENGTHS[i / 2];
          T borrowed = pool.claim(length);
          assertEquals(length, pool.length(borrowed));
          assertTrue(!pool.zeroes || pool.isZero(borrowed), "not zero: " + length);
          assertTrue(pool.isReset(borrowed), "not as new: " + length);
          pool.fill(borrowed, 0, length);
          pool.release(borrowed);
        }
      }
    }
  },

  CLEARS_WHAT_WAS_DECLARED_DIRTY {
    @Override
    <T> void check(BorrowedPool<T> pool) {
      T first = pool.claim(LENGTH);
      pool.fill(first, 0, 100);
      pool.dirtied(first, 100);
      pool.dirtied(first, 50);
      pool.release(first);
      for (int end : new int[] {0, 1, 777, LENGTH}) {
        T next = pool.claim(LENGTH);
        assertTrue(!pool.zeroes || pool.isZero(next), "stale elements before " + end);
        pool.fill(next, 0, end);
        pool.dirtied(next, end);
        pool.release(next);
      }
    }
  },

  REUSES_WHAT_WAS_RELEASED {
    @Override
    <T> void check(BorrowedPool<T> pool) {
      T first = pool.claim(LENGTH);
      pool.release(first);
      T second = pool.claim(LENGTH);
      assertSame(first, second);
      pool.release(second);
    }
  },

  KEEPS_OPEN_CLAIMS_APART {
    @Override
    <T> void check(BorrowedPool<T> pool) {
      for (int round = 0; round < 3; round++) {
        Map<T, Boolean> open = new IdentityHashMap<>();
        for (int i = 0; i < 3 * ThreadSlot.OPEN_CLAIMS; i++) {
          assertEquals(null, open.put(pool.claim(LENGTH), true), "given to two");
        }
        for (T borrowed : open.keySet()) {
          pool.release(borrowed);
        }
      }
    }
  },

  KEEPS_NOTHING_THAT_WAS_WRITTEN {
    @Override
    <T> void check(BorrowedPool<T> pool) {
      // What is claimed as scratch is written as a whole by the next borrower: it may be kept.
      for (int end = pool.zeroes ? LENGTH : 0; end > 0; end = end * 7 / 8) {
        T borrowed = pool.claim(LENGTH);
        pool.fill(borrowed, 0, end);
        if (end < LENGTH) {
          pool.dirtied(borrowed, end);
        }
        pool.release(borrowed);
        assertTrue(pool.isZero(borrowed), "left behind");
      }
    }
  },

  IGNORES_A_SECOND_RELEASE {
    @Override
    <T> void check(BorrowedPool<T> pool) {
      T first = pool.claim(LENGTH);
      pool.release(first);
      pool.release(first);
      assertNotSame(pool.claim(LENGTH), pool.claim(LENGTH));
    }
  },

  IGNORES_A_RELEASE_BY_ANOTHER_THREAD {
    @Override
    <T> void check(BorrowedPool<T> pool) {
      T own = pool.claim(LENGTH);
      AtomicReference<T> others = new AtomicReference<>();
      inNewThread(
          () -> {
            // So that this thread has something of its own to release.
            pool.claim(LENGTH);
            pool.release(own);
            others.set(pool.claim(LENGTH));
          });
      assertNotSame(own, others.get());
      assertNotSame(own, pool.claim(LENGTH));
      assertTrue(pool.isClaimed(own));
    }
  },

  IGNORES_WHAT_IT_DID_NOT_MAKE {
    @Override
    <T> void check(BorrowedPool<T> pool) {
      T foreign = pool.fresh(LENGTH);
      pool.release(foreign);
      pool.escaped(foreign);
      pool.dirtied(foreign, 1);
      pool.release(null);
      pool.escaped(null);
      assertFalse(pool.isClaimed(foreign));
      for (int i = 0; i < 2 * ThreadSlot.OPEN_CLAIMS; i++) {
        assertNotSame(foreign, pool.claim(LENGTH));
      }
    }
  },

  NEVER_GIVES_OUT_WHAT_ESCAPED {
    @Override
    <T> void check(BorrowedPool<T> pool) {
      Map<T, Boolean> escaped = new IdentityHashMap<>();
      for (int i = 0; i < 200; i++) {
        T borrowed = pool.claim(LENGTH);
        assertFalse(escaped.containsKey(borrowed), "had escaped");
        pool.escaped(borrowed);
        assertFalse(pool.isClaimed(borrowed));
        pool.release(borrowed);
        escaped.put(borrowed, true);
      }
    }
  },

  KNOWS_WHO_HAS_CLAIMED {
    @Override
    <T> void check(BorrowedPool<T> pool) {
      T borrowed = pool.claim(LENGTH);
      assertTrue(pool.isClaimed(borrowed));
      inNewThread(() -> assertFalse(pool.isClaimed(borrowed)));
      pool.release(borrowed);
      assertFalse(pool.isClaimed(borrowed));
    }
  },

  FORGETS_CLAIMS_THAT_NEVER_END {
    @Override
    <T> void check(BorrowedPool<T> pool) {
      List<T> open = new ArrayList<>();
      for (int i = 0; i < 10 * ThreadSlot.OPEN_CLAIMS; i++) {
        open.add(pool.claim(LENGTH));
      }
      int remembered = 0;
      for (T borrowed : open) {
        remembered += pool.isClaimed(borrowed) ? 1 : 0;
      }
      assertEquals(ThreadSlot.OPEN_CLAIMS, remembered);
      assertTrue(pool.isClaimed(open.get(open.size() - 1)), "the newest are remembered");
    }
  };

  static final int LENGTH = 1500;
  private static final int[] LENGTHS = {
    512, 513, 1000, 1023, 1024, 4096, 8191, 8192, 65536, 65537, 300_000
  };

  abstract <T> void check(BorrowedPool<T> pool);

  <T> void checkInNewThread(BorrowedPool<T> pool) {
    inNewThread(() -> check(pool));
  }

  static void inNewThread(Runnable test) {
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread thread = new Thread(test);
    thread.setUncaughtExceptionHandler((t, e) -> thrown.set(e));
    thread.start();
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    if (thrown.get() != null) {
      throw new AssertionError(thrown.get().getMessage(), thrown.get());
    }
  }
}
