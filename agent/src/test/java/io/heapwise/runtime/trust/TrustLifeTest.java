package io.heapwise.runtime.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What becomes of verdicts: redefinition, unloading, failures, threads. */
class TrustLifeTest {
  /** Installs the judge, before any test puts another one in its place. */
  private static final int WRITE = Loans.WRITE;

  /** The samples once more, in a loader of their own. */
  private static final class Sibling extends URLClassLoader {
    Sibling() {
      super(
          new URL[] {LoanSamples.class.getProtectionDomain().getCodeSource().getLocation()}, null);
    }

    OutputStream sample(String name) throws ReflectiveOperationException {
      Class<?> type = Class.forName(LoanSamples.class.getName() + name, true, this);
      for (Class<?> each = type; each.getClassLoader() == this; each = each.getSuperclass()) {
        Loans.LOADED.loaded(this, each.getName().replace('.', '/'), Loans.classFile(each));
      }
      var constructor = type.getDeclaredConstructor();
      constructor.setAccessible(true);
      return (OutputStream) constructor.newInstance();
    }
  }

  @BeforeAll
  static void judgesByBytecode() {
    Loans.judge();
  }

  @Test
  void redefinitionDropsTheVerdictsOfTheClassAndOfAllThatDependOnIt() throws Exception {
    try (Sibling loader = new Sibling()) {
      OutputStream parent = loader.sample("$Copying");
      OutputStream child = loader.sample("$Flushing");
      OutputStream wrapper = new LoanSamples.Counting(parent);
      assertEquals(Trust.KEEPS_NOTHING, Loans.settled(parent, WRITE));
      assertEquals(Trust.KEEPS_NOTHING, Loans.settled(child, WRITE));
      assertEquals(Trust.KEEPS_NOTHING, Loans.settled(wrapper, WRITE));

      // As the transformer does it, before the JVM has the new code.
      String name = parent.getClass().getName().replace('.', '/');
      byte[] mended = Loans.classFile(parent.getClass()).clone();
      mended[mended.length - 1] ^= 1;
      Loans.LOADED.loaded(loader, name, mended);
      Trust.forget(parent.getClass());
      assertEquals(Trust.UNTRUSTED, Loans.settled(parent, WRITE));
      assertEquals(Trust.UNTRUSTED, Loans.settled(child, WRITE));
      assertEquals(Trust.UNTRUSTED, Loans.settled(wrapper, WRITE));

      // And back again.
      Loans.LOADED.loaded(loader, name, Loans.classFile(parent.getClass()));
      Trust.forget(name);
      assertEquals(Trust.KEEPS_NOTHING, Loans.settled(parent, WRITE));
      assertEquals(Trust.KEEPS_NOTHING, Loans.settled(child, WRITE));
      assertEquals(Trust.KEEPS_NOTHING, Loans.settled(wrapper, WRITE));
    }
  }

  @Test
  void redefinitionOfOthersDropsNothing() {
    OutputStream out = new ByteArrayOutputStream();
    assertEquals(Trust.KEEPS_NOTHING, Loans.settled(out, WRITE));
    Trust.forget(TrustLifeTest.class);
    assertEquals(Trust.KEEPS_NOTHING, Trust.verdict(out, WRITE));
    Trust.forget(OutputStream.class); // only if it was read, and it was not: write is overridden
    Trust.forget(ByteArrayOutputStream.class);
    assertEquals(Trust.UNKNOWN, Trust.verdict(out, WRITE));
  }

  @Test
  void aRuleReadBeforeARedefinitionIsNotPublishedAfterIt() {
    Judge slow =
        (type, call, sources) -> {
          sources.add("a/B");
          Trust.forget("a/B");
          return Rule.trusted(Rule.KEEPS_NOTHING);
        };
    class Redefined {}
    withJudge(slow, () -> assertSame(Rule.UNKNOWN, Trust.ruleNow(Redefined.class, WRITE)));
    assertSame(Rule.UNKNOWN, Trust.ruleOf(Redefined.class, WRITE));
  }

