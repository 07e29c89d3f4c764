package io.heapwise.runtime;

import io.heapwise.runtime.trust.SeenThrough;
import java.io.IOException;
import java.io.InputStream;

/**
 * Sits between the decoder of an {@link java.io.InputStreamReader}, which has a pooled buffer, and
 * the stream it reads, and does what that does. The last call it gets is {@code close()}: the
 * decoder calls it under its lock, and from then on throws before it looks at its buffer.
 */
final class PooledBufferInput extends InputStream implements SeenThrough {
  private final InputStream wrapped;
  private final LentBuffer buffer;

  PooledBufferInput(InputStream wrapped, LentBuffer buffer) {
    this.wrapped = wrapped;
    this.buffer = buffer;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (!buffer.is(target)) {
      return wrapped.read(target, offset, length);
    }
    buffer.lend(wrapped);
    int count = wrapped.read(target, offset, length);
    buffer.returned();
    return count;
  }

  @Override
  public int read() throws IOException {
    return wrapped.read();
  }

  @Override
  public int available() throws IOException {
    return wrapped.available();
  }

  @Override
  public void close() throws IOException {
    wrapped.close();
    buffer.release(CoderFields.BUFFER_SIZE);
  }

  @Override
  public Object seen() {
    return wrapped;
  }
}
