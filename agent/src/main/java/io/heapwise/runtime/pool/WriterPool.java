package io.heapwise.runtime.pool;

import java.io.StringWriter;

/**
 * Arrays for the text of a {@link StringWriter}. The writer itself is new each time; what it gets
 * is an array that has room already, and what is taken from it at the end is the array that it then
 * has. So the writer may be anywhere by then, and somebody may even be writing to it: he finds it
 * empty, and gives it a new array. All of that happens under the lock of its buffer.
 *
 * <p>What goes back to {@link TextArrays} is wiped. With {@code verify} nothing is given out twice,
 * and a released writer is left with a text that no program writes.
 */
public final class WriterPool {
  private static final int DEFAULT_CAPACITY = 16;

  private static final String POISON = "\u2620";

  private WriterPool() {}

  /** Loads and initialises all that claims and releases may reach. */
  public static void warmUp() {
    int site = SiteCounters.UNNUMBERED;
    StringWriter writer = claim(site, DEFAULT_CAPACITY);
    writer.write("warm");
    toStringAndRelease(writer);
    toStringAndRelease(claim(site));
    TextArrays.warmUp();
  }

  /** As {@code new StringWriter()}. Counts a run of the site. */
  public static StringWriter claim(int site) {
    return claim(site, DEFAULT_CAPACITY);
  }

  /** As {@code new StringWriter(capacity)}, the exception for a negative capacity included. */
  public static StringWriter claim(int site, int capacity) {
    byte[] array = capacity < 0 ? null : take(site, capacity);
    // One allocation for both: of an object that may be either, C2 keeps the locks.
    StringWriter writer = new StringWriter(array == null ? capacity : 0);
    if (array != null) {
      TextFields.lend(writer.getBuffer(), array);
    }
    return writer;
  }

  private static byte[] take(int site, int capacity) {
    return TextArrays.take(site, TextFields.AVAILABLE, capacity);
  }

  /** How long the array is that a writer has now; 0 if it cannot be had. */
  public static int bytesOf(StringWriter writer) {
    return TextFields.AVAILABLE ? TextFields.array(writer.getBuffer()).length : 0;
  }

  /**
   * The text of a writer, of which nobody asks anything any more, although somebody may still write
   * to it.
   */
  public static String toStringAndRelease(StringWriter writer) {
    String text = writer.toString();
    release(writer);
    return text;
  }

  /** See {@link #toStringAndRelease}. */
  public static void release(StringWriter writer) {
    if (!TextFields.AVAILABLE) {
      return;
    }
    StringBuffer buffer = writer.getBuffer();
    int length;
    byte[] array = null;
    synchronized (buffer) {
      length = buffer.length();
      if (Pools.verifying) {
        buffer.setLength(0);
        buffer.append(POISON);
      } else {
        array = takeFrom(buffer, length);
      }
    }
    TextArrays.giveBack(array, length);
  }

  private static byte[] takeFrom(StringBuffer buffer, int length) {
    byte[] array = TextFields.array(buffer);
    // Behind the text nothing was ever written.
    TextFields.wipe(buffer, length);
    TextFields.takeBack(buffer);
    return array;
  }
}
