package io.heapwise.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heapwise.harness.ClassFiles;
import io.heapwise.harness.Rewriting;
import io.heapwise.harness.TargetTests;
import io.heapwise.rewrite.Outcome;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.DisabledOnJre;
import org.junit.jupiter.api.condition.EnabledOnJre;
import org.junit.jupiter.api.condition.JRE;

class StreamsRewriteTest {
  @TestFactory
  @EnabledOnJre(JRE.JAVA_17)
  Stream<DynamicTest> putsOffBuffers() {
    return TargetTests.of(DeferredInputTarget.class, "streams");
  }

  @TestFactory
  @EnabledOnJre(JRE.JAVA_17)
  Stream<DynamicTest> poolsBuffers() {
    return TargetTests.of(PooledCharsTarget.class, "streams");
  }

  @TestFactory
  Stream<DynamicTest> writesTextsFromThePool() {
    return TargetTests.of(TextWriteTarget.class, "streams");
  }

  @Test
  @DisabledOnJre(JRE.JAVA_17)
  void leavesBuffersAlone_whereTheJdkPutsThemOff() {
    Outcome outcome =
        Rewriting.rewriter("streams").rewrite(ClassFiles.bytesOf(DeferredInputTarget.class));
    assertEquals(Outcome.Status.SKIPPED, outcome.status());
  }
}
