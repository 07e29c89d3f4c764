package io.heapwise.regex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heapwise.harness.CallReplacement;
import io.heapwise.harness.ClassFiles;
import io.heapwise.harness.Differential;
import io.heapwise.harness.Rewriting;
import io.heapwise.harness.TargetTests;
import io.heapwise.rewrite.Outcome;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegexRewriteTest {
  private static final String STRING = "Ljava/lang/String;";
  private static final String REPLACE = "(" + STRING + STRING + STRING + ")" + STRING;

  @TestFactory
  Stream<DynamicTest> rewrites() {
    return TargetTests.of(RegexTarget.class, "regex");
  }

  @TestFactory
  Stream<DynamicTest> refuses() {
    return TargetTests.of(RegexRefusedTarget.class, "regex");
  }

  @Test
  void leavesClassUnchanged_whenEachSiteIsRefused() {
    TargetTests.assertUnchanged(RegexRefusedTarget.class, "regex");
  }

  /** Compiles when it is initialised, and never again. */
  static final class Initialised {
    static final boolean FITS = "ab".matches("a|b");

    private Initialised() {}
  }

  @Test
  void leavesInitialisersAlone() {
    Outcome outcome = Rewriting.rewriter("regex").rewrite(ClassFiles.bytesOf(Initialised.class));
    assertEquals(Outcome.Status.UNCHANGED, outcome.status());
    assertEquals(
        List.of("runs once, when the class is initialised"),
        outcome.sites().stream().map(site -> site.refusal()).toList());
  }

  @ParameterizedTest
  @CsvSource({
    "replaceCached, replacesAll, value or exception",
    "replaceByOtherNames, failsAsBefore_whenTheReplacementIsWrong, value or exception",
    "replaceANull, failsAsBefore_whenTheReplacementIsWrong, value or exception",
  })
  void catchesAWrongReplacement(String replacement, String method, String check) {
    Rewriting wrong = new CallReplacement("replaceAllOf", REPLACE, replacement, REPLACE);
    Differential differential =
        new Differential(
            ClassFiles.of(RegexTarget.class),
            classFile -> wrong.rewrite(Rewriting.AGENT.rewrite(classFile)));
    AssertionError caught =
        assertThrows(
            AssertionError.class, () -> differential.compare(RegexTarget.class.getName(), method));
    assertTrue(caught.getMessage().contains(": " + check + " ==>"), caught::getMessage);
  }
}
