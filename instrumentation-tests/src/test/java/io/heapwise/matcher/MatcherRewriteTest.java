package io.heapwise.matcher;

import io.heapwise.harness.TargetTests;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class MatcherRewriteTest {
  @TestFactory
  Stream<DynamicTest> rewrites() {
    return TargetTests.of(MatcherTarget.class, "matcher");
  }

  @TestFactory
  Stream<DynamicTest> refuses() {
    return TargetTests.of(MatcherRefusedTarget.class, "matcher");
  }

  @Test
  void leavesClassUnchanged_whenEachSiteIsRefused() {
    TargetTests.assertUnchanged(MatcherRefusedTarget.class, "matcher");
  }
}
