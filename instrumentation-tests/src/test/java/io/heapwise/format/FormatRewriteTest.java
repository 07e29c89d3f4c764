package io.heapwise.format;

import io.heapwise.harness.TargetTests;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class FormatRewriteTest {
  @TestFactory
  Stream<DynamicTest> rewrites() {
    return TargetTests.of(FormatTarget.class);
  }

  @TestFactory
  Stream<DynamicTest> refuses() {
    return TargetTests.of(FormatRefusedTarget.class);
  }

  @Test
  void leavesClassUnchanged_whenEachSiteIsRefused() {
    TargetTests.assertUnchanged(FormatRefusedTarget.class);
  }
}
