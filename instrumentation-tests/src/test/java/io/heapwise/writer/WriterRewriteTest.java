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

class WriterRewriteTest {
  private static final String WRITER = "Ljava/io/StringWriter;";

  @TestFactory
  Stream<DynamicTest> rewrites() {
    return TargetTests.of(WriterTarget.class, "writer");
  }

  @TestFactory
  Stream<DynamicTest> refuses() {
    return TargetTests.of(WriterRefusedTarget.class, "writer");
  }

  @Test
  void leavesClassUnchanged_whenEachSiteIsRefused() {
    TargetTests.assertUnchanged(WriterRefusedTarget.class, "writer");
  }

  @ParameterizedTest
  @CsvSource({
    "claimUsedWriter, claimWriter, (I), isFilledInALoop",
    "claimTheOnlyWriter, claimWriter, (I), isInsideOfItself",
    "claimWriterOfAnyCapacity, claimWriter, (II), hasACapacity",
  })
  void catchesAWrongClaim(String wrong, String right, String parameters, String method) {
    isCaught(new CallReplacement(right, parameters + WRITER, wrong, parameters + WRITER), method);
  }

  @ParameterizedTest
  @CsvSource({
    "releaseTheSameText, isAskedTwice",
    "releaseWithoutWhatCameLast, isInsideOfAPrintWriter",
  })
  void catchesAWrongRelease(String wrong, String method) {
    String descriptor = "(" + WRITER + ")Ljava/lang/String;";
    isCaught(new CallReplacement("releaseWriter", descriptor, wrong, descriptor), method);
  }

  private static void isCaught(Rewriting wrong, String method) {
    Differential differential =
        new Differential(
            ClassFiles.of(WriterTarget.class),
            classFile -> wrong.rewrite(Rewriting.AGENT.rewrite(classFile)));
    AssertionError caught =
        assertThrows(
            AssertionError.class, () -> differential.compare(WriterTarget.class.getName(), method));
    assertTrue(caught.getMessage().contains(" ==>"), caught::getMessage);
  }
}
