package io.heapwise.varargs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heapwise.harness.CallReplacement;
import io.heapwise.harness.ClassFiles;
import io.heapwise.harness.Differential;
import io.heapwise.harness.Rewriting;
import io.heapwise.harness.TargetTests;
import io.heapwise.harness.WrongBridge;
import io.heapwise.rewrite.Outcome;
import io.heapwise.runtime.trust.KnownReaders;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VarargsRewriteTest {
  private static final String TARGET = VarargsTarget.class.getName();
  private static final String SHARED = "(Ljava/lang/Object;I)[Ljava/lang/Object;";
  private static final String SHARE = "(Ljava/lang/Object;[Ljava/lang/Object;I)[Ljava/lang/Object;";
  private static final Rewriting COUNTING =
      file ->
          new CallReplacement("shareArguments", SHARE, "shareArgumentsCounting", SHARE)
              .rewrite(Rewriting.AGENT.rewrite(file));
  private static final String ACCEPTS = "([L" + TARGET.replace('.', '/') + "$Kind;)Z";
  private static final String DESCRIBES =
      "([L" + TARGET.replace('.', '/') + "$Early;)Ljava/lang/String;";
  private static final int INPUTS = 20;

  @BeforeEach
  void judges() {
    assertTrue(Rewriting.AGENT != null);
    KnownReaders.judge(ClassFiles.of(VarargsTarget.class));
  }

  @AfterEach
  void judgesAsBefore() {
    Rewriting.judgeByBytecode();
  }

  @TestFactory
  Stream<DynamicTest> rewrites() {
    return TargetTests.of(VarargsTarget.class, "varargs");
  }

  @TestFactory
  Stream<DynamicTest> refuses() {
    return TargetTests.of(VarargsRefusedTarget.class, "varargs");
  }

  @Test
  void leavesClassUnchanged_whenEachSiteIsRefused() {
    TargetTests.assertUnchanged(VarargsRefusedTarget.class, "varargs");
  }

  /** Whoever only reads is trusted before the first call, as nobody waits for it in a test. */
  private static Differential differential(Rewriting rewriting) {
    Differential differential = new Differential(ClassFiles.of(VarargsTarget.class), rewriting);
    assertTrue(isReader(differential, "Reading"));
    assertFalse(isReader(differential, "Writing"));
    assertFalse(isReader(differential, "Keeping"));
    assertFalse(isReader(differential, "Listing"));
    assertTrue(isReader(differential, "Nested"));
    assertTrue(
        KnownReaders.isReader(
            differential.rewrittenClass(TARGET + "$Reading"), "describe", DESCRIBES));
    assertTrue(KnownReaders.isConstant(differential.rewrittenClass(TARGET + "$Kind")));
    return differential;
  }

  private static boolean isReader(Differential differential, String name) {
    return KnownReaders.isReader(
        differential.rewrittenClass(TARGET + "$" + name), "accepts", ACCEPTS);
  }

  private static int arraysMade(String method, int inputs) {
    Differential differential = differential(COUNTING);
    WrongBridge.arraysMade();
    differential.compare(TARGET, method, inputs);
    return WrongBridge.arraysMade();
  }

  /** An input is for two calls; the number of calls that make arrays, of all that could. */
  @ParameterizedTest
  @CsvSource({
    "readsOne, 1, 40",
    "readsMore, 2, 80",
    "failsForAReceiverThatIsNull, 29, 40",
    "hasItsOwn_whenTheReceiverWrites, 80, 80",
    "hasItsOwn_whenASubclassKeepsIt, 49, 160",
    "hasItsOwn_whenItBecomesAList, 120, 120",
  })
  void sharesArraysWithThoseWhoReadThem(String method, int made, int calls) {
    assertTrue(made <= calls);
    assertEquals(made, arraysMade(method, INPUTS));
  }

  @Test
  void sharesAnArrayThatIsInUse() {
    assertEquals(1, arraysMade("isUsedAroundItself", INPUTS));
  }

  @Test
  void sharesNothingWhileTheEnumIsInitialised() {
    Differential differential = differential(COUNTING);
    differential.compare(TARGET, "isAskedWhileTheEnumIsInitialised", 1);
    assertTrue(KnownReaders.isConstant(differential.rewrittenClass(TARGET + "$Early")));
    WrongBridge.arraysMade();
    differential.compare(TARGET, "isAskedWhileTheEnumIsInitialised", INPUTS);
    assertTrue(WrongBridge.arraysMade() <= 1);
  }

  /** Asks when it is initialised, and never again. */
  static final class Initialised {
    static {
      new VarargsRefusedTarget.Units().count(TimeUnit.DAYS);
    }

    private Initialised() {}
  }

  @Test
  void leavesInitialisersAlone() {
    byte[] classFile = ClassFiles.bytesOf(Initialised.class);
    Outcome outcome = Rewriting.rewriter("varargs").rewrite(classFile);
    assertEquals(Outcome.Status.UNCHANGED, outcome.status());
    assertEquals(
        List.of("runs once, when the class is initialised"),
        outcome.sites().stream().map(site -> site.refusal()).toList());
    assertEquals(
        Outcome.Status.SKIPPED, Rewriting.asInPrograms("varargs").rewrite(classFile).status());
  }

  /** Shared with whatever receiver, and from the first call on. */
  @ParameterizedTest
  @CsvSource({
    "hasItsOwn_whenTheReceiverWrites, value or exception",
    "hasItsOwn_whenASubclassKeepsIt, value or exception",
    "hasItsOwn_whenItBecomesAList, side effects",
    "isAskedWhileTheEnumIsInitialised, value or exception",
  })
  void catchesAnArrayThatIsSharedUnasked(String method, String check) {
    WrongBridge.forgetArguments();
    Rewriting wrongQuestion =
        new CallReplacement("sharedArguments", SHARED, "sharedArgumentsUnasked", SHARED);
    Rewriting wrongOffer =
        new CallReplacement("shareArguments", SHARE, "shareArgumentsUnasked", SHARE);
    Differential differential =
        new Differential(
            ClassFiles.of(VarargsTarget.class),
            file -> wrongOffer.rewrite(wrongQuestion.rewrite(Rewriting.AGENT.rewrite(file))));
    AssertionError caught =
        assertThrows(AssertionError.class, () -> differential.compare(TARGET, method));
    assertTrue(caught.getMessage().contains(": " + check + " ==>"), caught::getMessage);
  }
}
