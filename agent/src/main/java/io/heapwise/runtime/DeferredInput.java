package io.heapwise.runtime;

import io.heapwise.runtime.trust.SeenThrough;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Sits between a {@link BufferedInputStream} that has no buffer yet and the stream it wraps, and
 * does what that does. When the buffer is about to be filled it makes one, and steps aside.
 *
 * <p>The array that stands in for the buffer can get here in one way alone. While it is there, all
 * positions are 0: none but {@code fill()} moves them, which reads from the wrapped stream first;
 * and neither {@code mark} nor {@code reset} does before that. So {@code fill()} finds room in it,
 * moves nothing, grows nothing, and reads into all of it. Every other read passes the caller's own
 * array.
 *
 * <p>Called under the lock of the buffered stream, but for {@code close()}.
 */
final class DeferredInput extends InputStream implements SeenThrough {
  private final InputStream wrapped;
  private final DeferredBuffer buffer;

  /** Set before anybody else sees either of the two. */
  private BufferedInputStream owner;

  DeferredInput(InputStream wrapped, DeferredBuffer buffer) {
    this.wrapped = wrapped;
    this.buffer = buffer;
  }

  /** The buffered stream in front, with the array that stands in for its buffer. */
  BufferedInputStream buffered() {
    owner = new BufferedInputStream(this, 1);
    BufferedInputFields.setBuffer(owner, buffer.standIn);
    return owner;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    return wrapped.read(target == buffer.standIn ? ownBuffer() : target, offset, length);
  }

  /**
   * An exception of the wrapped stream finds the buffer in place, as it would have been. Where
   * another thread closes the stream at this moment there is no array any more to be replaced: then
   * what is read is lost, as it would have been.
   */
  private byte[] ownBuffer() {
    byte[] made = buffer.make();
    BufferedInputFields.replaceBuffer(owner, buffer.standIn, made);
    BufferedInputFields.replaceWrapped(owner, this, wrapped);
    return made;
  }

  @Override
  public int read() throws IOException {
    return wrapped.read();
  }

  @Override
  public long skip(long count) throws IOException {
    return wrapped.skip(count);
  }

  @Override
  public int available() throws IOException {
    return wrapped.available();
  }

  @Override
  public void close() throws IOException {
    wrapped.close();
  }

  @Override
  public Object seen() {
    return wrapped;
  }
}
