package io.heapwise.runtime;

import io.heapwise.runtime.pool.ArrayPool;
import io.heapwise.runtime.trust.Trust;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.Writer;
import java.util.Arrays;

/**
 * JDK streams whose buffers are put off until they are needed, and readers and writers whose
 * buffers come from the pool.
 *
 * <p>Thread-safe. What it returns is an object of the genuine class, which nobody else has seen.
 */
public final class StreamsSupport {
  /** Below this there is nothing to win. */
  private static final int MIN_SIZE = 512;

  /** A larger buffer is rare, and takes long to zero. */
  private static final int MAX_CHARS = 64 << 10;

  /** Readers around readers. */
  private static final int MAX_DEPTH = 8;

  /** The class of virtual threads, or null on a JDK without them. */
  private static final Class<?> VIRTUAL = virtualThreadClass();

  private static final int READ = Trust.callOnZeroed("read", "([CII)I", 1);
  private static final int WRITE = Trust.callOnZeroed("write", "([CII)V", 1);

  private static final Object LOCK = new Object();
  private static volatile DeferredBuffer[] buffers = new DeferredBuffer[64];

  private StreamsSupport() {}

  /** Loads and initialises all that the other methods reach. */
  public static void warmUp() {
    try {
      if (BufferedInputFields.AVAILABLE) {
        warmUpInput();
      }
      if (CharBufferFields.AVAILABLE) {
        warmUpChars();
      }
      CoderSupport.warmUp();
      TextWrites.warmUp();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void warmUpInput() throws IOException {
    // With a stand-in of its own, which is not kept.
    DeferredBuffer buffer = new DeferredBuffer(new byte[1], Sites.UNNUMBERED);
    BufferedInputStream stream =
        new DeferredInput(new ByteArrayInputStream(new byte[1]), buffer).buffered();
    buffer.isWorthwhile();
    buffer.deferred();
    stream.read();
    stream.close();
    bufferedInput(Sites.UNNUMBERED, new ByteArrayInputStream(new byte[0]), MIN_SIZE - 1);
  }

  private static void warmUpChars() throws IOException {
    char[] tiny = new char[1];
    BufferedReader reader = PooledBufferReader.inFrontOf(new StringReader("a"), tiny, READ);
    reader.ready();
    reader.read();
    reader.close();
    BufferedWriter writer = PooledBufferWriter.inFrontOf(new StringWriter(), tiny, WRITE);
    writer.write("ab");
    writer.close();
    bufferedReader(Sites.UNNUMBERED, new StringReader(""), MIN_SIZE - 1).close();
    bufferedWriter(Sites.UNNUMBERED, new StringWriter(), MIN_SIZE - 1).close();
    isLendable(new StringReader(""), READ, MIN_SIZE);
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

  /** As {@code new BufferedReader(in)}, the exception for null included. */
  static BufferedReader bufferedReader(int site, Reader in) {
    int size = CharBufferFields.DEFAULT_SIZE;
    return isLendable(in, READ, size)
        ? PooledBufferReader.inFrontOf(in, ArrayPool.claimChars(size, site), READ)
        : new BufferedReader(in);
  }

  /** As {@code new BufferedReader(in, size)}, the exceptions for null and size included. */
  static BufferedReader bufferedReader(int site, Reader in, int size) {
    return isLendable(in, READ, size)
        ? PooledBufferReader.inFrontOf(in, ArrayPool.claimChars(size, site), READ)
        : new BufferedReader(in, size);
  }

  /** As {@code new BufferedWriter(out)}, the exception for null included. */
  static BufferedWriter bufferedWriter(int site, Writer out) {
    int size = CharBufferFields.DEFAULT_SIZE;
    return isLendable(out, WRITE, size)
        ? PooledBufferWriter.inFrontOf(out, ArrayPool.claimChars(size, site), WRITE)
        : new BufferedWriter(out);
  }

  /** As {@code new BufferedWriter(out, size)}, the exceptions for null and size included. */
  static BufferedWriter bufferedWriter(int site, Writer out, int size) {
    return isLendable(out, WRITE, size)
        ? PooledBufferWriter.inFrontOf(out, ArrayPool.claimChars(size, site), WRITE)
        : new BufferedWriter(out, size);
  }

  /**
   * In virtual threads default sizes differ, and a claim seldom finds the pool where it left it.
   */
  private static boolean isLendable(Object borrower, int call, int size) {
    return size >= MIN_SIZE
        && size <= MAX_CHARS
        && CharBufferFields.AVAILABLE
        && Trust.verdict(borrower, call) >= Trust.KEEPS_NOTHING
        && !isInVirtualThread()
        && isOpenToAll(borrower);
  }

  /**
   * Whether no stream for bytes is below that might see secrets, which as characters would be in
   * the buffer. What is below shows as the lock.
   */
  static boolean isOpenToAll(Object readerOrWriter) {
    Object current = readerOrWriter;
    for (int depth = 0; depth < MAX_DEPTH; depth++) {
      Object below = CharBufferFields.lockOf(current);
      if (below instanceof InputStream || below instanceof OutputStream) {
        return CoderSupport.keepsNothing(below);
      }
      if (below == current || !(below instanceof Reader || below instanceof Writer)) {
        return true;
      }
      current = below;
    }
    return false;
  }

  static boolean isInVirtualThread() {
    return VIRTUAL != null && VIRTUAL.isInstance(Thread.currentThread());
  }

  private static Class<?> virtualThreadClass() {
    try {
      return Class.forName("java.lang.BaseVirtualThread", false, null);
    } catch (ClassNotFoundException | LinkageError e) {
      return null;
    }
  }
}
