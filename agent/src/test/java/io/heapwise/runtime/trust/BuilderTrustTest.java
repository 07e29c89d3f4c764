package io.heapwise.runtime.trust;

import static io.heapwise.runtime.trust.Trust.KEEPS_NOTHING;
import static io.heapwise.runtime.trust.Trust.UNTRUSTED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heapwise.trust.BytecodeJudge;
import java.io.CharArrayWriter;
import java.io.StringWriter;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who may be lent a string builder. */
class BuilderTrustTest {
  private static final String SB = "Ljava/lang/StringBuilder;";
  private static final int WRITE =
      Trust.callWithBuilder("write", "(" + SB + "Ljava/lang/Object;)V", 1, false);
  private static final int APPEND =
      Trust.callWithBuilder("append", "(Ljava/lang/CharSequence;)Ljava/io/Writer;", 1, false);
  private static final String PADDING = internalName(BuilderSamples.Padding.class);

  @BeforeAll
  static void know() {
    Loans.judge();
    Loans.know(BuilderTrustTest.class);
    Loans.know(BuilderSamples.class);
    for (Class<?> sample : BuilderSamples.class.getDeclaredClasses()) {
      Loans.know(sample);
    }
  }

  private static String internalName(Class<?> type) {
    return type.getName().replace('.', '/');
  }

  private static void trusts(Object receiver) {
    assertEquals(
        KEEPS_NOTHING,
        Loans.settled(receiver, WRITE),
        () -> Loans.reason(receiver.getClass(), WRITE));
  }

  private static String untrusted(Object receiver) {
    assertEquals(UNTRUSTED, Loans.settled(receiver, WRITE));
    return Loans.reason(receiver.getClass(), WRITE);
  }

  @Test
  void trustsWhatAppends() {
    trusts(new BuilderSamples.Appending());
    trusts(new BuilderSamples.AppendingToo());
    trusts(new BuilderSamples.Template());
    trusts(new BuilderSamples.ConstructingCopy());
    trusts(new BuilderSamples.Recursive());
    trusts(new BuilderSamples.FinalOther());
  }

  @Test
  void distrustsWhatKeeps() {
    String prefix = "stored in field BuilderSamples";
    assertEquals(prefix + "$Keeping.kept", untrusted(new BuilderSamples.Keeping()));
    assertEquals(
        "passed to BuilderSamples$Padding.keep, there " + prefix + ".published",
        untrusted(new BuilderSamples.Publishing()));
    assertEquals(prefix + ".published", untrusted(new BuilderSamples.KeepingInAHandler()));
    assertEquals(prefix + ".published", untrusted(new BuilderSamples.KeepingOneOfTwo()));
    assertTrue(untrusted(new BuilderSamples.RecursiveKeeping()).endsWith(prefix + ".published"));
    assertEquals(
        "passed to BuilderSamples$Holder.<init>, there " + prefix + "$Holder.held",
        untrusted(new BuilderSamples.Constructing()));
    assertEquals(
        "captured by a lambda or another dynamic call", untrusted(new BuilderSamples.Capturing()));
    untrusted(new BuilderSamples.Listing());
    assertEquals("passed to BuilderSamples$Piece.write", untrusted(new BuilderSamples.Others()));
  }

  @Test
  void distrustsWhatCouldTellThatItIsNotNew() {
    assertEquals("capacity() is called on it", untrusted(new BuilderSamples.Measuring()));
    assertEquals("chars() is called on it", untrusted(new BuilderSamples.Viewing()));
    assertEquals("used as a lock", untrusted(new BuilderSamples.Locking()));
    assertTrue(
        untrusted(new BuilderSamples.Identifying())
            .startsWith("passed to System.identityHashCode"));
  }

  @Test
  void distrustsWhatReturnsIt() {
    int fluent = Trust.callWithBuilder("write", "(" + SB + ")" + SB, 1, false);
    assertEquals(UNTRUSTED, Loans.settled(new BuilderSamples.Fluent(), fluent));
    assertEquals("returned", Loans.reason(BuilderSamples.Fluent.class, fluent));
  }

  @Test
  void trustsWhatReturnsItToNobody() {
    int fluent = Trust.callWithBuilder("write", "(" + SB + ")" + SB, 1, true);
    assertEquals(KEEPS_NOTHING, Loans.settled(new BuilderSamples.Fluent(), fluent));
    assertEquals(KEEPS_NOTHING, Loans.settled(new BuilderSamples.FluentToo(), fluent));
    assertEquals(UNTRUSTED, Loans.settled(new BuilderSamples.FluentKeeping(), fluent));
    assertTrue(
        Loans.reason(BuilderSamples.FluentKeeping.class, fluent)
            .endsWith("stored in field BuilderSamples.published"));
    assertEquals(UNTRUSTED, Loans.settled(new BuilderSamples.FluentLoop(), fluent));
    int same = Trust.exactCallWithBuilder(PADDING, "same", "(" + SB + ")" + SB, 0, true);
    assertEquals(KEEPS_NOTHING, exact(same));
  }

  @Test
  void aWrapperIsAsGoodAsWhatItWraps() {
    trusts(new BuilderSamples.Wrapping(new BuilderSamples.Appending()));
    trusts(new BuilderSamples.Wrapping(new BuilderSamples.Wrapping(new BuilderSamples.Template())));
    BuilderSamples.Piece keeping = new BuilderSamples.Keeping();
    assertEquals(UNTRUSTED, Loans.settled(new BuilderSamples.Wrapping(keeping), WRITE));
    assertEquals(
        UNTRUSTED,
        Loans.settled(new BuilderSamples.Wrapping(new BuilderSamples.Wrapping(keeping)), WRITE));
    assertEquals(UNTRUSTED, Loans.settled(new BuilderSamples.Wrapping(null), WRITE));
  }

