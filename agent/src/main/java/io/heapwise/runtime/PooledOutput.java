package io.heapwise.runtime;

import io.heapwise.runtime.pool.ArrayPool;
import io.heapwise.runtime.trust.SeenThrough;
import io.heapwise.runtime.trust.Trust;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UnsupportedEncodingException;
import java.nio.charset.Charset;
import java.util.Arrays;

/**
 * What a method uses instead of a {@link ByteArrayOutputStream} that nobody else looks at: its
 * buffer comes from the pool and goes back, wiped, with the last look at what was written. Without
 * that it is left to the garbage collector. Belongs to one thread, as all that does not leave its
 * method; one that others write to is {@link Shared}.
 */
class PooledOutput extends ByteArrayOutputStream implements SeenThrough {
  private static final int WRITE = Trust.call("write", "([BII)V", 1);
  private static final byte[] NOTHING = {};

  /** What it does with the arrays of others is what that does. */
  private static final ByteArrayOutputStream ORIGINAL = new ByteArrayOutputStream(0);

  private static final int SMALLEST = 1 << 10;

  /** Longer ones are left to the JDK's own code. */
  private static final int LARGEST = 16 << 20;

  /** In place of a field, which would make each of them larger. */
  private static final int RELEASED = Integer.MIN_VALUE;

  /** Of the claims, and none once it is released. */
  int site;

  /**
   * @param ownBytes length of the array that it makes for itself
   * @param claimedBytes of the one that it claims in its place, 0 for none
   */
  private PooledOutput(int ownBytes, int claimedBytes, int site) {
    super(ownBytes);
    this.site = site;
    if (claimedBytes > 0) {
      buf = ArrayPool.claimScratchBytes(claimedBytes, site);
    }
  }

  /** As {@code new ByteArrayOutputStream(size)}, the exception for a negative size included. */
  static ByteArrayOutputStream claim(int size, int site) {
    return size < 0 || size > LARGEST
        ? new ByteArrayOutputStream(size)
        : new PooledOutput(0, roundedUp(size), site);
  }

  /** The same for one that objects hold which write to it, in any thread and for any time. */
  static ByteArrayOutputStream claimShared(int size, int site) {
    return size < 0 || size > LARGEST ? new ByteArrayOutputStream(size) : new Shared(size, site);
  }

  /**
   * One that all methods lock. It begins as the original does, since most stay short, and a claim
   * is more than they cost. Who writes to it after the last look finds it empty, and gives it an
   * array of its own.
   */
  private static final class Shared extends PooledOutput {
    private static final int SHORT = 512;

    Shared(int size, int site) {
      super(size <= SHORT ? size : 0, size <= SHORT ? 0 : roundedUp(size), site);
    }

    @Override
    public synchronized void write(int b) {
      super.write(b);
    }

    @Override
    void makeRoomFor(int length) {
      if (site != RELEASED && length > SHORT - count) {
        super.makeRoomFor(length);
      }
    }

    /** Whoever has claimed the buffer: this thread may be another. */
    @Override
    public synchronized void reset() {
      Arrays.fill(buf, 0, count, (byte) 0);
      super.reset();
    }

    @Override
    synchronized void giveBack() {
      site = RELEASED;
      super.giveBack();
    }
  }

  /** As {@code out.toByteArray()}, where nobody asks for anything but {@code close()} after it. */
  static byte[] release(ByteArrayOutputStream out) {
    byte[] bytes = out.toByteArray();
    giveBack(out);
    return bytes;
  }

  /** The last look at what was written is over. */
  static void giveBack(ByteArrayOutputStream out) {
    if (out instanceof PooledOutput pooled) {
      pooled.giveBack();
    }
  }

  void giveBack() {
    ArrayPool.wipeAndReleaseBytes(buf, count);
    buf = NOTHING;
    count = 0;
  }

  @Override
  @SuppressWarnings("UnsynchronizedOverridesSynchronized") // belongs to one thread
  public void write(int b) {
    if (count < buf.length) {
      buf[count] = (byte) b;
      count++;
      return;
    }
    makeRoomFor(1);
    super.write(b);
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) {
    makeRoomFor(length);
    super.write(bytes, offset, length);
  }

  void makeRoomFor(int length) {
    if (length > buf.length - count && length <= LARGEST - count) {
      byte[] larger = ArrayPool.claimScratchBytes(roundedUp(count + length), site);
      System.arraycopy(buf, 0, larger, 0, count);
      ArrayPool.wipeAndReleaseBytes(buf, count);
      buf = larger;
    }
  }

  /** What was written until now is wiped here: from now on nobody knows how long it was. */
  @Override
  public synchronized void reset() {
    if (ArrayPool.isClaimed(buf)) {
      Arrays.fill(buf, 0, count, (byte) 0);
    }
    super.reset();
  }

  @Override
  public final Object seen() {
    return ORIGINAL;
  }

  private static int roundedUp(int size) {
    return size <= SMALLEST ? SMALLEST : Integer.highestOneBit(size - 1) << 1;
  }

  @Override
  public synchronized void writeTo(OutputStream out) throws IOException {
    if (Trust.verdict(out, WRITE) < Trust.KEEPS_NOTHING) {
      goOnWithoutPool();
    }
    super.writeTo(out);
    if (Trust.verdict(out, WRITE) < Trust.KEEPS_NOTHING) {
      ArrayPool.escaped(buf);
    }
  }

  // A charset of the program's own would be lent the buffer.

  @Override
  public synchronized String toString() {
    prepareFor(Charset.defaultCharset());
    return super.toString();
  }

  @Override
  public synchronized String toString(Charset charset) {
    prepareFor(charset);
    return super.toString(charset);
  }

  @Override
  public synchronized String toString(String charsetName) throws UnsupportedEncodingException {
    prepareFor(charsetName == null ? null : ReadAllBytesSupport.plainCharset(charsetName));
    return super.toString(charsetName);
  }

  private void prepareFor(Charset charset) {
    if (charset == null || !DeclaringClass.isOfJdk(charset.getClass())) {
      goOnWithoutPool();
    }
  }

  /** For somebody who may look at the buffer beyond what was written, or keep it. */
  private void goOnWithoutPool() {
    byte[] own = new byte[buf.length];
    System.arraycopy(buf, 0, own, 0, count);
    ArrayPool.wipeAndReleaseBytes(buf, count);
    buf = own;
  }
}
