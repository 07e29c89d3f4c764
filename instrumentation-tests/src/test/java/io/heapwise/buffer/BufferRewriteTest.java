package io.heapwise.buffer;

import io.heapwise.harness.TargetTests;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class BufferRewriteTest {
  @TestFactory
  Stream<DynamicTest> rewrites() {
    return TargetTests.of(BufferTarget.class);
  }

  @TestFactory
  Stream<DynamicTest> followsHelpersAndFactories() {
    return TargetTests.of(BufferHelpersTarget.class);
  }

  @TestFactory
  Stream<DynamicTest> refuses() {
    return TargetTests.of(BufferRefusedTarget.class);
  }

  @Test
  void leavesClassUnchanged_whenEachSiteIsRefused() {
    TargetTests.assertUnchanged(BufferRefusedTarget.class);
  }
}
