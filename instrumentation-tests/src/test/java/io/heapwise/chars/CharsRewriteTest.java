package io.heapwise.chars;

import io.heapwise.harness.TargetTests;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class CharsRewriteTest {
  @TestFactory
  Stream<DynamicTest> rewrites() {
    return TargetTests.of(CharsTarget.class, "chars");
  }

  @TestFactory
  Stream<DynamicTest> refuses() {
    return TargetTests.of(CharsRefusedTarget.class, "chars");
  }

  @Test
  void leavesClassUnchanged_whenEachSiteIsRefused() {
    TargetTests.assertUnchanged(CharsRefusedTarget.class, "chars");
  }
}
