package io.heapwise.runtime.trust;

import io.heapwise.harness.Rewriting;
import io.heapwise.trust.BytecodeJudge;
import io.heapwise.trust.LoadedClasses;
import java.util.Map;

/**
 * Lets the tests of rewrites pass arrays to classes in loaders of theirs. Those have no place that
 * their class files could be read from again: they are judged by those beside the tests, which they
 * were made of.
 */
public final class KnownReaders {
  private static final ClassLoader TESTS = KnownReaders.class.getClassLoader();

  private KnownReaders() {}

  /**
   * Installs a judge of such classes.
   *
   * @param classFiles by binary name
   */
  public static void judge(Map<String, byte[]> classFiles) {
    LoadedClasses loaded = new LoadedClasses();
    classFiles.forEach((name, file) -> loaded.loaded(TESTS, name.replace('.', '/'), file));
    Judge byBytecode = new BytecodeJudge(loaded, (loader, name) -> null);
    Rewriting.judgeBy(
        (type, call, sources) -> {
          boolean isInitialized = Trust.isInitialized(type);
          if (call.isForFields() && !isInitialized) {
            return Rule.waiting("it is not initialised yet");
          }
          try {
            Class<?> own = Class.forName(type.getName(), call.isForFields(), TESTS);
            return byBytecode.judge(own, call, sources);
          } catch (ClassNotFoundException e) {
            return Rule.untrusted("it is not known");
          }
        });
  }

  /** Finds out now whether a method of a class only reads the array that it is given. */
  public static boolean isReader(Class<?> type, String method, String descriptor) {
    return isTrusted(type, Trust.callOnElements(method, descriptor));
  }

  /** The same about the constants of an enum. */
  public static boolean isConstant(Class<?> type) {
    return isTrusted(type, Trust.callForFields());
  }

  private static boolean isTrusted(Class<?> type, int call) {
    return Trust.ruleNow(type, call).level() == Rule.KEEPS_NOTHING;
  }
}
