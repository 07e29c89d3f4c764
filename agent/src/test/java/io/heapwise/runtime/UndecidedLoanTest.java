package io.heapwise.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.heapwise.runtime.pool.WriterPool;
import io.heapwise.runtime.trust.Judge;
import io.heapwise.runtime.trust.JudgeSwap;
import io.heapwise.runtime.trust.LentCall;
import io.heapwise.runtime.trust.Rule;
import io.heapwise.runtime.trust.Trust;
import java.io.ByteArrayOutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A long text that was lent before it was known to whom. */
class UndecidedLoanTest {
  private static final int SITE =
      Sites.register(new Site("writer", "UndecidedLoanTest", "test", "()V", 1, 0));
  private static final String LONG = "0123456789".repeat(5_000);

  private final CountDownLatch isAsked = new CountDownLatch(1);
  private final CountDownLatch mayAnswer = new CountDownLatch(1);
  private Judge before;

  @BeforeEach
  void emptyThePool() {
    before = JudgeSwap.install((type, call, sources) -> Rule.untrusted("not asked yet"));
    assumeFalse(Boolean.getBoolean("heapwise.verify"), "nothing is given out twice");
    WriterPool.warmUp();
    while (WriterPool.claim(SITE).getBuffer().capacity() > 16) {
      // Takes what is there.
    }
  }

  @AfterEach
  void end() {
    mayAnswer.countDown();
    JudgeSwap.restore(before);
  }

  private void answerLater(Rule rule) {
    JudgeSwap.install(
        (type, call, sources) -> {
          isAsked.countDown();
          try {
            assertTrue(mayAnswer.await(60, TimeUnit.SECONDS));
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          return rule;
        });
  }

  /** Lends a writer as rewritten code does, and asks it for its text. */
  private void lend(Class<?> caller, int call) throws InterruptedException {
    StringWriter writer = LentBuilders.claimWriter(SITE);
    writer.write(LONG);
    Object kept = LentBuilders.lent(caller, writer, LentBuilders.callAndSite(call, SITE));
    assertNotSame(writer, kept);
    assertEquals(LONG, LentBuilders.release(writer, kept, SITE));
    assertEquals(LONG, writer.toString());
    assertTrue(isAsked.await(60, TimeUnit.SECONDS));
  }

  /** The same with an output stream. */
  private void lendOutput(Class<?> caller, int call) throws InterruptedException {
    ByteArrayOutputStream out = LentBuilders.claimOutput(SITE);
    out.writeBytes(LONG.getBytes(StandardCharsets.US_ASCII));
    Object kept = LentBuilders.lent(caller, out, LentBuilders.callAndSite(call, SITE));
    assertNotSame(out, kept);
    assertEquals(LONG.length(), LentBuilders.releaseBytes(out, kept, SITE).length);
    assertEquals(LONG, out.toString());
    assertTrue(isAsked.await(60, TimeUnit.SECONDS));
  }

  private static int number(String name) {
    return Trust.exactCallWith(LentCall.WRITER, "some/Form", name, "(Ljava/io/Writer;)V", 0);
  }

  private int answered(Class<?> caller, int call) throws InterruptedException {
    mayAnswer.countDown();
    for (int i = 0; i < 6000 && Trust.exactVerdict(caller, call) == Trust.UNKNOWN; i++) {
      Thread.sleep(10);
    }
    LentBuilders.claimWriter(0);
    return Trust.exactVerdict(caller, call);
  }

  /** Larger than what a claim would make. */
  private static boolean isPooled() {
    return WriterPool.claim(SITE, 20_000).getBuffer().capacity() >= LONG.length();
  }

  @Test
  void givesItsArrayAwayOnceAllIsKnown() throws Exception {
    class Caller {}
    int call = number("write");
    answerLater(Rule.trusted(Rule.KEEPS_NOTHING));
    lend(Caller.class, call);
    LentBuilders.claimWriter(0);
    assertEquals(16, WriterPool.claim(SITE).getBuffer().capacity());
    assertEquals(Trust.KEEPS_NOTHING, answered(Caller.class, call));
    assertTrue(isPooled());
  }

  @Test
  void anOutputStreamGivesItsArrayAwayOnceAllIsKnown() throws Exception {
    class Caller {}
    String descriptor = "(Ljava/io/OutputStream;)V";
    int call = Trust.exactCallWith(LentCall.OUTPUT, "some/Form", "write", descriptor, 0);
    answerLater(Rule.trusted(Rule.KEEPS_NOTHING));
    lendOutput(Caller.class, call);
    assertEquals(Trust.KEEPS_NOTHING, answered(Caller.class, call));
    assertTrue(isPooled());
  }

  @Test
  void keepsItsArray_whenSomebodyMayLookAtIt() throws Exception {
    class Caller {}
    int call = number("keep");
    answerLater(Rule.untrusted("it is kept"));
    lend(Caller.class, call);
    assertEquals(Trust.UNTRUSTED, answered(Caller.class, call));
    assertEquals(20_000, WriterPool.claim(SITE, 20_000).getBuffer().capacity());
  }

  @Test
  void keepsItsArray_whenCodeHasChangedMeanwhile() throws Exception {
    class Caller {}
    int call = number("change");
    answerLater(Rule.trusted(Rule.KEEPS_NOTHING));
    lend(Caller.class, call);
    Trust.forget("some/Form");
    answered(Caller.class, call);
    assertEquals(20_000, WriterPool.claim(SITE, 20_000).getBuffer().capacity());
  }
}
