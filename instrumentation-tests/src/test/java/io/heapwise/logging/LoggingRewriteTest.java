package io.heapwise.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heapwise.harness.CallReplacement;
import io.heapwise.harness.ClassFiles;
import io.heapwise.harness.Differential;
import io.heapwise.harness.Rewriting;
import io.heapwise.harness.TargetTests;
import io.heapwise.rewrite.Outcome;
import io.heapwise.runtime.trust.KnownSilence;
import java.util.List;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoggingRewriteTest {
  private static final String QUESTION = "(Ljava/lang/Object;I)Z";

  /** From then on messages are left out, and not only might be. */
  @BeforeAll
  static void knowsLoggers() {
    Rewriting.AGENT.rewrite(ClassFiles.bytesOf(LoggingTarget.class));
    Logger logger = Logger.getLogger("io.heapwise.logging.known");
    KnownSilence.await(logger, "fine", "finer", "finest", "config");
    KnownSilence.awaitLevels(logger, "FINE", "FINER", "FINEST", "CONFIG");
  }

  @TestFactory
  Stream<DynamicTest> rewrites() {
    return TargetTests.of(LoggingTarget.class, "concat", "logging");
  }

  @TestFactory
  Stream<DynamicTest> refuses() {
    return TargetTests.of(LoggingRefusedTarget.class, "logging");
  }

  @Test
  void leavesClassUnchanged_whenEachSiteIsRefused() {
    TargetTests.assertUnchanged(LoggingRefusedTarget.class, "logging");
  }

  @Test
  void leavesChainsAloneThatConcatLeaves() {
    Outcome outcome =
        Rewriting.rewriter("logging").rewrite(ClassFiles.bytesOf(LoggingTarget.class));
    assertEquals(Outcome.Status.UNCHANGED, outcome.status());
    assertEquals(
        List.of("concat has not made one call of the message"),
        outcome.sites().stream().map(site -> site.refusal()).distinct().toList());
  }

  /** Logs when it is initialised, and never again. */
  static final class Initialised {
    static {
      Logger.getLogger("").finest("initialised " + Initialised.class.getName());
    }

    private Initialised() {}
  }

  @Test
  void leavesInitialisersAlone() {
    Outcome outcome =
        Rewriting.rewriter("concat", "logging").rewrite(ClassFiles.bytesOf(Initialised.class));
    assertTrue(
        outcome.sites().stream()
            .anyMatch(
                site ->
                    "runs once, when the class is initialised".equals(site.refusal())
                        && site.rewrite().equals("logging")),
        () -> outcome.sites().toString());
  }

  @ParameterizedTest
  @CsvSource({
    "isSilentAlways, saysIt_whenTheLevelIsOn, side effects",
    "isSilentAlways, failsForALoggerThatIsNull, value or exception",
    "isSilentWithoutAsking, asksALoggerThatListens, side effects",
    "isSilentByTheContract, asksALoggerThatListens, side effects",
    "isSilentOnceItWas, followsTheLevel, side effects",
    "isSilentByTheContract, asksALoggerThatListensForTheLevel, side effects",
    "isSilentWithoutAsking, givesTheLevel, side effects",
  })
  void catchesAWrongAnswer(String replacement, String method, String check) {
    Rewriting wrong = new CallReplacement("isSilent", QUESTION, replacement, QUESTION);
    Differential differential =
        new Differential(
            ClassFiles.of(LoggingTarget.class),
            classFile -> wrong.rewrite(Rewriting.AGENT.rewrite(classFile)));
    AssertionError caught =
        assertThrows(
            AssertionError.class,
            () -> differential.compare(LoggingTarget.class.getName(), method));
    assertTrue(caught.getMessage().contains(": " + check + " ==>"), caught::getMessage);
  }
}
