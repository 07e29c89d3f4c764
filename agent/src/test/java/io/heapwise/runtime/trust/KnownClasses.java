package io.heapwise.runtime.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;

/** Lets the tests of rewrites lend arrays to classes of theirs. */
public final class KnownClasses {
  private static final long PATIENCE_NANOS = 10_000_000_000L;

  private KnownClasses() {}

  /** Has classes judged, of which these are known as the agent knows what is loaded. */
  public static void know(Class<?>... types) {
    Loans.judge();
    for (Class<?> type : types) {
      Loans.LOADED.loaded(
          type.getClassLoader(), type.getName().replace('.', '/'), Loans.classFile(type));
    }
  }

  /** Waits for the verdict, and fails if it is not this. */
  public static void assertVerdict(int expected, Object receiver, int call) {
    long end = System.nanoTime() + PATIENCE_NANOS;
    int verdict = Trust.verdict(receiver, call);
    while (verdict == Trust.UNKNOWN && System.nanoTime() < end) {
      Thread.onSpinWait();
      verdict = Trust.verdict(receiver, call);
    }
    assertEquals(expected, verdict, Trust.reason(receiver.getClass(), call));
  }

  /** Has a class trusted whatever it does, and every other one that is judged from now on. */
  public static void trust(Class<?> type) {
    Judges.install(
        new Judge() {
          @Override
          public Rule judge(Class<?> type, LentCall call, Set<String> sources) {
            sources.add(type.getName().replace('.', '/'));
            return Rule.trusted(Rule.ALL);
          }
        });
    Trust.forget(type);
  }

  /** Ends {@link #trust}. */
  public static void distrust(Class<?> type) {
    Loans.judge();
    Trust.forget(type);
  }
}
