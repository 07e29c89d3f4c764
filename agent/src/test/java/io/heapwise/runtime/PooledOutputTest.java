package io.heapwise.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heapwise.runtime.pool.ArrayPool;
import io.heapwise.runtime.pool.Pools;
import io.heapwise.runtime.pool.SiteCounters;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Streams that others go on writing to while their buffer goes back. */
class PooledOutputTest {
  private static final int SITE = SiteCounters.UNNUMBERED;
  private static final int ROUNDS = 3000;
  private static final byte MARK = 0x55;

  @Test
  void isEmptyAfterTheLastLook_andTakesWhatIsWrittenThen() {
    ByteArrayOutputStream out = PooledOutput.claimShared(32, SITE);
    out.writeBytes(new byte[] {1, 2, 3});
    assertArrayEquals(new byte[] {1, 2, 3}, PooledOutput.release(out));
    assertEquals(0, out.size());
    out.write(4);
    out.write(new byte[5000], 0, 5000);
    assertEquals(5001, out.size());
    PooledOutput.giveBack(out);
  }

  @Test
  void failsAsTheOriginal_whenTheSizeIsNegative() {
    assertThrows(IllegalArgumentException.class, () -> PooledOutput.claimShared(-1, SITE));
  }

  /** The array that is claimed next is the one that the writer has written to a moment ago. */
  @Test
  void noArrayIsWrittenToByOthersOnceItIsGivenBack() throws InterruptedException {
    AtomicReference<ByteArrayOutputStream> written = new AtomicReference<>();
    Thread writer = new Thread(() -> writeAndReset(written));
    written.set(PooledOutput.claimShared(32, SITE));
    writer.start();
    int reused = 0;
    try {
      for (int round = 0; round < ROUNDS; round++) {
        ByteArrayOutputStream out = PooledOutput.claimShared(2000, SITE);
        written.set(out);
        while (out.size() == 0) {
          Thread.onSpinWait();
        }
        long hits = Pools.statistics().hits();
        byte[] bytes = PooledOutput.release(out);
        assertTrue(isAll(bytes, MARK), "round " + round);
        byte[] next = ArrayPool.claimBytes(2048, SITE);
        reused += Pools.statistics().hits() > hits ? 1 : 0;
        assertTrue(isAll(next, (byte) 0), "round " + round);
        Arrays.fill(next, (byte) 1);
        for (int i = 0; i < 100; i++) {
          Thread.onSpinWait();
        }
        assertTrue(isAll(next, (byte) 1), "round " + round);
        ArrayPool.releaseBytes(next);
      }
    } finally {
      written.set(null);
      writer.join();
    }
    assertTrue(reused > ROUNDS / 10, reused + " arrays came from the pool");
  }

  private static void writeAndReset(AtomicReference<ByteArrayOutputStream> written) {
    byte[] some = new byte[300];
    Arrays.fill(some, MARK);
    int count = 0;
    for (ByteArrayOutputStream out = written.get(); out != null; out = written.get()) {
      out.write(some, 0, count % some.length);
      out.write(MARK);
      if (count++ % 5 == 0) {
        out.reset();
      }
    }
  }

  private static boolean isAll(byte[] bytes, byte value) {
    for (byte b : bytes) {
      if (b != value) {
        return false;
      }
    }
    return true;
  }
}
