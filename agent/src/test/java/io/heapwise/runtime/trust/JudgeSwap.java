package io.heapwise.runtime.trust;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Lets a test of another package decide who is trusted, for a while. */
public final class JudgeSwap {
  private static final Set<Class<?>> JUDGED = ConcurrentHashMap.newKeySet();

  private JudgeSwap() {}

  /** Installs a judge, and returns the one that was there. */
  public static Judge install(Judge judge) {
    Judge before = Judges.installed();
    Judges.install(
        new Judge() {
          @Override
          public Rule judge(Class<?> type, LentCall call, Set<String> sources) {
            JUDGED.add(type);
            sources.add(type.getName().replace('.', '/'));
            return judge.judge(type, call, sources);
          }
        });
    return before;
  }

  /** Brings back the judge that was there, or none for null; what others have said is forgotten. */
  public static void restore(Judge before) {
    Judges.install(before);
    JUDGED.forEach(Trust::forget);
    JUDGED.clear();
  }
}
