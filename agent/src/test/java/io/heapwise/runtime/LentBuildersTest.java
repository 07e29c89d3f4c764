package io.heapwise.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.heapwise.runtime.trust.Judge;
import io.heapwise.runtime.trust.JudgeSwap;
import io.heapwise.runtime.trust.Rule;
import io.heapwise.runtime.trust.Trust;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a site asks who it lends to, and when it takes builders from the pool. */
class LentBuildersTest {
  private static final int CALL =
      Trust.callWithBuilder("write", "(Ljava/lang/StringBuilder;)V", 1, true);
  private static final int SITE = 4711;
  private static final int CALL_AND_SITE = LentBuilders.callAndSite(CALL, SITE);

  private final Object reader = new Reader();
  private final Object keeper = new Keeper();
  private final StringBuilder builder = new StringBuilder();
  private Judge before;

  private static final class Reader {}

  private static final class Keeper {}

  @BeforeEach
  void trustsReaders() throws InterruptedException {
    before =
        JudgeSwap.install(
            (type, call, sources) ->
                type == Reader.class
                    ? Rule.trusted(Trust.KEEPS_NOTHING)
                    : Rule.untrusted("keeps it"));
    settle(reader);
    settle(keeper);
    LentBuilders.release(builder, builder, SITE);
  }

  @AfterEach
  void restoresJudge() {
    JudgeSwap.restore(before);
  }

  private static void settle(Object receiver) throws InterruptedException {
    while (Trust.verdict(receiver, CALL) == Trust.UNKNOWN) {
      Thread.sleep(1);
    }
  }

  @Test
  void aBuilderIsKeptAsLongAsAllWhoGetItAreTrusted() {
    assertSame(builder, LentBuilders.lend(reader, builder, CALL_AND_SITE));
    assertNull(LentBuilders.lend(keeper, builder, CALL_AND_SITE));
    assertNull(LentBuilders.lend(reader, null, CALL_AND_SITE));
    assertSame(builder, LentBuilders.lend(reader, builder, CALL_AND_SITE));
  }

  @Test
  void aSiteTakesFromThePoolOnlyWhatItGivesBack() {
    StringBuilder claimed = LentBuilders.claim(SITE);
    LentBuilders.release(claimed, claimed, SITE);
    assertSame(claimed, LentBuilders.claim(SITE));
    LentBuilders.release(claimed, claimed, SITE);
    assertNull(LentBuilders.lend(keeper, claimed, CALL_AND_SITE));
    assertNotSame(claimed, LentBuilders.claim(SITE));
  }

  @Test
  void aSiteThatIsAlwaysRefusedStopsToAskForAWhile() {
    for (int i = 0; i < 64; i++) {
      assertSame(builder, LentBuilders.lend(reader, builder, CALL_AND_SITE), "after " + i);
      assertNull(LentBuilders.lend(keeper, builder, CALL_AND_SITE));
    }
    // One more: the first took away that the last builder had come back.
    assertNull(LentBuilders.lend(keeper, builder, CALL_AND_SITE));
    int vain = 0;
    while (LentBuilders.lend(reader, builder, CALL_AND_SITE) == null) {
      vain++;
    }
    assertEquals(Short.MAX_VALUE - 63, vain);
  }

  @Test
  void aBuilderThatComesBackLetsTheSiteAskAgain() {
    for (int i = 0; i < 100; i++) {
      assertNull(LentBuilders.lend(keeper, builder, CALL_AND_SITE));
    }
    assertNull(LentBuilders.lend(reader, builder, CALL_AND_SITE));
    LentBuilders.release(builder, SITE);
    assertSame(builder, LentBuilders.lend(reader, builder, CALL_AND_SITE));
  }
}
