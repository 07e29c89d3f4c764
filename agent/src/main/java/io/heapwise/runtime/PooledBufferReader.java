package io.heapwise.runtime;

import io.heapwise.runtime.trust.SeenThrough;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;

/**
 * Sits between a {@link BufferedReader} with a pooled buffer and the reader it wraps, and does what
 * that does. The last call it gets is {@code close()}: the buffered reader calls it under its lock,
 * has no use for its buffer after that, drops it, and from then on throws at every call.
 */
final class PooledBufferReader extends Reader implements SeenThrough {
  private final Reader wrapped;
  private final LentBuffer buffer;
  private final int size;

  private PooledBufferReader(Reader wrapped, LentBuffer buffer, int size) {
    this.wrapped = wrapped;
    this.buffer = buffer;
    this.size = size;
  }

  /**
   * @param array of zeros
   */
  static BufferedReader inFrontOf(Reader wrapped, char[] array, int call) {
    LentBuffer buffer = new LentBuffer(array, call);
    Reader guard = new PooledBufferReader(wrapped, buffer, array.length);
    BufferedReader reader = new BufferedReader(guard, 1);
    CharBufferFields.set(reader, wrapped, array);
    return reader;
  }

  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    if (!buffer.is(target)) {
      return wrapped.read(target, offset, length);
    }
    buffer.lend(wrapped);
    int count = wrapped.read(target, offset, length);
    buffer.returned();
    return count;
  }

  @Override
  public boolean ready() throws IOException {
    return wrapped.ready();
  }

  @Override
  public void close() throws IOException {
    wrapped.close();
    buffer.release(size);
  }

  @Override
  public Object seen() {
    return wrapped;
  }
}
