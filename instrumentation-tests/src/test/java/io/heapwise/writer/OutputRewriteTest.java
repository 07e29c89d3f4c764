package io.heapwise.writer;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heapwise.harness.CallReplacement;
import io.heapwise.harness.ClassFiles;
import io.heapwise.harness.Differential;
import io.heapwise.harness.Rewriting;
import io.heapwise.harness.TargetTests;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputRewriteTest {
  private static final String OUTPUT = "Ljava/io/ByteArrayOutputStream;";

  @TestFactory
  Stream<DynamicTest> rewrites() {
    return TargetTests.of(OutputTarget.class, "writer");
  }

  @TestFactory
  Stream<DynamicTest> refuses() {
    return TargetTests.of(OutputRefusedTarget.class, "writer");
  }

  @Test
  void leavesClassUnchanged_whenEachSiteIsRefused() {
    TargetTests.assertUnchanged(OutputRefusedTarget.class, "writer");
  }

  @ParameterizedTest
  @CsvSource({
    "claimUsedOutput, (I), isFilledInALoop",
    "claimTheOnlyOutput, (I), isInsideOfItself",
    "claimOutputOfAnySize, (II), hasASize",
  })
  void catchesAWrongClaim(String wrong, String parameters, String method) {
    String descriptor = parameters + OUTPUT;
    isCaught(new CallReplacement("claimLentOutput", descriptor, wrong, descriptor), method);
  }

  @ParameterizedTest
  @CsvSource({
    "releaseWhatIsNotKept, isKeptByAStaticMethod",
    "releaseBytesWithoutTheLast, isFilledByAStaticMethod",
    "releaseWithSomethingWritten, isKeptByAStaticMethod",
  })
  void catchesAWrongRelease(String wrong, String method) {
    String descriptor = "(" + OUTPUT + "Ljava/lang/Object;I)[B";
    isCaught(new CallReplacement("releaseLentBytes", descriptor, wrong, descriptor), method);
  }

  @Test
  void catchesAnotherCharset() {
    String descriptor =
        "(" + OUTPUT + "Ljava/nio/charset/Charset;Ljava/lang/Object;I)Ljava/lang/String;";
    isCaught(
        new CallReplacement("releaseLent", descriptor, "releaseLentWithAnyCharset", descriptor),
        "isDecoded");
  }

  private static void isCaught(Rewriting wrong, String method) {
    Differential differential =
        new Differential(
            ClassFiles.of(OutputTarget.class),
            classFile -> wrong.rewrite(Rewriting.AGENT.rewrite(classFile)));
    AssertionError caught =
        assertThrows(
            AssertionError.class, () -> differential.compare(OutputTarget.class.getName(), method));
    assertTrue(caught.getMessage().contains(" ==>"), caught::getMessage);
  }
}
