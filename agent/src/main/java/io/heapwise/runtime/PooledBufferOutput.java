package io.heapwise.runtime;

import io.heapwise.runtime.trust.SeenThrough;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Sits between the encoder of an {@link java.io.OutputStreamWriter}, which has a pooled buffer, and
 * the stream it writes, and does what that does. The last call it gets is {@code close()}: the
 * encoder calls it under its lock, and from then on throws before it looks at its buffer.
 */
final class PooledBufferOutput extends OutputStream implements SeenThrough {
  private final OutputStream wrapped;
  private final LentBuffer buffer;

  PooledBufferOutput(OutputStream wrapped, LentBuffer buffer) {
    this.wrapped = wrapped;
    this.buffer = buffer;
  }

  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    if (!buffer.is(source)) {
      wrapped.write(source, offset, length);
      return;
    }
    buffer.lend(wrapped);
    wrapped.write(source, offset, length);
    buffer.returned();
  }

  @Override
  public void write(int value) throws IOException {
    wrapped.write(value);
  }

  @Override
  public void flush() throws IOException {
    wrapped.flush();
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
