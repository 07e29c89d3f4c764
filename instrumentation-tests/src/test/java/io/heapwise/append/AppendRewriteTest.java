package io.heapwise.append;

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

class AppendRewriteTest {
  @TestFactory
  Stream<DynamicTest> rewrites() {
    return TargetTests.of(AppendTarget.class, "append");
  }

  @TestFactory
  Stream<DynamicTest> refuses() {
    return TargetTests.of(AppendRefusedTarget.class, "append");
  }

  @Test
  void leavesClassUnchanged_whenEachSiteIsRefused() {
    TargetTests.assertUnchanged(AppendRefusedTarget.class, "append");
  }

  /** Texts of what is known not to be a number, or of what is known to be one; or not appended. */
  static final class OtherTexts {
    private OtherTexts() {}

    static int of(Integer number, Object[] values) {
      StringBuilder builder = new StringBuilder();
      builder.append(number.toString()).append(String.valueOf(3)).append(values[0]);
      builder.insert(0, values[1].toString());
      return values[1].toString().length() + builder.length();
    }
  }

  @Test
  void skipsOtherTexts() {
    assertSkipped(OtherTexts.class);
  }

  /** Appends once, when it is initialised. */
  static final class Initialised {
    static final StringBuilder BUILDER = new StringBuilder();

    static {
      Object[] values = {1, 2L};
      for (int i = 0; i < values.length; i++) {
        BUILDER.append(values[i].toString());
      }
    }

    private Initialised() {}
  }

  @Test
  void leavesInitialisersAlone() {
    assertSkipped(Initialised.class);
  }

  private static void assertSkipped(Class<?> type) {
    Outcome outcome = Rewriting.rewriter("append").rewrite(ClassFiles.bytesOf(type));
    assertEquals(List.of(), outcome.sites());
    assertEquals(null, outcome.classFile());
  }

  @ParameterizedTest
  @CsvSource({
    "appendsAnyNumber, appendsNumbers",
    "appendsWhereThereIsNoBuilder, failsAsBefore_whenThereIsNoBuilder"
  })
  void catchesAWrongQuestion(String replacement, String method) {
    String descriptor = "(Ljava/lang/StringBuilder;Ljava/lang/Object;)Z";
    caught(new CallReplacement("appendsNumber", descriptor, replacement, descriptor), method);
  }

  @Test
  void catchesAWrongText() {
    String descriptor = "(Ljava/lang/StringBuilder;Ljava/lang/Object;I)Ljava/lang/StringBuilder;";
    caught(
        new CallReplacement("appendNumber", descriptor, "appendAsDouble", descriptor),
        "appendsByWayOfAVariable");
  }

  private static void caught(Rewriting wrong, String method) {
    Differential differential =
        new Differential(
            ClassFiles.of(AppendTarget.class),
            classFile -> wrong.rewrite(Rewriting.AGENT.rewrite(classFile)));
    AssertionError caught =
        assertThrows(
            AssertionError.class, () -> differential.compare(AppendTarget.class.getName(), method));
    assertTrue(caught.getMessage().contains(": value or exception ==>"), caught::getMessage);
  }
}
