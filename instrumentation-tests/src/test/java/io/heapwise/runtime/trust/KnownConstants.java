package io.heapwise.runtime.trust;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.heapwise.harness.Rewriting;

/** Lets the tests of rewrites read the constants of enums in loaders of theirs. */
public final class KnownConstants {
  private static final long PATIENCE_NANOS = 60_000_000_000L;

  private KnownConstants() {}

  /** Waits until the constants of an enum are given out. */
  public static void await(Class<?> type) {
    int call = Trust.callForConstants();
    long end = System.nanoTime() + PATIENCE_NANOS;
    Object[] constants = constants(type, call);
    while (constants == null && System.nanoTime() < end) {
      Thread.onSpinWait();
      constants = constants(type, call);
    }
    assertNotNull(constants, () -> Trust.reason(type, call));
  }

  private static Object[] constants(Class<?> type, int call) {
    ConstantsField field = Trust.constants(type, call);
    return field == null ? null : field.array(type);
  }

  /** Has all enums trusted once they are initialised, and nobody else. */
  public static void trustAll() {
    Rewriting.judgeBy(
        (type, call, sources) -> {
          if (!call.isForConstants()) {
            return Rule.untrusted("not an enum");
          }
          long offset = Trust.staticOffset(type, "$VALUES", type.arrayType());
          return offset < 0 ? Rule.waiting("not initialised") : Rule.copies("$VALUES", offset);
        });
  }
}
