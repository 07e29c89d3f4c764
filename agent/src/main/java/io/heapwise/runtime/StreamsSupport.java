package io.heapwise.runtime;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * JDK streams whose buffers are put off until they are needed.
 *
 * <p>Thread-safe. What it returns is a genuine {@link BufferedInputStream}, which nobody else has
 * seen.
 */
final class StreamsSupport {
  /** Below this there is nothing to win. */
  private static final int MIN_SIZE = 512;

  private static final Object LOCK = new Object();
  private static volatile DeferredBuffer[] buffers = new DeferredBuffer[64];

  private StreamsSupport() {}

  static void warmUp() {
    if (!BufferedInputFields.AVAILABLE) {
      return;
    }
    // With a stand-in of its own, which is not kept.
    DeferredBuffer buffer = new DeferredBuffer(new byte[1], Sites.UNNUMBERED);
    BufferedInputStream stream =
        new DeferredInput(new ByteArrayInputStream(new byte[1]), buffer).buffered();
    try {
      buffer.isWorthwhile();
      buffer.deferred();
      stream.read();
      stream.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    bufferedInput(Sites.UNNUMBERED, new ByteArrayInputStream(new byte[0]), MIN_SIZE - 1);
  }

  /** As {@code new BufferedInputStream(in)}. */
  static BufferedInputStream bufferedInput(int site, InputStream in) {
    DeferredBuffer buffer = buffer(site, BufferedInputFields.DEFAULT_SIZE);
    return buffer == null || in == null || !buffer.isWorthwhile()
        ? new BufferedInputStream(in)
        : deferred(in, buffer);
  }

  /** As {@code new BufferedInputStream(in, size)}, the exception for its size included. */
  static BufferedInputStream bufferedInput(int site, InputStream in, int size) {
    DeferredBuffer buffer = size < MIN_SIZE ? null : buffer(site, size);
    return buffer == null || in == null || !buffer.isWorthwhile()
        ? new BufferedInputStream(in, size)
        : deferred(in, buffer);
  }

  private static BufferedInputStream deferred(InputStream in, DeferredBuffer buffer) {
    BufferedInputStream stream = new DeferredInput(in, buffer).buffered();
    buffer.deferred();
    return stream;
  }

  private static DeferredBuffer buffer(int site, int size) {
    DeferredBuffer[] known = buffers;
    DeferredBuffer buffer = site < known.length ? known[site] : null;
    return buffer != null && buffer.standIn.length == size ? buffer : newBuffer(site, size);
  }

  /** At first, and where a site changes its size. Null where it gets buffers at once. */
  private static DeferredBuffer newBuffer(int site, int size) {
    byte[] standIn = BufferedInputFields.AVAILABLE ? StandInBuffers.ofLength(size) : null;
    if (standIn == null) {
      return null;
    }
    DeferredBuffer buffer = new DeferredBuffer(standIn, site);
    synchronized (LOCK) {
      if (site >= buffers.length) {
        buffers = Arrays.copyOf(buffers, Integer.highestOneBit(site) << 1);
      }
      // Seen through a race it is whole, or not there.
      buffers[site] = buffer;
    }
    return buffer;
  }
}
