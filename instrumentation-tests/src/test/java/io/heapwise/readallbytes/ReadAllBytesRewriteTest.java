package io.heapwise.readallbytes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heapwise.harness.ClassFiles;
import io.heapwise.harness.Rewriting;
import io.heapwise.harness.TargetTests;
import io.heapwise.rewrite.Outcome;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ReadAllBytesRewriteTest {
  @BeforeAll
  static void makeStreamsKnown() throws IOException {
    KnownSources.makeKnown();
  }

  @TestFactory
  Stream<DynamicTest> rewrites() {
    return TargetTests.of(ReadAllBytesTarget.class, "readAllBytes");
  }

  @TestFactory
  Stream<DynamicTest> claimsOutputs() {
    return TargetTests.of(DrainTarget.class, "readAllBytes");
  }

  @TestFactory
  Stream<DynamicTest> readsFiles() {
    return TargetTests.of(FilesTarget.class, "readAllBytes");
  }

  @TestFactory
  Stream<DynamicTest> refuses() {
    return TargetTests.of(ReadAllBytesRefusedTarget.class, "readAllBytes");
  }

  @Test
  void leavesClassUnchanged_whenNothingIsACandidate() {
    Outcome outcome =
        Rewriting.rewriter("readAllBytes")
            .rewrite(ClassFiles.bytesOf(ReadAllBytesRefusedTarget.class));
    assertEquals(Outcome.Status.SKIPPED, outcome.status());
  }
}
