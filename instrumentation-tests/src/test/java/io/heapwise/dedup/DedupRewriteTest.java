package io.heapwise.dedup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heapwise.harness.CallReplacement;
import io.heapwise.harness.ClassFiles;
import io.heapwise.harness.Differential;
import io.heapwise.harness.Rewriting;
import io.heapwise.harness.TargetTests;
import io.heapwise.hygiene.KeyMaterialTarget;
import io.heapwise.rewrite.Outcome;
import io.heapwise.rewrite.RewriteName;
import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DedupRewriteTest {
  private static final String BYTES = "(I[BIILjava/nio/charset/Charset;)Ljava/lang/String;";
  private static final String CHARS = "(I[CII)Ljava/lang/String;";
  private static final Rewriting DEDUP = Rewriting.by(Rewriting.rewriter("dedup"));

  @TestFactory
  Stream<DynamicTest> rewrites() {
    return TargetTests.of(DedupTarget.class, "dedup");
  }

  @TestFactory
  Stream<DynamicTest> refuses() {
    return TargetTests.of(DedupRefusedTarget.class, "dedup");
  }

  @Test
  void leavesClassUnchanged_whenEachSiteIsRefused() {
    TargetTests.assertUnchanged(DedupRefusedTarget.class, "dedup");
  }

  @Test
  void leavesUnchanged_whatHandlesKeysOrIsOneCallAway() {
    TargetTests.assertUnchanged(KeyMaterialTarget.class, "dedup");
  }

  /** Makes a text when it is initialised, and never again. */
  static final class Initialised {
    static final String TEXT = new String(new char[] {'a', 'b'}, 0, 1);

    private Initialised() {}
  }

  @Test
  void leavesInitialisersAlone() {
    Outcome outcome = Rewriting.rewriter("dedup").rewrite(ClassFiles.bytesOf(Initialised.class));
    assertEquals(Outcome.Status.UNCHANGED, outcome.status());
    assertEquals(
        List.of("runs once, when the class is initialised"),
        outcome.sites().stream().map(site -> site.refusal()).toList());
  }

  /** What its documentation says can be seen, and that it is off for this. */
  static final class Identity {
    private Identity() {}

    public static String text(char[] chars) {
      return new String(chars, 0, chars.length);
    }
  }

  @Test
  void changesIdentityAndNothingElse_whichIsWhyItIsOff() throws Exception {
    assertFalse(RewriteName.DEDUP.onByDefault());
    Differential differential = new Differential(ClassFiles.of(Identity.class), DEDUP);
    String name = Identity.class.getName();
    Method original = textOf(differential.originalClass(name));
    Method rewritten = textOf(differential.rewrittenClass(name));
    char[] chars = "an identity of its own".toCharArray();
    Object last = rewritten.invoke(null, chars);
    for (int i = 0; i < 3; i++) {
      Object next = rewritten.invoke(null, chars);
      assertEquals(last, next);
      if (i > 0) {
        assertSame(last, next);
      }
      last = next;
      assertNotSame(original.invoke(null, chars), original.invoke(null, chars));
    }
  }

  private static Method textOf(Class<?> type) throws ReflectiveOperationException {
    Method method = type.getDeclaredMethod("text", char[].class);
    method.setAccessible(true);
    return method;
  }

  @ParameterizedTest
  @CsvSource({
    "decodedByHash, isDecodedFromABufferThatIsUsedAgain, value or exception",
    "decodedAsLatin1, isDecodedInEachCharset, side effects",
    "decodedWithinBounds, failsAsBefore_whenSomethingIsWrong, side effects",
  })
  void catchesAWrongTextOfBytes(String replacement, String method, String check) {
    caught(new CallReplacement("decoded", BYTES, replacement, BYTES), method, check);
  }

  @ParameterizedTest
  @CsvSource({
    "decodedFromTheBeginning, isAPartOfChars, value or exception",
  })
  void catchesAWrongTextOfChars(String replacement, String method, String check) {
    caught(new CallReplacement("decoded", CHARS, replacement, CHARS), method, check);
  }

  @ParameterizedTest
  @CsvSource({
    "decodedOfOneCharEach, isAPartOfCodePoints, value or exception",
    "decodedOfOneCharEach, failsAsBefore_whenACodePointIsNone, value or exception",
  })
  void catchesAWrongTextOfCodePoints(String replacement, String method, String check) {
    String descriptor = "(I[III)Ljava/lang/String;";
    caught(new CallReplacement("decoded", descriptor, replacement, descriptor), method, check);
  }

  private static void caught(Rewriting wrong, String method, String check) {
    Differential differential =
        new Differential(
            ClassFiles.of(DedupTarget.class), classFile -> wrong.rewrite(DEDUP.rewrite(classFile)));
    AssertionError caught =
        assertThrows(
            AssertionError.class, () -> differential.compare(DedupTarget.class.getName(), method));
    assertTrue(caught.getMessage().contains(": " + check + " ==>"), caught::getMessage);
  }
}
