package io.heapwise.runtime.pool;

import java.io.ByteArrayOutputStream;

/**
 * What {@link WriterPool} is for writers, for {@link ByteArrayOutputStream}s: each is new, and gets
 * an array that has room already; the one that it then has is taken from it at the end, under its
 * lock, which all that read or write its array hold.
 */
public final class OutputPool {
  private static final int DEFAULT_SIZE = 32;

  private static final byte[] POISON = {(byte) 0xde, (byte) 0xad};

  private OutputPool() {}

  /** Loads and initialises all that claims and releases may reach. */
  public static void warmUp() {
    int site = SiteCounters.UNNUMBERED;
    ByteArrayOutputStream out = claim(site, DEFAULT_SIZE);
    out.write(1);
    release(out);
    release(claim(site));
    TextArrays.warmUp();
  }

  /** As {@code new ByteArrayOutputStream()}. Counts a run of the site. */
  public static ByteArrayOutputStream claim(int site) {
    return claim(site, DEFAULT_SIZE);
  }

  /** As {@code new ByteArrayOutputStream(size)}, the exception for a negative size included. */
  public static ByteArrayOutputStream claim(int site, int size) {
    byte[] array = size < 0 ? null : TextArrays.take(site, OutputFields.AVAILABLE, size);
    // One allocation for both: of an object that may be either, C2 keeps the locks.
    ByteArrayOutputStream out = new ByteArrayOutputStream(array == null ? size : 0);
    if (array != null) {
      OutputFields.lend(out, array);
    }
    return out;
  }

  /** How long the array is that a stream has now; 0 if it cannot be had. */
  public static int bytesOf(ByteArrayOutputStream out) {
    return OutputFields.AVAILABLE ? OutputFields.array(out).length : 0;
  }

  /**
   * How much was written to a stream, -1 if that cannot be told without its lock: somebody else may
   * hold that for long, in {@code writeTo}.
   */
  public static int sizeOf(ByteArrayOutputStream out) {
    return OutputFields.AVAILABLE ? OutputFields.count(out) : -1;
  }

  /**
   * Takes the array from a stream, of which nobody asks anything any more, although somebody may
   * still write to it: he finds it empty, and gives it an array of its own.
   */
  public static void release(ByteArrayOutputStream out) {
    if (!OutputFields.AVAILABLE) {
      return;
    }
    int length;
    byte[] array = null;
    synchronized (out) {
      length = out.size();
      if (Pools.verifying) {
        out.reset();
        out.write(POISON, 0, POISON.length);
      } else {
        array = OutputFields.array(out);
        // Behind what it holds nothing was ever written: nobody resets it.
        Elements.zero(array, length);
        OutputFields.takeBack(out);
      }
    }
    TextArrays.giveBack(array, length);
  }
}
