package io.heapwise.harness;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heapwise.runtime.trust.Judges;
import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rewritten classes can be unloaded once the program is done with them: no pool holds them. */
class UnloadingTest {
  private static final int INPUTS = 5;

  private static final int ROUNDS = 20;

  /**
   * Nobody is judged meanwhile: verdicts stay, and tests of this JVM are about classes that a judge
   * knows more of.
   */
  @BeforeAll
  static void judgesNobody() {
    assertTrue(Rewriting.AGENT != null);
    Judges.install(null);
  }

  @AfterAll
  static void judgesAgain() {
    Rewriting.judgeByBytecode();
  }

  static Stream<Class<?>> targets() {
    return ForkedDifferential.TARGETS.stream();
  }

  @ParameterizedTest
  @MethodSource("targets")
  void aRewrittenClassIsUnloaded(Class<?> target) throws Exception {
    assertTrue(isCollected(loaderOfUsed(target)), target::getName);
  }

  @Test
  void aClassThatIsHeldIsNot() throws Exception {
    Class<?> held = rewritten(ForkedDifferential.TARGETS.get(0));
    assertFalse(isCollected(new WeakReference<>(held.getClassLoader())));
    assertTrue(held.getDeclaredMethods().length > 0);
  }

  private static WeakReference<ClassLoader> loaderOfUsed(Class<?> target) {
    Class<?> rewritten = rewritten(target);
    for (Method method : rewritten.getDeclaredMethods()) {
      if (ForkedDifferential.isPartOfLesson(method)) {
        for (int i = 0; i < INPUTS * ROUNDS; i++) {
          Object[] arguments = Inputs.arguments(method.getParameterTypes(), i % INPUTS);
          assertTrue(Observation.of(method, arguments) != null);
        }
      }
    }
    return new WeakReference<>(rewritten.getClassLoader());
  }

  private static Class<?> rewritten(Class<?> target) {
    Differential differential = new Differential(ClassFiles.of(target), Rewriting.AGENT);
    return differential.rewrittenClass(target.getName());
  }

  private static boolean isCollected(WeakReference<ClassLoader> loader)
      throws InterruptedException {
    for (int i = 0; i < 20 && loader.get() != null; i++) {
      System.gc();
      Thread.sleep(20);
    }
    return loader.get() == null;
  }
}
