package io.heapwise.buffer;

import io.heapwise.harness.TargetTests;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class BufferRewriteTest {
  @TestFactory
  Stream<DynamicTest> rewrites() {
    return TargetTests.of(BufferTarget.class, "buffer");
  }

  @TestFactory
  Stream<DynamicTest> followsHelpersAndFactories() {
    return TargetTests.of(BufferHelpersTarget.class, "buffer");
  }

  @TestFactory
  Stream<DynamicTest> refuses() {
    return TargetTests.of(BufferRefusedTarget.class, "buffer");
  }

  @Test
  void leavesClassUnchanged_whenEachSiteIsRefused() {
    TargetTests.assertUnchanged(BufferRefusedTarget.class, "buffer");
  }
}
