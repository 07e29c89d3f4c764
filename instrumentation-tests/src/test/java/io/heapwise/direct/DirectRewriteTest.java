package io.heapwise.direct;

import io.heapwise.harness.TargetTests;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class DirectRewriteTest {
  @TestFactory
  Stream<DynamicTest> rewrites() {
    return TargetTests.of(DirectTarget.class, "direct");
  }

  @TestFactory
  Stream<DynamicTest> refuses() {
    return TargetTests.of(DirectRefusedTarget.class, "direct");
  }

  @Test
  void leavesClassUnchanged_whenEachSiteIsRefused() {
    TargetTests.assertUnchanged(DirectRefusedTarget.class, "direct");
  }
}
