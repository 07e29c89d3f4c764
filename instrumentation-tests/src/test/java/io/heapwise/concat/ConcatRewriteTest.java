package io.heapwise.concat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heapwise.harness.ClassFiles;
import io.heapwise.harness.Rewriting;
import io.heapwise.harness.TargetTests;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ConcatRewriteTest {
  @TestFactory
  Stream<DynamicTest> rewrites() {
    return TargetTests.of(ConcatTarget.class);
  }

  @TestFactory
  Stream<DynamicTest> refuses() {
    return TargetTests.of(ConcatRefusedTarget.class);
  }

  @Test
  void claimsItsBuilder_beforeTheSuperConstructorRuns() {
    byte[] original = ClassFiles.bytesOf(ConcatTarget.Derived.class);
    assertEquals(
        "claimBuilder+1 new-1 releaseBuilder+1 toString-1",
        TargetTests.changes(original, Rewriting.AGENT.rewrite(original), "<init>"));
  }

  @Test
  void leavesClassUnchanged_whenEachSiteIsRefused() {
    TargetTests.assertUnchanged(ConcatRefusedTarget.class);
  }
}
