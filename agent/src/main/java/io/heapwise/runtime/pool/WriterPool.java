package io.heapwise.runtime.pool;

import java.io.StringWriter;

/**
 * Arrays for the text of a {@link StringWriter}. The writer itself is new each time; what it gets
 * is an array that has room already, and what is taken from it at the end is the array that it then
 * has. So the writer may be anywhere by then, and somebody may even be writing to it: he finds it
 * empty, and gives it a new array. All of that happens under the lock of its buffer.
 *
 * <p>What goes back is wiped. Each thread keeps two arrays of up to {@value #LOCAL_BYTES} bytes;
 * longer ones lie in {@link LargeTexts}, where threads look that have written a long text lately.
 * With {@code verify} nothing is given out twice, and a released writer is left with a text that no
 * program writes.
 */
public final class WriterPool {
  /** Longer arrays are shared between threads. */
  static final int LOCAL_BYTES = 64 << 10;

  /**
   * A writer and its buffer, on a 64-bit JVM with compressed class pointers, and the first array.
   */
  private static final int FRESH_ARRAY_BYTES = 32;

  /** Short texts between two long ones, for which a thread still looks for a large array. */
  private static final int CLAIMS_OF_LARGE_TEXTS = 8192;

  private static final int DEFAULT_CAPACITY = 16;
  private static final int LONG_BYTES = 16 << 10;
  private static final String POISON = "\u2620";

  private WriterPool() {}

  /** Loads and initialises all that claims and releases may reach. */
  public static void warmUp() {
    int site = SiteCounters.UNNUMBERED;
    StringWriter writer = claim(site, DEFAULT_CAPACITY);
    writer.write("warm");
    toStringAndRelease(writer);
    toStringAndRelease(claim(site));
    LargeTexts.put(new byte[DEFAULT_CAPACITY]);
    LargeTexts.take(DEFAULT_CAPACITY);
    LargeTexts.clearIfUnused();
  }

  /** As {@code new StringWriter()}. Counts a run of the site. */
  public static StringWriter claim(int site) {
    byte[] array = take(site, DEFAULT_CAPACITY);
    return array == null ? new StringWriter() : with(array);
  }

  /** As {@code new StringWriter(capacity)}, the exception for a negative capacity included. */
  public static StringWriter claim(int site, int capacity) {
    byte[] array = capacity < 0 ? null : take(site, capacity);
    return array == null ? new StringWriter(capacity) : with(array);
  }

  private static StringWriter with(byte[] array) {
    StringWriter writer = new StringWriter(0);
    TextFields.lend(writer.getBuffer(), array);
    return writer;
  }

  private static byte[] take(int site, int least) {
    ThreadSlot slot = ThreadSlots.enter();
    if (slot == null) {
      SiteCounters.countShared(site, 0);
      return null;
    }
    Shelf shelf = TextFields.AVAILABLE ? slot.shelf() : null;
    byte[] array = shelf == null ? null : take(shelf, least);
    slot.claimed(
        SizeClass.BUILDERS,
        array == null ? ThreadSlot.MISS : ThreadSlot.HIT,
        site,
        array == null ? 0 : FRESH_ARRAY_BYTES);
    ThreadSlots.exit(slot);
    return array;
  }

  private static byte[] take(Shelf shelf, int least) {
    if (shelf.claimsOfLargeTexts > 0) {
      shelf.claimsOfLargeTexts--;
      byte[] large = LargeTexts.take(least);
      if (large != null) {
        return large;
      }
    }
    return shelf.takeText(least);
  }

  /** Whether the array that a writer has now is worth some effort to get it. */
  public static boolean isLong(StringWriter writer) {
    int bytes = bytesOf(writer);
    return bytes >= LONG_BYTES && bytes <= LargeTexts.maxBytes();
  }

  /** Takes what a writer holds from the budget; 0 if there is no room. */
  public static int reserve(StringWriter writer) {
    int bytes = bytesOf(writer);
    return PoolBudget.tryReserve(SizeClass.BUILDERS, bytes) ? bytes : 0;
  }

  private static int bytesOf(StringWriter writer) {
    return TextFields.AVAILABLE ? TextFields.array(writer.getBuffer()).length : 0;
  }

  public static void refund(int reservedBytes) {
    PoolBudget.giveBack(SizeClass.BUILDERS, reservedBytes);
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
    ThreadSlot slot = ThreadSlots.enter();
    if (slot != null) {
      slot.released(BuilderPool.growth(length) - BuilderPool.FRESH_BYTES);
      Shelf shelf = array == null ? null : slot.openShelf();
      if (shelf != null) {
        keep(shelf, array);
      }
      ThreadSlots.exit(slot);
    }
  }

  private static byte[] takeFrom(StringBuffer buffer, int length) {
    byte[] array = TextFields.array(buffer);
    // Behind the text nothing was ever written.
    TextFields.wipe(buffer, length);
    TextFields.takeBack(buffer);
    return array;
  }

  private static void keep(Shelf shelf, byte[] array) {
    if (array.length > LOCAL_BYTES) {
      shelf.claimsOfLargeTexts = CLAIMS_OF_LARGE_TEXTS;
      LargeTexts.put(array);
    } else if (array.length >= DEFAULT_CAPACITY) {
      shelf.putText(array);
    }
  }
}
