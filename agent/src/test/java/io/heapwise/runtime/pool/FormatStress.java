package io.heapwise.runtime.pool;

import java.lang.reflect.Method;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/**
 * Threads of both kinds that format numbers, and give way to others in the middle. A program of its
 * own: the JDK that compiles it may have no virtual threads.
 */
final class FormatStress {
  private static final String[] PATTERNS = {"0.00", "#,##0.###", "000", "0.0%", "0.###E0"};
  private static final int SITE = SiteCounters.UNNUMBERED;

  private FormatStress() {}

  /** Arguments: platform threads, virtual threads, rounds of each, whether one format is shared. */
  public static void main(String[] arguments) throws Exception {
    int platform = Integer.parseInt(arguments[0]);
    int virtual = Integer.parseInt(arguments[1]);
    int rounds = Integer.parseInt(arguments[2]);
    DecimalFormat shared = Boolean.parseBoolean(arguments[3]) ? new DecimalFormat("0.00") : null;
    Pools.configure(1 << 20, false);
    FormatPool.warmUp();
    ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
    CountDownLatch ended = new CountDownLatch(platform + virtual);
    Method startVirtualThread =
        virtual == 0 ? null : Thread.class.getMethod("startVirtualThread", Runnable.class);
    List<Runnable> users = new ArrayList<>();
    for (int i = 0; i < platform + virtual; i++) {
      int number = i;
      users.add(
          () -> {
            try {
              use(number, rounds, shared, wrong);
            } catch (Throwable e) {
              wrong.add(e.toString());
            } finally {
              ended.countDown();
            }
          });
    }
    for (int i = 0; i < platform + virtual; i++) {
      if (i < platform) {
        new Thread(users.get(i)).start();
      } else {
        startVirtualThread.invoke(null, users.get(i));
      }
    }
    ended.await();
    wrong.stream().limit(5).forEach(System.out::println);
    PoolStatistics statistics = Pools.statistics();
    System.out.println((wrong.isEmpty() ? "right" : "wrong") + ": " + statistics.hits() + " hits");
  }

  private static void use(
      int number, int rounds, DecimalFormat shared, ConcurrentLinkedQueue<String> wrong) {
    DecimalFormatSymbols symbols = DecimalFormatSymbols.getInstance(Locale.ROOT);
    for (int round = 0; round < rounds; round++) {
      String pattern = shared != null ? "0.00" : PATTERNS[(number + round) % PATTERNS.length];
      double value = number * 1.37 + round;
      String expected = new DecimalFormat(pattern, symbols).format(value);
      DecimalFormat format = shared != null ? shared : FormatPool.claim(pattern, Locale.ROOT, SITE);
      format.setPositivePrefix("not ours ");
      LockSupport.parkNanos(1);
      format.setPositivePrefix("");
      if (round % 3 == 0) {
        Thread.yield();
      }
      String found = format.format(value);
      if (!found.equals(expected)) {
        wrong.add(found + " instead of " + expected + " by " + pattern);
      }
      if (shared == null && round % 7 != 0) {
        FormatPool.release(format);
      }
    }
  }
}
