package io.heapwise.chars;

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

class CharsRewriteTest {
  @TestFactory
  Stream<DynamicTest> rewrites() {
    return TargetTests.of(CharsTarget.class, "chars");
  }

  @TestFactory
  Stream<DynamicTest> refuses() {
    return TargetTests.of(CharsRefusedTarget.class, "chars");
  }

  @Test
  void leavesClassUnchanged_whenEachSiteIsRefused() {
    TargetTests.assertUnchanged(CharsRefusedTarget.class, "chars");
  }

  /** Reads a text when it is initialised, and never again. */
  static final class Initialised {
    static int sum;

    static {
      char[] chars = "ab".toCharArray();
      for (int i = 0; i < chars.length; i++) {
        sum += chars[i];
      }
    }

    private Initialised() {}
  }

  @Test
  void leavesInitialisersAlone() {
    Outcome outcome = Rewriting.rewriter("chars").rewrite(ClassFiles.bytesOf(Initialised.class));
    assertEquals(Outcome.Status.UNCHANGED, outcome.status());
    assertEquals(
        List.of("runs once, when the class is initialised"),
        outcome.sites().stream().map(site -> site.refusal()).toList());
  }

  @Test
  void catchesAPartThatFailsWithAMessageOfItsOwn() {
    String descriptor = "(ILjava/lang/String;I)I";
    String method = "failsAsBefore_whenThereIsNoNumber";
    Rewriting wrong =
        new CallReplacement("parsePart", descriptor, "parsePartWithItsOwnMessage", descriptor);
    Differential differential =
        new Differential(
            ClassFiles.of(CharsTarget.class),
            classFile -> wrong.rewrite(Rewriting.AGENT.rewrite(classFile)));
    AssertionError caught =
        assertThrows(
            AssertionError.class, () -> differential.compare(CharsTarget.class.getName(), method));
    assertTrue(caught.getMessage().contains(": value or exception ==>"), caught::getMessage);
  }
}
