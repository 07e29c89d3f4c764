package io.heapwise.builder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heapwise.harness.CallReplacement;
import io.heapwise.harness.ClassFiles;
import io.heapwise.harness.Differential;
import io.heapwise.harness.Rewriting;
import io.heapwise.runtime.trust.Rule;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * No builder is handed out that somebody has kept, while those that nobody keeps are used again.
 * Verdicts are as a judge would give them.
 */
class LentBuilderTest {
  private static final int RUNS = 20_000;

  @BeforeAll
  static void trustWhoKeepsNothing() {
    Rewriting.AGENT.rewrite(ClassFiles.bytesOf(BuilderLoansTarget.class));
    Rewriting.judgeBy(
        (type, call, sources) ->
            type == Pieces.Plain.class || call.owner() != null && call.name().startsWith("fill")
                ? Rule.trusted(Rule.KEEPS_NOTHING)
                : Rule.untrusted("it keeps what it is given"));
  }

  @BeforeEach
  void reset() {
    Pieces.reset();
    Pieces.isQuiet = true;
  }

  @AfterAll
  static void letKeepersWrite() {
    Pieces.isQuiet = false;
    Rewriting.judgeByBytecode();
  }

  @Test
  void aBuilderThatAReceiverDoesNotKeepIsUsedAgain() throws Exception {
    run(Rewriting.AGENT, "isLentToAReceiver", "text", 0);
    assertTrue(Pieces.sameAsBefore() > RUNS / 2, "used again: " + Pieces.sameAsBefore());
  }

  @Test
  void aBuilderThatAStaticMethodDoesNotKeepIsUsedAgain() throws Exception {
    run(Rewriting.AGENT, "isFilledByAStaticMethodOfAnotherClass", "text");
    // Two calls in each run are given the same one anyway.
    assertTrue(Pieces.sameAsBefore() > RUNS + RUNS / 2, "used again: " + Pieces.sameAsBefore());
  }

  @Test
  void aBuilderThatSomebodyKeepsIsNeverUsedAgain() throws Exception {
    mix(Rewriting.AGENT);
    assertEquals(0, Pieces.sharedWithAKeeper());
    assertTrue(Pieces.sameAsBefore() > 0);
  }

  @Test
  void catchesAGuardThatLendsToAnybody() throws Exception {
    String descriptor = "(Ljava/lang/Object;Ljava/lang/Object;I)Ljava/lang/Object;";
    mix(wrong("lend", descriptor, "lendToAnybody"));
    assertTrue(Pieces.sharedWithAKeeper() > 0);
  }

  @Test
  void catchesAStaticCallThatNobodyAsksAbout() throws Exception {
    String descriptor = "(Ljava/lang/Class;Ljava/lang/Object;I)Ljava/lang/Object;";
    mix(wrong("lent", descriptor, "lentToAnybody"));
    assertTrue(Pieces.sharedWithAKeeper() > 0);
  }

  private static Rewriting wrong(String name, String descriptor, String replacement) {
    Rewriting wrong = new CallReplacement(name, descriptor, replacement, descriptor);
    return classFile -> wrong.rewrite(Rewriting.AGENT.rewrite(classFile));
  }

  /** Keepers and others in turn, with builders that somebody has kept still remembered. */
  private static void mix(Rewriting rewriting) throws Exception {
    Class<?> target = rewritten(rewriting);
    Random random = new Random(1);
    for (int i = 0; i < RUNS; i++) {
      int kind = random.nextInt(8) == 0 ? 1 + random.nextInt(2) : 0;
      switch (random.nextInt(6)) {
        case 0 -> call(target, "isLentToAReceiver", "a", kind);
        case 1 -> call(target, "isLentAgainAfterAFailure", "b", kind);
        case 2 -> call(target, "isLentToReceiversInALoop", List.of("c", "dd", "eee"), kind & 2);
        case 3 -> call(target, "isFilledByAStaticMethodOfAnotherClass", "f");
        case 4 -> call(target, "isLentByAHelper", "g");
        default -> call(target, kind == 0 ? "isKeptByAStaticMethod" : "isKeptByTheLastCall", "h");
      }
    }
  }

  private static void run(Rewriting rewriting, String method, Object... arguments)
      throws Exception {
    Class<?> target = rewritten(rewriting);
    for (int i = 0; i < RUNS; i++) {
      call(target, method, arguments);
    }
  }

  private static Class<?> rewritten(Rewriting rewriting) {
    return new Differential(ClassFiles.of(BuilderLoansTarget.class), rewriting)
        .rewrittenClass(BuilderLoansTarget.class.getName());
  }

  private static void call(Class<?> target, String name, Object... arguments) throws Exception {
    for (Method method : target.getDeclaredMethods()) {
      if (method.getName().equals(name)) {
        try {
          method.invoke(null, arguments);
        } catch (InvocationTargetException e) {
          // As often as somebody fails.
        }
      }
    }
  }
}
