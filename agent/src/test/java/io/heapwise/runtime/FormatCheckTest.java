package io.heapwise.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heapwise.runtime.verify.Findings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FormatCheckTest {
  private final List<String> findings = new ArrayList<>();
  private final FormatPlan plan = FormatPlan.of("%s=%d");

  @AfterEach
  void reportToStderrAgain() {
    Findings.reportTo(null);
  }

  private String checked(String text, Object... arguments) {
    Findings.reportTo(findings::add);
    return FormatCheck.checked(plan, Locale.ROOT, arguments, null, null, text);
  }

  @Test
  void theSameTextIsNoFinding() {
    assertEquals("a=1", checked("a=1", "a", 1));
    assertEquals(List.of(), findings);
  }

  @Test
  void anotherTextIsFoundAndMended() {
    assertEquals("a=1", checked("a=2", "a", 1));
    assertEquals(
        List.of("format: \"%s=%d\" gave \"a=2\" where String.format gives \"a=1\""), findings);
  }

  @Test
  void codeOfTheProgramDoesNotRunTwice() {
    int[] calls = new int[1];
    Object counting =
        new Object() {
          @Override
          public String toString() {
            calls[0]++;
            return "a";
          }
        };
    assertEquals("other", checked("other", counting, 1));
    assertEquals(0, calls[0]);
    assertEquals(List.of(), findings);
  }
}
