package io.heapwise.runtime;

import io.heapwise.runtime.trust.SeenThrough;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;

/**
 * Sits between a {@link BufferedWriter} with a pooled buffer and the writer it wraps, and does what
 * that does. The last call it gets is {@code close()}: the buffered writer calls it under its lock,
 * has no use for its buffer after that, drops it, and from then on throws at every call.
 */
final class PooledBufferWriter extends Writer implements SeenThrough {
  private final Writer wrapped;
  private final LentBuffer buffer;
  private BufferedWriter owner;
  private int end;

  private PooledBufferWriter(Writer wrapped, LentBuffer buffer) {
    this.wrapped = wrapped;
    this.buffer = buffer;
  }

  /**
   * @param array of zeros
   */
  static BufferedWriter inFrontOf(Writer wrapped, char[] array, int call) {
    PooledBufferWriter guard = new PooledBufferWriter(wrapped, new LentBuffer(array, call));
    guard.owner = new BufferedWriter(guard, 1);
    CharBufferFields.set(guard.owner, wrapped, array);
    return guard.owner;
  }

  @Override
  public void write(char[] source, int offset, int length) throws IOException {
    if (!buffer.is(source)) {
      wrapped.write(source, offset, length);
      return;
    }
    end = Math.max(end, offset + length);
    buffer.lend(wrapped);
    wrapped.write(source, offset, length);
    buffer.returned();
  }

  @Override
  public void flush() throws IOException {
    wrapped.flush();
  }

  @Override
  public void close() throws IOException {
    wrapped.close();
    // The wrapped writer may have called back and written some more.
    buffer.release(Math.max(end, CharBufferFields.position(owner)));
  }

  @Override
  public Object seen() {
    return wrapped;
  }
}
