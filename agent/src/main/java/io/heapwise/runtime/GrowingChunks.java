package io.heapwise.runtime;

import io.heapwise.runtime.pool.ArrayPool;
import io.heapwise.runtime.trust.Trust;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.NoSuchElementException;

/**
 * Reads all of a stream as Guava does: into chunks that are filled to their ends, each larger than
 * the one before. To the letter, so that streams that return what cannot be end in the same way;
 * but the chunks come from the pool.
 *
 * <p>Confined to one thread and one call.
 */
final class GrowingChunks {
  private static final int READ = Trust.callOnZeroed("read", "([BII)I", 1);
  private static final int MAX_ARRAY_BYTES = Integer.MAX_VALUE - 8;

  /** From here on sizes double. */
  private static final int SMALL = 4096;

  /** Enough for what doubles from the smallest to the largest. */
  private static final int MAX_CHUNKS = 32;

  private final InputStream in;
  private final int site;
  private byte[] first;

  /** Those behind the first. */
  private byte[][] others;

  private int count;
  private byte[] chunk;

  /** On the chunk that is lent to the stream, and how far that is written. */
  private int verdict;

  private int dirty;

  private GrowingChunks(InputStream in, int site) {
    this.in = in;
    this.site = site;
  }

  /**
   * Reads until the end.
   *
   * @param firstBytes size of the first chunk
   * @param growth factor between small chunks
   * @param mayReturnFirst whether a first chunk that is full is the result itself; it must be too
   *     small for the pool then
   * @return null if nothing was done
   */
  static byte[] read(InputStream in, int firstBytes, int growth, boolean mayReturnFirst, int site)
      throws IOException {
    if (Trust.verdict(in, READ) < Trust.KEEPS_NOTHING) {
      return null;
    }
    GrowingChunks chunks = new GrowingChunks(in, site);
    byte[] all;
    try {
      all = chunks.combined(chunks.readAll(firstBytes, growth), mayReturnFirst);
    } catch (Throwable e) {
      chunks.forget();
      throw e;
    }
    chunks.release();
    return all;
  }

  private int readAll(int firstBytes, int growth) throws IOException {
    int total = 0;
    for (int size = firstBytes; total < MAX_ARRAY_BYTES; size = next(size, growth)) {
      lend(Math.min(size, MAX_ARRAY_BYTES - total));
      int offset = 0;
      while (offset < chunk.length) {
        ask();
        int n = in.read(chunk, offset, chunk.length - offset);
        if (n == -1) {
          return total;
        }
        offset += n;
        total += n;
        dirty = Math.max(dirty, Math.min(offset, chunk.length));
      }
    }
    if (in.read() == -1) {
      return MAX_ARRAY_BYTES;
    }
    throw new OutOfMemoryError("input is too large to fit in a byte array");
  }

  private static int next(int size, int growth) {
    long next = (long) size * (size < SMALL ? growth : 2);
    return (int) Math.min(next, Integer.MAX_VALUE);
  }

  private void lend(int length) {
    settle();
    verdict = Trust.verdict(in, READ);
    dirty = 0;
    chunk =
        switch (verdict) {
          case Trust.BOUNDED -> ArrayPool.claimScratchBytes(length, site);
          case Trust.KEEPS_NOTHING -> ArrayPool.claimBytes(length, site);
          default -> new byte[length];
        };
    if (count == 0) {
      first = chunk;
    } else {
      if (others == null) {
        others = new byte[MAX_CHUNKS][];
      }
      others[count - 1] = chunk;
    }
    count++;
  }

  /** A wrapper may by now wrap another stream than it did. */
  private void ask() {
    int now = Trust.verdict(in, READ);
    if (now >= verdict) {
      return;
    }
    if (verdict == Trust.BOUNDED) {
      // What somebody else has left behind must not be seen.
      Arrays.fill(chunk, dirty, chunk.length, (byte) 0);
    }
    if (now < Trust.KEEPS_NOTHING) {
      ArrayPool.escaped(chunk);
    }
    verdict = now;
  }

  /** The stream is done with the chunk. */
  private void settle() {
    if (count > 0) {
      ask();
      if (verdict == Trust.KEEPS_NOTHING) {
        dirty = chunk.length;
      }
    }
  }

  private byte[] combined(int total, boolean mayReturnFirst) {
    settle();
    if (mayReturnFirst && first.length == total) {
      return first;
    }
    byte[] all = new byte[total];
    int left = total;
    for (int i = 0; left > 0; i++) {
      if (i == count) {
        // The stream has said more than it gave.
        throw new NoSuchElementException();
      }
      byte[] part = chunk(i);
      int length = Math.min(left, part.length);
      System.arraycopy(part, 0, all, total - left, length);
      left -= length;
    }
    return all;
  }

  private byte[] chunk(int index) {
    return index == 0 ? first : others[index - 1];
  }

  private void release() {
    for (int i = count - 1; i >= 0; i--) {
      byte[] released = chunk(i);
      ArrayPool.wipeAndReleaseBytes(released, released == chunk ? dirty : released.length);
    }
  }

  private void forget() {
    for (int i = 0; i < count; i++) {
      ArrayPool.escaped(chunk(i));
    }
  }
}
