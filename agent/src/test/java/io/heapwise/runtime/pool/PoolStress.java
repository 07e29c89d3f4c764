package io.heapwise.runtime.pool;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Borrowers that do everything right and wrong that one can do with a claim, at random, and look
 * whether anybody else writes into what they hold. A program of its own, for a heap of its own.
 */
final class PoolStress {
  /** Large ones are rare: what 64 threads hold by themselves must fit into a small heap. */
  private static final int[] LENGTHS = {512, 600, 1000, 1024, 2048, 3000, 4096, 8192, 20_000};

  private static final int STAMP_BYTES = 8;
  private static final int AT_ONCE = 100;
  private static final int DEPTH = 4;
  private static final int KEPT = 3;

  private final BorrowedPool<byte[]> pool;
  private final long seed;
  private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();

  /** What one borrower shows to the others, who release it although it is not theirs. */
  private final AtomicReference<byte[]> shown = new AtomicReference<>();

  PoolStress(BorrowedPool<byte[]> pool, long seed) {
    this.pool = pool;
    this.seed = seed;
  }

  /** Arguments: platform threads, virtual threads, rounds of each, bound, verify, seed. */
  public static void main(String[] arguments) throws Exception {
    int platform = Integer.parseInt(arguments[0]);
    int virtual = Integer.parseInt(arguments[1]);
    int rounds = Integer.parseInt(arguments[2]);
    Pools.configure(Long.parseLong(arguments[3]), Boolean.parseBoolean(arguments[4]));
    PoolStress stress = new PoolStress(new BorrowedPool.Bytes(true), Long.parseLong(arguments[5]));
    stress.run(platform, virtual, rounds, AT_ONCE);
    for (String line : stress.wrong) {
      System.out.println(line);
    }
    stress.checkAccounts();
    PoolStatistics statistics = Pools.statistics();
    System.out.println(
        (stress.wrong.isEmpty() ? "right" : "wrong")
            + ": "
            + statistics.claims()
            + " claims, "
            + statistics.hits()
            + " hits, at most "
            + statistics.highWaterBytes()
            + " of "
            + statistics.maxBytes());
  }

  /** What went wrong, in words; empty if all is well. */
  ConcurrentLinkedQueue<String> wrong() {
    return wrong;
  }

  void run(int platform, int virtual, int rounds, int atOnce) throws Exception {
    List<Thread> threads = new ArrayList<>();
    CountDownLatch start = new CountDownLatch(1);
    for (int i = 0; i < platform; i++) {
      int number = i;
      Thread thread =
          new Thread(
              () -> {
                await(start);
                borrow(number, rounds);
              });
      threads.add(thread);
      thread.start();
    }
    Thread watch = new Thread(this::watch);
    watch.setDaemon(true);
    watch.start();
    start.countDown();
    runVirtual(platform, virtual, atOnce);
    for (Thread thread : threads) {
      thread.join();
    }
    watch.interrupt();
    watch.join();
  }

  private void runVirtual(int first, int count, int atOnce) throws Exception {
    if (count == 0) {
      return;
    }
    Method startVirtualThread = Thread.class.getMethod("startVirtualThread", Runnable.class);
    Semaphore free = new Semaphore(atOnce);
    for (int i = 0; i < count; i++) {
      int number = first + i;
      free.acquire();
      Runnable borrower =
          () -> {
            try {
              borrow(number, 5);
            } finally {
              free.release();
            }
          };
      startVirtualThread.invoke(null, borrower);
    }
    free.acquire(atOnce);
  }

  private void watch() {
    while (!Thread.currentThread().isInterrupted()) {
      if (PoolBudget.retainedBytes() > PoolBudget.maxBytes()) {
        wrong.add("retained " + PoolBudget.retainedBytes());
      }
      Thread.yield();
    }
  }

  private void borrow(int number, int rounds) {
    try {
      Borrower borrower = new Borrower(number);
      for (int i = 0; i < rounds; i++) {
        borrower.borrow(i, 0);
      }
      borrower.checkKept();
    } catch (Throwable e) {
      wrong.add("seed " + seed + ": " + e);
    }
  }

  private final class Borrower {
    private final long number;
    private final Random random;

    /** Arrays that this borrower must have to itself for good, and their stamps. */
    private final byte[][] kept = new byte[KEPT][];

    /** Claims that are open, by depth. */
    private final byte[][] own = new byte[DEPTH][];

    private final long[] keptStamps = new long[KEPT];

    Borrower(int number) {
      this.number = number;
      this.random = new Random(seed + number);
    }

    void borrow(int round, int depth) {
      byte[] array = pool.claim(LENGTHS[random.nextInt(LENGTHS.length)]);
      if (!pool.isZero(array)) {
        wrong.add("stale elements, seed " + seed + ", borrower " + number + ", round " + round);
      }
      long stamp = (number << 32 | (long) round << 8 | depth) + 1;
      stamp(array, stamp);
      own[depth] = array;
      if (depth < DEPTH - 1 && random.nextInt(3) == 0) {
        borrow(round, depth + 1);
      }
      if (random.nextInt(4) == 0) {
        Thread.yield();
      }
      int action = random.nextInt(16);
      if (action == 0) {
        shown.set(array);
        Thread.yield();
      }
      releaseForeign();
      check(array, stamp, round);
      own[depth] = null;
      end(array, stamp, action);
    }

    /** Releases what another borrower holds, or what nobody does any more. */
    private void releaseForeign() {
      byte[] foreign = shown.get();
      for (byte[] held : own) {
        if (held == foreign) {
          return;
        }
      }
      pool.release(foreign);
    }

    private void end(byte[] array, long stamp, int action) {
      if (action == 1) {
        keep(array, stamp);
      } else if (action == 2) {
        pool.escaped(array);
        pool.release(array);
        keep(array, stamp);
      } else if (action == 3) {
        pool.release(array);
        pool.release(array);
      } else {
        pool.release(array);
      }
    }

    /** Has it for good: nobody else may ever write into it. */
    private void keep(byte[] array, long stamp) {
      int place = random.nextInt(kept.length);
      if (kept[place] != null) {
        check(kept[place], keptStamps[place], -1);
      }
      shown.compareAndSet(array, null);
      kept[place] = array;
      keptStamps[place] = stamp;
    }

    void checkKept() {
      for (int i = 0; i < kept.length; i++) {
        if (kept[i] != null) {
          check(kept[i], keptStamps[i], -1);
        }
      }
    }

    private void check(byte[] array, long stamp, int round) {
      if (!isStamped(array, stamp)) {
        wrong.add("taken away, seed " + seed + ", borrower " + number + ", round " + round);
      }
    }
  }

  private static void stamp(byte[] array, long stamp) {
    for (int i = 0; i < STAMP_BYTES; i++) {
      array[i] = (byte) (stamp >> 8 * i);
      array[array.length - 1 - i] = (byte) (stamp >> 8 * i);
    }
  }

  private static boolean isStamped(byte[] array, long stamp) {
    for (int i = 0; i < STAMP_BYTES; i++) {
      byte expected = (byte) (stamp >> 8 * i);
      if (array[i] != expected || array[array.length - 1 - i] != expected) {
        return false;
      }
    }
    return true;
  }

  /** Nothing is held that is not reserved, and nothing reserved that is not held. */
  void checkAccounts() {
    long held = ThreadSlots.heldBytes() + SharedShelves.heldBytes();
    if (!Pools.verifying && held != PoolBudget.retainedBytes()) {
      System.out.println("wrong: holds " + held + ", reserved " + PoolBudget.retainedBytes());
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
