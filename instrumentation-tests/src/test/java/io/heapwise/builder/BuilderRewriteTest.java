package io.heapwise.builder;

import io.heapwise.harness.TargetTests;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class BuilderRewriteTest {
  @TestFactory
  Stream<DynamicTest> rewrites() {
    return TargetTests.of(BuilderTarget.class);
  }

  @TestFactory
  Stream<DynamicTest> followsHelpers() {
    return TargetTests.of(BuilderHelpersTarget.class);
  }

  @TestFactory
  Stream<DynamicTest> lends() {
    return TargetTests.of(BuilderLoansTarget.class, "builder");
  }

  @TestFactory
  Stream<DynamicTest> refuses() {
    return TargetTests.of(BuilderRefusedTarget.class);
  }

  @Test
  void leavesClassUnchanged_whenEachSiteIsRefused() {
    TargetTests.assertUnchanged(BuilderRefusedTarget.class);
  }
}