  @Test
  void distrustsWhoseDelegateMayBeReplaced() {
    assertNotEquals(KEEPS_NOTHING, Loans.settled(new BuilderSamples.Replacing(), WRITE));
  }

  @Test
  void knowsItByItsInterfaces() {
    int append = Trust.callWithBuilder("append", "(Ljava/lang/Appendable;)V", 1, false);
    int read = Trust.callWithBuilder("read", "(Ljava/lang/CharSequence;)V", 1, false);
    int keep = Trust.callWithBuilder("keep", "(Ljava/lang/CharSequence;)V", 1, false);
    BuilderSamples.Texts texts = new BuilderSamples.Texts();
    assertEquals(KEEPS_NOTHING, Loans.settled(texts, append));
    assertEquals(KEEPS_NOTHING, Loans.settled(texts, read));
    assertEquals(UNTRUSTED, Loans.settled(texts, keep));
  }

  @Test
  void isNotDeceivedByAnAppendableThatReturnsAnother() {
    int direct = Trust.callWithBuilder("write", "(" + SB + ")V", 1, false);
    int other = Trust.callWithBuilder("writeToOther", "(" + SB + ")V", 1, false);
    BuilderSamples.Deceiving deceiving = new BuilderSamples.Deceiving();
    assertEquals(UNTRUSTED, Loans.settled(deceiving, direct));
    assertEquals(UNTRUSTED, Loans.settled(deceiving, other));
  }

  @Test
  void trustsWritersOfTheJdk() {
    assertEquals(KEEPS_NOTHING, Loans.settled(new StringWriter(), APPEND));
    assertEquals(KEEPS_NOTHING, Loans.settled(new CharArrayWriter(), APPEND));
  }

  @Test
  void theReceiverAloneMustDecideWhatIsCalled() {
    int write = Trust.callWithBuilder("write", "(" + SB + ")V", 1, false);
    assertEquals(UNTRUSTED, Loans.settled(new BuilderSamples.Shadowing(), write));
    assertEquals(
        "BuilderSamples$Private.write is not for everybody to override",
        Loans.reason(BuilderSamples.Shadowing.class, write));
    assertEquals(KEEPS_NOTHING, Loans.settled(new BuilderSamples.PackagePrivate(), write));
  }

  @Test
  void followsCallsThatNameTheirTarget() {
    assertEquals(KEEPS_NOTHING, exact(PADDING, "pad", "(" + SB + "I)V"));
    assertEquals(UNTRUSTED, exact(PADDING, "keep", "(" + SB + ")V"));
    assertEquals(UNTRUSTED, exact(PADDING, "same", "(" + SB + ")" + SB));
    assertEquals(UNTRUSTED, exact(PADDING, "missing", "(" + SB + ")V"));
    int holds =
        Trust.exactCallWithBuilder(
            internalName(BuilderSamples.Holder.class), "<init>", "(" + SB + ")V", 1, false);
    assertEquals(UNTRUSTED, exact(holds));
    assertEquals(UNTRUSTED, exact("javax/crypto/Cipher", "pad", "(" + SB + ")V"));
  }

  private static int exact(String owner, String name, String descriptor) {
    return exact(Trust.exactCallWithBuilder(owner, name, descriptor, 0, false));
  }

  private static int exact(int call) {
    long end = System.nanoTime() + 20_000_000_000L;
    int verdict = Trust.exactVerdict(BuilderTrustTest.class, call);
    while (verdict == Trust.UNKNOWN && System.nanoTime() < end) {
      Thread.onSpinWait();
      verdict = Trust.exactVerdict(BuilderTrustTest.class, call);
    }
    return verdict;
  }

  @Test
  void waitsForClassesThatAreNotLoadedYet() {
    AtomicReference<Class<?>> loaded = new AtomicReference<>();
    Judge before = Judges.installed();
    Judges.install(new BytecodeJudge(Loans.LOADED, (loader, name) -> loaded.get()));
    try {
      int pad = Trust.exactCallWithBuilder(PADDING, "pad", "(" + SB + "I)V", 0, false);
      class Caller {}
      Loans.know(Caller.class);
      assertEquals(Trust.UNKNOWN, Trust.ruleNow(Caller.class, pad).level());
      assertEquals(
          "class io.heapwise.runtime.trust.BuilderSamples$Padding is not loaded yet",
          Trust.reason(Caller.class, pad));
      loaded.set(BuilderSamples.Padding.class);
      assertEquals(KEEPS_NOTHING, Trust.ruleNow(Caller.class, pad).level());
    } finally {
      Judges.install(before);
    }
  }

  @Test
  void doesNotWaitForEver() {
    Judge before = Judges.installed();
    int pad = Trust.exactCallWithBuilder(PADDING, "pad", "(" + SB + "I)V", 0, false);
    class Caller {}
    int[] asked = new int[1];
    Judges.install(
        (type, call, sources) -> {
          asked[0]++;
          return Rule.waiting("it is not there");
        });
    try {
      Rule rule = Trust.ruleNow(Caller.class, pad);
      assertTrue(rule.isWaiting());
      for (int i = 0; i < 100; i++) {
        rule = Trust.ruleNow(Caller.class, pad);
      }
      assertEquals(UNTRUSTED, rule.level());
      assertTrue(asked[0] < 20, "asked " + asked[0]);
      assertSame(rule, Trust.ruleOf(Caller.class, pad));
    } finally {
      Judges.install(before);
    }
  }
}
