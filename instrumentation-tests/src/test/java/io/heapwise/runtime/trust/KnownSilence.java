package io.heapwise.runtime.trust;

import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.heapwise.runtime.LoggingSupport;
import java.util.HashSet;
import java.util.Set;

/** Lets tests ask what a call would do without waiting for it to be found out. */
public final class KnownSilence {
  private static final long PATIENCE_NANOS = 60_000_000_000L;
  private static final String ONE_TEXT = "(Ljava/lang/String;)V";
  private static final String LEVEL_AND_TEXT = "(Ljava/util/logging/Level;Ljava/lang/String;)V";
  private static final String LEVEL_TEXT_AND_CAUSE =
      "(Ljava/util/logging/Level;Ljava/lang/String;Ljava/lang/Throwable;)V";

  private KnownSilence() {}

  /** Waits until it is known when a logger's methods do nothing. */
  public static void await(Object logger, String... methods) {
    for (String method : methods) {
      await(logger, LoggingSupport.call(method, ONE_TEXT, null), method);
    }
  }

  /** As the other, of the methods of {@code java.util.logging} that are given a level. */
  public static void awaitLevels(Object logger, String... levels) {
    for (String level : levels) {
      await(logger, LoggingSupport.call("log", LEVEL_AND_TEXT, level), level);
      await(logger, LoggingSupport.call("log", LEVEL_TEXT_AND_CAUSE, level), level);
    }
  }

  private static void await(Object logger, int call, String what) {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (Trust.ruleOf(logger.getClass(), call).silence == null && System.nanoTime() < end) {
      Trust.silence(logger, call);
      Thread.onSpinWait();
    }
    assertNotEquals(null, Trust.ruleOf(logger.getClass(), call).silence, what);
  }

  /** What a judge says of a method that takes one text, on objects such as this one. */
  public static Rule ruleOf(Judge judge, Object example, String method, Set<String> sources) {
    LentCall call = Trust.numbered(LoggingSupport.call(method, ONE_TEXT, null));
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
