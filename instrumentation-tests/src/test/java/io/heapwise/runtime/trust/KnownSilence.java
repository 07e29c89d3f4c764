package io.heapwise.runtime.trust;

import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.heapwise.runtime.LoggingSupport;
import java.util.HashSet;
import java.util.Set;

/** Lets tests ask what a call would do without waiting for it to be found out. */
public final class KnownSilence {
  private static final long PATIENCE_NANOS = 60_000_000_000L;
  private static final String ONE_TEXT = "(Ljava/lang/String;)V";

  private KnownSilence() {}

  /** Waits until it is known when a logger's methods do nothing. */
  public static void await(Object logger, String... methods) {
    for (String method : methods) {
      int call = LoggingSupport.call(method, ONE_TEXT);
      long end = System.nanoTime() + PATIENCE_NANOS;
      while (Trust.ruleOf(logger.getClass(), call).silence == null && System.nanoTime() < end) {
        Trust.silence(logger, call);
        Thread.onSpinWait();
      }
      assertNotEquals(null, Trust.ruleOf(logger.getClass(), call).silence, method);
    }
  }

  /** What a judge says of a method that takes one text, on objects such as this one. */
  public static Rule ruleOf(Judge judge, Object example, String method, Set<String> sources) {
    LentCall call = Trust.numbered(LoggingSupport.call(method, ONE_TEXT));
    return judge.judgeSilence(example, call, sources);
  }

  /** As the other, whatever the rule depends on. */
  public static Rule ruleOf(Judge judge, Object example, String method) {
    return ruleOf(judge, example, method, new HashSet<>());
  }

  /** Whether a rule says that a call on an object would do nothing now. */
  public static boolean holds(Rule rule, Object receiver) {
    return rule.silence != null && rule.silence.holds(receiver);
  }
}
