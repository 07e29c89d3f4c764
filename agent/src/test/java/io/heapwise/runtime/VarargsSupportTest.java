package io.heapwise.runtime;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.heapwise.runtime.trust.Judge;
import io.heapwise.runtime.trust.JudgeSwap;
import io.heapwise.runtime.trust.Rule;
import io.heapwise.runtime.trust.Trust;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Of classes that stay: for those of other loaders see the tests of the rewrite. */
class VarargsSupportTest {
  private static Judge before;

  @BeforeAll
  static void judges() {
    before =
        JudgeSwap.install(
            (type, call, sources) ->
                type == Keeper.class
                    ? Rule.untrusted("keeps it")
                    : Rule.trusted(Rule.KEEPS_NOTHING));
    VarargsSupport.warmUp();
  }

  @AfterAll
  static void judgesAsBefore() {
    JudgeSwap.restore(before);
  }

  static class Reader {}

  static final class OtherReader extends Reader {}

  static final class Keeper extends Reader {}

  private static int number(String name) {
    return VarargsSupport.number("TimeUnit.DAYS", name, "([Ljava/util/concurrent/TimeUnit;)V");
  }

  /** What a receiver is passed in the end. */
  private static Object[] settled(Object receiver, int number, Object[] made)
      throws InterruptedException {
    Object[] shared = null;
    for (int i = 0; i < 500 && shared == null; i++) {
      VarargsSupport.share(receiver, made, number);
      shared = VarargsSupport.shared(receiver, number);
      Thread.sleep(2);
    }
    return shared;
  }

  @Test
  void theFirstArrayIsPassedAgain() throws Exception {
    int number = number("again");
    Object[] first = new TimeUnit[] {TimeUnit.DAYS};
    assertSame(first, settled(new Reader(), number, first));
    for (int i = 0; i < 3; i++) {
      assertSame(first, VarargsSupport.shared(new Reader(), number));
      VarargsSupport.share(new Reader(), new TimeUnit[1], number);
    }
  }

  @Test
  void eachClassOfReceiversHasItsOwn() throws Exception {
    int number = number("own");
    Object[] first = new TimeUnit[] {TimeUnit.DAYS};
    Object[] second = new TimeUnit[] {TimeUnit.DAYS};
    assertSame(first, settled(new Reader(), number, first));
    assertSame(second, settled(new OtherReader(), number, second));
    assertSame(first, VarargsSupport.shared(new Reader(), number));
    assertSame(second, VarargsSupport.shared(new OtherReader(), number));
    assertNull(VarargsSupport.shared(null, number));
  }

  @Test
  void whoKeepsItGetsNone_whoeverElseReadsIt() throws Exception {
    int number = number("keeper");
    Object[] made = new TimeUnit[] {TimeUnit.DAYS};
    assertSame(made, settled(new Reader(), number, made));
    for (int i = 0; i < 50; i++) {
      VarargsSupport.share(new Keeper(), made, number);
      assertNull(VarargsSupport.shared(new Keeper(), number));
      Thread.sleep(2);
    }
    assertSame(made, VarargsSupport.shared(new Reader(), number));
  }

  @Test
  void redefinitionEndsIt() throws Exception {
    for (Class<?> redefined : new Class<?>[] {Reader.class, TimeUnit.class}) {
      int number = number("redefined" + redefined.getSimpleName());
      Object[] first = new TimeUnit[] {TimeUnit.DAYS};
      assertNotNull(settled(new Reader(), number, first));
      assertSame(first, VarargsSupport.shared(new Reader(), number));
      Trust.forget(redefined);
      assertNull(VarargsSupport.shared(new Reader(), number));
      Object[] second = new TimeUnit[] {TimeUnit.DAYS};
      assertSame(second, settled(new Reader(), number, second));
      assertSame(second, VarargsSupport.shared(new Reader(), number));
    }
  }

  /** Of other classes: what is known is asked again, and is what it was. */
  @Test
  void redefinitionOfOthersChangesNothing() throws Exception {
    int number = number("others");
    Object[] first = new TimeUnit[] {TimeUnit.DAYS};
    assertNotNull(settled(new Reader(), number, first));
    Trust.forget(VarargsSupportTest.class);
    assertSame(first, VarargsSupport.shared(new Reader(), number));
    assertSame(first, VarargsSupport.shared(new Reader(), number));
  }
}
