package io.heapwise.runtime.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Lets the tests of rewrites lend arrays to classes of theirs. */
public final class KnownClasses {
  private static final long PATIENCE_NANOS = 10_000_000_000L;

  private KnownClasses() {}

  /** Makes the code of test classes known, as the agent does when they are loaded. */
  public static void know(Class<?>... types) {
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
}
