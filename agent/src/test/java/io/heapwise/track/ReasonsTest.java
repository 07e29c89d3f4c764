package io.heapwise.track;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heapwise.track.Reasons.Count;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReasonsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "returned at line 7                                      | returned",
        "escapes: stored in field Foo.sb at line 87              | escapes: stored in field ..",
        "escapes: passed to Foo.<init> at line 8                 | escapes: passed to ..",
        "escapes: passed to Foo.bar, there stored in an array    | escapes: passed to ..",
        "passed more than 3 calls deep, to Foo.bar               | passed more than 3 calls deep",
        "flag '#' in format                                      | flag",
        "used by something (opcode 42)                           | used by something",
        "its last use is not a toString()                        | its last use is not a toString()",
        "only feeds an exception constructor                     | only feeds an exception constructor",
        "a sentence. And another.                                | a sentence. And another.",
      })
  void groupsByWhatComesBeforeNamesAndPlaces(String reason, String kind) {
    assertEquals(kind, Reasons.kindOf(reason.replace('"', '\'')));
  }

  @Test
  void listsTheMostFrequentFirst() {
    Reasons reasons = new Reasons();
    reasons.add("rare at line 1");
    reasons.add("frequent at line 2");
    reasons.add("also rare");
    reasons.add("frequent at line 3");

    assertEquals(
        List.of(new Count("frequent", 2), new Count("also rare", 1), new Count("rare", 1)),
        reasons.snapshot());
  }

  @Test
  void countsTogetherWhatIsBeyondItsBound() {
    Reasons reasons = new Reasons();
    for (int i = 0; i < 2 * Reasons.MOST_KINDS; i++) {
      reasons.add("kind" + i);
    }

    List<Count> counts = reasons.snapshot();
    assertEquals(Reasons.MOST_KINDS + 1, counts.size());
    assertEquals(new Count(Reasons.OTHERS, Reasons.MOST_KINDS), counts.get(0));
  }
}
