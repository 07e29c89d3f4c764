package io.heapwise.harness;

import io.heapwise.runtime.trust.Judge;
import io.heapwise.runtime.trust.Judges;
import io.heapwise.runtime.trust.LentCall;
import io.heapwise.runtime.trust.Rule;
import io.heapwise.runtime.trust.Trust;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who is trusted for the time of a test: verdicts outlive who gave them, unless they are dropped.
 */
final class PassingJudge implements Judge {
  private static final Set<Class<?>> JUDGED = ConcurrentHashMap.newKeySet();

  private final Judge judge;

  private PassingJudge(Judge judge) {
    this.judge = judge;
  }

  static void install(Judge judge) {
    Judges.install(new PassingJudge(judge));
  }

  /** Installs the one that comes after, of whose verdicts none may depend on those given before. */
  static void replaceBy(Judge next) {
    Judges.install(next);
    JUDGED.forEach(Trust::forget);
    JUDGED.clear();
  }

  @Override
  public Rule judge(Class<?> type, LentCall call, Set<String> sources) {
    JUDGED.add(type);
    sources.add(type.getName().replace('.', '/'));
    return judge.judge(type, call, sources);
  }
}
