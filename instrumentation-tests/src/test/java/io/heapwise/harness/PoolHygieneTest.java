package io.heapwise.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heapwise.bridge.HeapwiseBridge;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What one borrower of a builder could leave for the next. */
class PoolHygieneTest {
  private static final int SITE = 0;
  private static final int MAX_RETAINED_BYTES = 128 << 10;

  @BeforeAll
  static void installRuntime() {
    Rewriting.AGENT.rewrite(new byte[0]);
  }

  @Test
  void claimsAreEmptyAndReused() {
    StringBuilder builder = HeapwiseBridge.claimBuilder(SITE).append("text");
    assertEquals("text", HeapwiseBridge.releaseBuilder(builder));
    StringBuilder again = HeapwiseBridge.claimBuilder(SITE);
    assertSame(builder, again);
    assertEquals(0, again.length());
    HeapwiseBridge.releaseBuilder(again);
  }

  @Test
  void openClaimsAreNeverTheSame() {
    List<StringBuilder> open = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      StringBuilder builder = HeapwiseBridge.claimBuilder(SITE).append(i);
      for (StringBuilder other : open) {
        assertNotSame(other, builder);
      }
      open.add(builder);
    }
    for (int i = 0; i < open.size(); i++) {
      assertEquals(String.valueOf(i), HeapwiseBridge.releaseBuilder(open.get(i)));
    }
  }

  @Test
  void longTextsAreNotRetained() {
    for (int i = 0; i < 8; i++) {
      StringBuilder builder = HeapwiseBridge.claimBuilder(SITE);
      builder.append("x".repeat(MAX_RETAINED_BYTES + 1));
      HeapwiseBridge.releaseBuilder(builder);
      StringBuffer buffer = HeapwiseBridge.claimBuffer(SITE);
      buffer.append("x".repeat(MAX_RETAINED_BYTES + 1));
      HeapwiseBridge.releaseBuffer(buffer);
    }
    for (int i = 0; i < 8; i++) {
      assertTrue(HeapwiseBridge.claimBuilder(SITE).capacity() <= MAX_RETAINED_BYTES);
      assertTrue(HeapwiseBridge.claimBuffer(SITE).capacity() <= MAX_RETAINED_BYTES);
    }
  }

  @Test
  void badConstructorArgumentsFailAsTheyDid() {
    NegativeArraySizeException expected =
        assertThrows(NegativeArraySizeException.class, () -> new StringBuilder(-7).append("x"));
    NegativeArraySizeException actual =
        assertThrows(NegativeArraySizeException.class, () -> HeapwiseBridge.claimBuilder(SITE, -7));
    assertEquals(expected.getMessage(), actual.getMessage());
    assertThrows(NullPointerException.class, () -> HeapwiseBridge.claimBuilder(SITE, null));
    assertThrows(NullPointerException.class, () -> HeapwiseBridge.claimBuffer(SITE, null));
  }
}
