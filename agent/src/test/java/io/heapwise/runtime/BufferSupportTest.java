package io.heapwise.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heapwise.runtime.pool.ArrayPool;
import io.heapwise.runtime.trust.Judge;
import io.heapwise.runtime.trust.JudgeSwap;
import io.heapwise.runtime.trust.Rule;
import io.heapwise.runtime.trust.Trust;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class BufferSupportTest {
  private static final int WRITE = Trust.callOnZeroed("write", "([BII)V", 1);
  private static final int LENGTH = 5_555;

  /** More than a site survives whose claims are known to be lost. */
  private static final int CLAIMS = 1_000;

  private static int line = 1;

  @Test
  void aSiteThatHadToWaitForTheVerdict_poolsAsSoonAsItIsThere() throws Exception {
    class Slow extends ByteArrayOutputStream {}
    OutputStream out = new Slow();
    int site = site();
    CountDownLatch decided = new CountDownLatch(1);
    Judge before =
        JudgeSwap.install(
            (type, call, sources) -> {
              await(decided);
              return Rule.trusted(Rule.KEEPS_NOTHING);
            });
    try {
      byte[] last = null;
      for (int i = 0; i < CLAIMS; i++) {
        byte[] array = ArrayPool.claimBytes(LENGTH, site);
        assertNotSame(last, array, "nobody knows where it is");
        BufferSupport.lend(out, array, WRITE);
        ArrayPool.releaseBytes(array);
        last = array;
      }
      decided.countDown();
      assertEquals(Trust.KEEPS_NOTHING, settled(out));
      byte[] array = ArrayPool.claimBytes(LENGTH, site);
      assertTrue(ArrayPool.isClaimed(array), "the site was not given up");
      BufferSupport.lend(out, array, WRITE);
      assertTrue(ArrayPool.isClaimed(array));
      ArrayPool.releaseBytes(array);
    } finally {
      decided.countDown();
      JudgeSwap.restore(before);
    }
  }

  @Test
  void aSiteWhoseReceiversKeepArrays_isGivenUp() {
    class Keeping extends ByteArrayOutputStream {}
    OutputStream out = new Keeping();
    int site = site();
    Judge before = JudgeSwap.install((type, call, sources) -> Rule.untrusted("keeps it"));
    try {
      assertEquals(Trust.UNTRUSTED, settled(out));
      for (int i = 0; i < CLAIMS; i++) {
        BufferSupport.lend(out, ArrayPool.claimBytes(LENGTH, site), WRITE);
      }
      assertFalse(ArrayPool.isClaimed(ArrayPool.claimBytes(LENGTH, site)));
    } finally {
      JudgeSwap.restore(before);
    }
  }

  @Test
  void aCallWithoutANumberIsNeverTrusted() {
    assertEquals(Trust.UNTRUSTED, Trust.verdict(new ByteArrayOutputStream(), Trust.NO_CALL));
  }

  private static int settled(Object receiver) {
    long end = System.nanoTime() + 60_000_000_000L;
    int verdict = Trust.verdict(receiver, WRITE);
    while (verdict == Trust.UNKNOWN && System.nanoTime() < end) {
      Thread.onSpinWait();
      verdict = Trust.verdict(receiver, WRITE);
    }
    return verdict;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static synchronized int site() {
    return Sites.register(new Site("buffer", "BufferSupportTest", "test", "()V", line++, 0));
  }
}
