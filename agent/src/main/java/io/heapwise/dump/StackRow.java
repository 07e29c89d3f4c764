package io.heapwise.dump;

import java.util.List;

/**
 * A sampled stack.
 *
 * @param frames innermost first; never empty
 * @param type what was allocated there, as in Java source
 * @param sampledCount see {@link Counts#sampledCount()}, as are the others
 */
public record StackRow(
    List<Location> frames,
    String type,
    long sampledCount,
    long sampledBytes,
    long liveCount,
    long liveBytes) {
  public StackRow {
    frames = List.copyOf(frames);
    if (frames.isEmpty()) {
      throw new IllegalArgumentException("a stack without frames");
    }
  }
}
