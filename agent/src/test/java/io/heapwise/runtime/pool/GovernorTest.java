package io.heapwise.runtime.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heapwise.runtime.Site;
import io.heapwise.runtime.Sites;
import org.junit.jupiter.api.Test;

class GovernorTest {
  private static int line = 1;

  @Test
  void benchesASiteWhoseClaimsNeverComeBack() {
    PoolContract.inNewThread(
        () -> {
          int site = site();
          int claims = 0;
          while (!Governor.isBenched(site)) {
            ArrayPool.claimBytes(5000, site);
            claims++;
          }
          assertTrue(claims <= 256, "claims: " + claims);
          byte[] array = ArrayPool.claimBytes(5000, site);
          assertFalse(ArrayPool.isClaimed(array), "plain new");
          assertEquals(claims + 1, Sites.hits(site), "runs are counted all the same");
        });
  }

  @Test
  void benchesASiteWhoseClaimsEscape_thoughTheyHit() {
    PoolContract.inNewThread(
        () -> {
          int site = site();
          int claims = 0;
          while (!Governor.isBenched(site)) {
            ArrayPool.releaseBytes(ArrayPool.claimBytes(6000, 0));
            ArrayPool.escaped(ArrayPool.claimBytes(6000, site));
            claims++;
          }
          assertTrue(claims <= 256, "claims: " + claims);
        });
  }

  @Test
  void doesNotBlameASite_whoseBorrowersAreNotKnownYet() {
    PoolContract.inNewThread(
        () -> {
          int site = site();
          for (int i = 0; i < 10_000; i++) {
            byte[] array = ArrayPool.claimBytes(7000, site);
            ArrayPool.undecided(array);
            assertFalse(ArrayPool.isClaimed(array), "given up all the same");
            assertFalse(Governor.isBenched(site));
            char[] chars = ArrayPool.claimChars(7000, site);
            ArrayPool.undecided(chars);
            assertFalse(ArrayPool.isClaimed(chars), "given up all the same");
            assertFalse(Governor.isBenched(site));
          }
        });
  }

  @Test
  void leavesASiteThatHitsOnceInSeven() {
    PoolContract.inNewThread(
        () -> {
          int site = site();
          for (int i = 0; i < 10_000; i++) {
            if (i % 7 == 0) {
              Governor.hit(site);
            } else {
              Governor.missed(site);
            }
            assertFalse(Governor.isBenched(site));
          }
        });
  }

  @Test
  void triesAgainLater_andThenTwiceAsLate() {
    PoolContract.inNewThread(
        () -> {
          int site = site();
          bench(site);
          assertEquals(Governor.FIRST_BENCH, runsUntilTried(site));
          bench(site);
          assertEquals(2 * Governor.FIRST_BENCH, runsUntilTried(site));
          for (int i = 0; i < Governor.LIMIT; i++) {
            Governor.hit(site);
          }
          bench(site);
          assertEquals(2 * Governor.FIRST_BENCH, runsUntilTried(site), "it did well in between");
          for (int i = 0; i < 20; i++) {
            bench(site);
            assertTrue(runsUntilTried(site) <= Governor.FIRST_BENCH << 5);
          }
        });
  }

  @Test
  void aBenchedSiteComesBackByRunning() {
    PoolContract.inNewThread(
        () -> {
          int site = site();
          bench(site);
          for (int i = 0; i < Governor.FIRST_BENCH; i++) {
            ArrayPool.releaseBytes(ArrayPool.claimBytes(1700, site));
          }
          byte[] array = ArrayPool.claimBytes(1700, site);
          assertTrue(ArrayPool.isClaimed(array));
        });
  }

  @Test
  void neverJudgesSitesWithoutANumber() {
    bench(SiteCounters.UNNUMBERED);
    assertFalse(Governor.isBenched(SiteCounters.UNNUMBERED));
  }

  private static void bench(int site) {
    for (int i = 0; i < Governor.LIMIT; i++) {
      Governor.missed(site);
    }
  }

  private static int runsUntilTried(int site) {
    int runs = 0;
    while (Governor.isBenched(site)) {
      Governor.ran(site, ++runs);
    }
    return runs;
  }

  private static synchronized int site() {
    return Sites.register(new Site("buffer", "GovernorTest", "test", "()V", line++, 0));
  }
}
