package io.heapwise.number;

import io.heapwise.harness.TargetTests;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class NumberRewriteTest {
  @TestFactory
  Stream<DynamicTest> rewrites() {
    return TargetTests.of(NumberTarget.class, "number");
  }

  @TestFactory
  Stream<DynamicTest> refuses() {
    return TargetTests.of(NumberRefusedTarget.class, "number");
  }

  @Test
  void leavesClassUnchanged_whenEachSiteIsRefused() {
    TargetTests.assertUnchanged(NumberRefusedTarget.class, "number");
  }
}
