package io.heapwise.runtime.pool;

import java.nio.ByteBuffer;

/**
 * Direct buffers by claim and release, under the rules of {@link ArrayPool}. The caller has proven
 * that neither the buffer nor a slice, duplicate or view of it is in use after the release.
 *
 * <p>Their native memory counts in the same budget, of which they may take a sixteenth of the JVM's
 * limit on direct memory at most. A buffer that a pool gives up is freed as any other, by the
 * garbage collector.
 */
public final class DirectPool {
  /** On the heap: the buffer, its cleaner and what that runs. */
  private static final int OBJECT_BYTES = 144;

  private DirectPool() {}

  /**
   * As {@code ByteBuffer.allocateDirect(capacity)}: position 0, limit at the capacity, no mark, big
   * endian, all zero, and held by nobody else.
   *
   * @throws IllegalArgumentException as {@code allocateDirect}
   * @throws OutOfMemoryError as {@code allocateDirect}, once all pools are empty
   */
  public static ByteBuffer claim(int capacity, int site) {
    return claim(capacity, site, true);
  }

  /** As {@link #claim(int, int)}, but with anything in it: no byte is read before it is written. */
  public static ByteBuffer claimScratch(int capacity, int site) {
    return claim(capacity, site, false);
  }

  private static ByteBuffer claim(int capacity, int site, boolean zeroed) {
    if (capacity < 0 || capacity > SizeClass.MAX_BYTES) {
      return (ByteBuffer) Claims.unpooled(Pooled.DIRECT, capacity, SizeClass.DIRECT, site);
    }
    ByteBuffer buffer =
        (ByteBuffer) Claims.claim(Pooled.DIRECT, capacity, capacity, OBJECT_BYTES, site, zeroed);
    return Elements.reset(buffer);
  }

  /** The last use of a buffer is over. Does nothing for null and for buffers not claimed here. */
  public static void release(ByteBuffer buffer) {
    if (buffer != null) {
      Claims.release(buffer);
    }
  }

  /** Somebody else may hold the buffer, or a view of it, from now on. */
  public static void escaped(ByteBuffer buffer) {
    if (buffer != null) {
      Claims.escaped(buffer);
    }
  }

  /** See {@link ArrayPool#dirtied(byte[], int)}. */
  public static void dirtied(ByteBuffer buffer, int end) {
    if (buffer != null) {
      Claims.dirtied(buffer, end);
    }
  }
}
