package io.heapwise.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.heapwise.runtime.trust.Judge;
import io.heapwise.runtime.trust.JudgeSwap;
import io.heapwise.runtime.trust.Rule;
import io.heapwise.runtime.trust.Trust;
import java.io.ByteArrayOutputStream;
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

  private ByteArrayOutputStream lendOutput(int bytes) {
    ByteArrayOutputStream out = LentBuilders.claimOutput(SITE);
    Object kept = LentBuilders.lend(reader, out, CALL_AND_SITE);
    out.writeBytes(new byte[bytes]);
    assertEquals(bytes, LentBuilders.releaseBytes(out, kept, SITE).length);
    return out;
  }

  /** What is given back is empty, what is not asked about keeps its bytes. */
  private boolean isAskedAbout(int bytes) {
    return lendOutput(bytes).size() == 0;
  }

  @Test
  void aSiteWhoseOutputsStayShortAsksNoMoreUntilOneIsLong() {
    assumeFalse(Boolean.getBoolean("heapwise.verify"), "what is released is poisoned");
    assertTrue(isAskedAbout(1000));
    int asked = 0;
    while (isAskedAbout(10)) {
      asked++;
    }
    assertEquals(9, asked);
    assertFalse(isAskedAbout(10));
    assertFalse(isAskedAbout(1000));
    assertTrue(isAskedAbout(1000));
  }

  @Test
  void anOutputThatHasMuchRoomIsNotShort() {
    for (int i = 0; i < 20; i++) {
      ByteArrayOutputStream out = LentBuilders.claimOutput(SITE, 1000);
      assertSame(out, LentBuilders.lend(reader, out, CALL_AND_SITE), "after " + i);
      LentBuilders.releaseBytes(out, out, SITE);
    }
  }
}
