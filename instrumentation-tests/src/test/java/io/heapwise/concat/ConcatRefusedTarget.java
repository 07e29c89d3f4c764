package io.heapwise.concat;

import io.heapwise.harness.Refused;

/** Concatenations that are left alone, each for a reason of its own. */
public final class ConcatRefusedTarget {
  private ConcatRefusedTarget() {}

  @Refused("concat: only feeds an exception constructor")
  public static String leavesUnchanged_whenItFeedsAnException(String text) {
    if (text == null || text.isEmpty()) {
      throw new IllegalArgumentException("no text: " + text);
    }
    return text;
  }

  @Refused("concat: only feeds an exception constructor")
  public static void leavesUnchanged_whenItFeedsAnExceptionThroughAVariable(String text) {
    String message = "bad " + text + '!';
    throw new IllegalStateException(message, null);
  }

  @Refused("concat: C2 removes this builder by itself, and nothing else fits")
  public static String leavesUnchanged_whenANumberStandsAlone(int number) {
    return "" + number;
  }
}
