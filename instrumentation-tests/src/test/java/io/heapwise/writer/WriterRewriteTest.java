package io.heapwise.writer;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heapwise.harness.CallReplacement;
import io.heapwise.harness.ClassFiles;
import io.heapwise.harness.Differential;
import io.heapwise.harness.Rewriting;
import io.heapwise.harness.TargetTests;
import io.heapwise.rewrite.Outcome;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.DisabledOnJre;
import org.junit.jupiter.api.condition.EnabledOnJre;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WriterRewriteTest {
  private static final String WRITER = "Ljava/io/StringWriter;";

  /** Newer JDKs do as well with those that nobody else writes to. */
  @TestFactory
  @EnabledOnJre(JRE.JAVA_17)
  Stream<DynamicTest> rewrites() {
    return TargetTests.of(WriterTarget.class, "writer");
  }

  @Test
  @DisabledOnJre(JRE.JAVA_17)
  void leavesWritersAlone_thatNobodyElseWritesTo() {
    Outcome outcome = Rewriting.rewriter("writer").rewrite(ClassFiles.bytesOf(WriterTarget.class));
    Map<Boolean, List<String>> methods =
        outcome.sites().stream()
            .collect(
                Collectors.partitioningBy(
                    site -> "nobody else writes to it".equals(site.refusal()),
                    Collectors.mapping(site -> site.method(), Collectors.toList())));
    assertTrue(methods.get(true).contains("isFilledInALoop"), methods::toString);
    assertTrue(methods.get(true).contains("hasACapacity"), methods::toString);
    assertTrue(methods.get(false).contains("isInsideOfAPrintWriter"), methods::toString);
    assertTrue(methods.get(false).contains("isFilledByAStaticMethod"), methods::toString);
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
  @EnabledOnJre(JRE.JAVA_17)
  void catchesAWrongClaim(String wrong, String right, String parameters, String method) {
    isCaught(new CallReplacement(right, parameters + WRITER, wrong, parameters + WRITER), method);
  }

  @ParameterizedTest
  @CsvSource({
    "releaseTheSameText, isAskedTwice",
    "releaseWithoutWhatCameLast, isInsideOfAPrintWriter",
  })
  @EnabledOnJre(JRE.JAVA_17)
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
