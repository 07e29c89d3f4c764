package io.heapwise.track.exact;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class StripeOwnersTest {
  private final long[] owners = new long[4];
  private final long[] wanted = new long[4];
  private final StripeOwners stripes = new StripeOwners(owners, wanted);

  @Test
  void aStripeIsItsThreads_untilThatHasEnded() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    Thread first = start("first", end);
    wanted[2] = number(first);
    stripes.update();
    assertArrayEquals(new long[] {0, 0, number(first), 0}, owners);
    assertArrayEquals(new long[4], wanted);

    // Whatever others want.
    CountDownLatch secondsEnd = new CountDownLatch(1);
    Thread second = start("second", secondsEnd);
    wanted[2] = number(second);
    stripes.update();
    assertEquals(number(first), owners[2]);

    end.countDown();
    first.join();
    stripes.update();
    assertEquals(0, owners[2], "nobody's, until the next update");
    stripes.update();
    assertEquals(number(second), owners[2]);
    secondsEnd.countDown();
    second.join();
  }

  @Test
  void nobodyGetsAStripe_whoHasEnded() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    Thread thread = start("short", end);
    wanted[0] = number(thread);
    end.countDown();
    thread.join();
    stripes.update();
    assertArrayEquals(new long[4], owners);
    assertArrayEquals(new long[4], wanted);
  }

  @Test
  void nobodyGetsAStripe_whoIsNoPlatformThread() {
    // As that of a virtual thread: no thread group has it.
    wanted[1] = Long.MAX_VALUE;
    stripes.update();
    assertArrayEquals(new long[4], owners);
    assertArrayEquals(new long[4], wanted);
  }

  @SuppressWarnings("deprecation") // Its replacement is newer than Java 17.
  private static long number(Thread thread) {
    return thread.getId();
  }

  private static Thread start(String name, CountDownLatch end) {
    Thread thread =
        new Thread(
            () -> {
              try {
                end.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
