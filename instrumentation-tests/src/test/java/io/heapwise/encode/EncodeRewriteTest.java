package io.heapwise.encode;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heapwise.harness.CallReplacement;
import io.heapwise.harness.ClassFiles;
import io.heapwise.harness.Differential;
import io.heapwise.harness.Rewriting;
import io.heapwise.harness.TargetTests;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EncodeRewriteTest {
  @TestFactory
  Stream<DynamicTest> rewrites() {
    return TargetTests.of(EncodeTarget.class, "encode");
  }

  @ParameterizedTest
  @CsvSource({
    "consumeTextByOtherCalls, writesToStreamsOfAllKinds, value or exception",
    "consumeTextAsLatin1, writesLatinCharacters, value or exception",
    "consumeTextTwice, sumsUp, value or exception",
  })
  void catchesATextThatIsEncodedWrongly(String replacement, String method, String check) {
    String descriptor = "(Ljava/lang/Object;Ljava/lang/String;II)Z";
    Rewriting wrong = new CallReplacement("consumeText", descriptor, replacement, descriptor);
    Rewriting right = Rewriting.by(Rewriting.rewriter("encode"));
    Differential differential =
        new Differential(
            ClassFiles.of(EncodeTarget.class),
            classFile -> wrong.rewrite(right.rewrite(classFile)));
    String target = EncodeTarget.class.getName();
    AssertionError caught =
        assertThrows(AssertionError.class, () -> differential.compare(target, method));
    assertTrue(caught.getMessage().contains(": " + check + " ==>"), caught::getMessage);
  }
}
