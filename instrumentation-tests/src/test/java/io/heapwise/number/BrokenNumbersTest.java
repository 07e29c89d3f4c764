package io.heapwise.number;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heapwise.harness.CallReplacement;
import io.heapwise.harness.ClassFiles;
import io.heapwise.harness.Differential;
import io.heapwise.harness.Rewriting;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tests of {@code number} themselves: pools and calls that are wrong on purpose are caught. */
class BrokenNumbersTest {
  private static final String CLAIM = "(ILjava/lang/String;)Ljava/text/DecimalFormat;";
  private static final String CLAIM_KIND = "(II)Ljava/text/NumberFormat;";
  private static final String TEXT = "Ljava/lang/String;";
  private static final String RELEASE = "(Ljava/lang/Object;Ljava/lang/Object;)" + TEXT;
  private static final String RELEASE_DOUBLE = "(Ljava/lang/Object;D)" + TEXT;

  @ParameterizedTest
  @CsvSource({
    "claimTheOnlyFormat, isNestedInItself",
    "claimFormatThatRoundsDown, formatsOnce",
    "claimFormatOfAnyLocale, followsTheDefaultLocale",
  })
  void catchesAWrongClaim(String replacement, String method) {
    CallReplacement wrong = new CallReplacement("claimFormat", CLAIM, replacement, CLAIM);
    caught(wrong, method, "value or exception");
  }

  @ParameterizedTest
  @CsvSource({"claimFormatWithDigits, seesNothingOfWhatOthersHaveSet"})
  void catchesAClaimOfAFormatAsItWasLeft(String replacement, String method) {
    CallReplacement wrong = new CallReplacement("claimFormat", CLAIM_KIND, replacement, CLAIM_KIND);
    caught(wrong, method, "value or exception");
  }

  @ParameterizedTest
  @CsvSource({
    "releaseFormattingADouble, formatsNumbersOfAnyClass, value or exception",
    "releaseFormattingTwice, isNestedInItself, side effects",
  })
  void catchesAWrongText(String replacement, String method, String check) {
    caught(new CallReplacement("releaseFormatting", RELEASE, replacement, RELEASE), method, check);
  }

  @ParameterizedTest
  @CsvSource({"releaseFormattingTheSameText, makesTextsOfTheirOwn"})
  void catchesATextThatIsNotNew(String replacement, String method) {
    CallReplacement wrong =
        new CallReplacement("releaseFormatting", RELEASE_DOUBLE, replacement, RELEASE_DOUBLE);
    caught(wrong, method, "value or exception");
  }

  private static void caught(Rewriting wrong, String method, String check) {
    Differential differential =
        new Differential(
            ClassFiles.of(NumberTarget.class),
            classFile -> wrong.rewrite(Rewriting.AGENT.rewrite(classFile)));
    AssertionError caught =
        assertThrows(
            AssertionError.class, () -> differential.compare(NumberTarget.class.getName(), method));
    assertTrue(caught.getMessage().contains(": " + check + " ==>"), caught::getMessage);
  }
}
