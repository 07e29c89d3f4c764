package io.heapwise.matcher;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heapwise.harness.CallReplacement;
import io.heapwise.harness.ClassFiles;
import io.heapwise.harness.Differential;
import io.heapwise.harness.Rewriting;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The tests of {@code matcher} themselves: pools and calls that are wrong on purpose are caught.
 */
class BrokenMatchersTest {
  private static final String TEXT = "java/lang/CharSequence;I)";
  private static final String CLAIM =
      "(Ljava/util/regex/Pattern;L" + TEXT + "Ljava/util/regex/Matcher;";
  private static final String ASK = "(Ljava/util/regex/Pattern;L" + TEXT + "Z";
  private static final String REPLACE =
      "(Ljava/util/regex/Matcher;Ljava/lang/String;)Ljava/lang/String;";

  @ParameterizedTest
  @CsvSource({
    "claimMatcherInUse, findsInALoop, value or exception",
    "claimMatcherWithBounds, requiresNoEndThatAnotherDid, value or exception",
    "claimMatcherThatHitTheEnd, seesNoEndThatAnotherHit, value or exception",
    "claimTheOnlyMatcher, isNestedInItsOwnPattern, value or exception",
  })
  void catchesAWrongClaim(String replacement, String method, String check) {
    caught(new CallReplacement("claimMatcher", CLAIM, replacement, CLAIM), method, check);
  }

  @ParameterizedTest
  @CsvSource({"matchesText, callsATextAsBefore, side effects"})
  void catchesAWrongQuestion(String replacement, String method, String check) {
    caught(new CallReplacement("matches", ASK, replacement, ASK), method, check);
  }

  @ParameterizedTest
  @CsvSource({
    "replaceAllButAskBefore, replacesInAnyText, side effects",
    "replaceLiterally, failsAsBefore_whenAReplacementIsWrong, value or exception",
  })
  void catchesAWrongReplacement(String replacement, String method, String check) {
    caught(
        new CallReplacement("releaseReplacingAll", REPLACE, replacement, REPLACE), method, check);
  }

  private static void caught(Rewriting wrong, String method, String check) {
    Differential differential =
        new Differential(
            ClassFiles.of(MatcherTarget.class),
            classFile -> wrong.rewrite(Rewriting.AGENT.rewrite(classFile)));
    AssertionError caught =
        assertThrows(
            AssertionError.class,
            () -> differential.compare(MatcherTarget.class.getName(), method));
    assertTrue(caught.getMessage().contains(": " + check + " ==>"), caught::getMessage);
  }
}