  @Test
  void whatIsAskedAFewTimesIsNotWorthAnAnswer() {
    // Several, as questions share counters.
    OutputStream[] receivers = {
      new OutputStreamOf(1) {}, new OutputStreamOf(2) {}, new OutputStreamOf(3) {},
      new OutputStreamOf(4) {}, new OutputStreamOf(5) {}, new OutputStreamOf(6) {},
    };
    Set<Class<?>> judged = ConcurrentHashMap.newKeySet();
    Judge judge =
        (type, call, sources) -> {
          judged.add(type);
          return Rule.trusted(Rule.KEEPS_NOTHING);
        };
    withJudge(
        judge,
        () -> {
          for (int i = 0; i < 16; i++) {
            for (OutputStream receiver : receivers) {
              Trust.verdict(receiver, WRITE);
            }
          }
          // Whoever was asked about before those has been judged by the time that this has.
          Loans.settled(new OutputStreamOf(7) {}, WRITE);
          assertTrue(judged.size() < receivers.length, judged::toString);
          for (OutputStream receiver : receivers) {
            assertEquals(Trust.KEEPS_NOTHING, Loans.settled(receiver, WRITE));
          }
        });
  }

  private abstract static class OutputStreamOf extends ByteArrayOutputStream {
    OutputStreamOf(int size) {
      super(size);
    }
  }

  @Test
  void whateverTheJudgeThrowsMakesTheClassUntrusted() {
    class Unlucky {}
    long before = Trust.failures();
    withJudge(
        (type, call, sources) -> {
          throw new StackOverflowError();
        },
        () -> assertEquals(Trust.UNTRUSTED, Loans.settled(new Unlucky(), WRITE)));
    assertEquals(before + 1, Trust.failures());
  }

  @Test
  void aClassWithVerdictsCanBeUnloaded() throws Exception {
    WeakReference<Class<?>> type = trustedAndForgotten();
    for (int i = 0; i < 50 && type.get() != null; i++) {
      System.gc();
      Thread.sleep(20);
    }
    assertNull(type.get());
  }

  private static WeakReference<Class<?>> trustedAndForgotten() throws Exception {
    try (Sibling loader = new Sibling()) {
      OutputStream out = loader.sample("$Copying");
      assertEquals(Trust.KEEPS_NOTHING, Loans.settled(out, WRITE));
      return new WeakReference<>(out.getClass());
    }
  }

  @Test
  void initializingDecidesNothing() {
    long before = Trust.failures();
    Trust.initialize();
    assertEquals(before, Trust.failures());
    assertSame(Rule.UNKNOWN, Trust.ruleOf(Trust.class, LentCalls.NONE));
    assertSame(Rule.UNKNOWN, Trust.ruleOf(Verdicts.class, LentCalls.NONE));
  }

  @Test
  void manyThreadsThatAskAtOnceAllGetTheAnswer() throws Exception {
    Thread[] threads = new Thread[8];
    int[] verdicts = new int[threads.length];
    try (Sibling loader = new Sibling()) {
      OutputStream out = loader.sample("$CopyingDeep");
      for (int t = 0; t < threads.length; t++) {
        int index = t;
        threads[t] = new Thread(() -> verdicts[index] = Loans.settled(out, WRITE));
        threads[t].start();
      }
      for (Thread thread : threads) {
        thread.join();
      }
    }
    for (int verdict : verdicts) {
      assertEquals(Trust.KEEPS_NOTHING, verdict);
    }
  }

  @Test
  void theThreadIsADaemonThatHoldsNothingOfItsCaller() {
    class Waking {}
    Loans.settled(new Waking(), WRITE);
    Thread worker = null;
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().equals("heapwise-trust")) {
        worker = thread;
      }
    }
    assertTrue(worker.isDaemon());
    assertTrue(
        worker.getContextClassLoader() != Thread.currentThread().getContextClassLoader()
            || worker.getContextClassLoader() == ClassLoader.getSystemClassLoader());
  }

  private static void withJudge(Judge judge, Runnable body) {
    Judge before = Judges.installed();
    Judges.install(judge);
    try {
      body.run();
    } finally {
      Judges.install(before);
    }
  }
}
