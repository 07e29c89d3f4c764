package io.heapwise.runtime;

import io.heapwise.runtime.pool.DirectPool;
import java.nio.ByteBuffer;

/**
 * Direct buffers for rewritten code. Any thread; a claim belongs to the thread that made it, and
 * whatever is said of a buffer that is not claimed by the calling thread has no effect.
 */
public final class DirectSupport {
  /** Of the boot loader, as read in 17 and in 25. */
  static final String[] KEEPING_NOTHING = {
    // Their calls end when the system's have: an asynchronous close, or an interruption, is thrown.
    "sun.nio.ch.DatagramChannelImpl",
    "sun.nio.ch.FileChannelImpl",
    "sun.nio.ch.SinkChannelImpl",
    "sun.nio.ch.SocketChannelImpl",
    "sun.nio.ch.SourceChannelImpl",
    // Copy from or to an array of their own: the stream behind them never sees the buffer.
    "java.nio.channels.Channels$ReadableByteChannelImpl",
    "java.nio.channels.Channels$WritableByteChannelImpl",
    // Hand its address to native or intrinsic code, for the time of the call.
    "java.util.zip.Adler32",
    "java.util.zip.CRC32",
    "java.util.zip.CRC32C",
  };

  /** Whether the methods of a class that take one buffer keep nothing of it. */
  private static final ClassValue<Boolean> KEEPS_NOTHING =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          return isReviewed(type);
        }
      };

  private DirectSupport() {}

  /** As {@code ByteBuffer.allocateDirect(capacity)}, what it throws included. */
  static ByteBuffer claim(int capacity, int site) {
    return DirectPool.claim(capacity, site);
  }

  /** To be called before a buffer is given to a receiver. */
  static void lend(Object receiver, ByteBuffer buffer) {
    if (!keepsNothing(receiver)) {
      DirectPool.escaped(buffer);
    }
  }

  /** The same for a receiver that may write into it, where all other writes are said as well. */
  static void lendToFill(Object receiver, ByteBuffer buffer) {
    if (!keepsNothing(receiver)) {
      DirectPool.escaped(buffer);
    } else if (buffer != null) {
      // Systems may use all of the room they are given, whatever they say to have read.
      DirectPool.dirtied(buffer, buffer.limit());
    }
  }

  /** The buffer has not been written beyond its position since this was last said. */
  static void filled(ByteBuffer buffer) {
    if (buffer != null) {
      DirectPool.dirtied(buffer, buffer.position());
    }
  }

  /** The last use of a buffer is over; any of it may have been written. */
  static void release(ByteBuffer buffer) {
    DirectPool.release(buffer);
  }

  /** The last use of a buffer is over, with all writes said before but those at the position. */
  static void releaseFilled(ByteBuffer buffer) {
    filled(buffer);
    DirectPool.release(buffer);
  }

  private static boolean keepsNothing(Object receiver) {
    try {
      return receiver != null && KEEPS_NOTHING.get(receiver.getClass());
    } catch (Throwable e) {
      // No memory or stack left: the buffer is not pooled again, that is all.
      return false;
    }
  }

  /** Whether a class is one of those, and not of the program. */
  static boolean isReviewed(Class<?> type) {
    if (type.getClassLoader() != null) {
      return false;
    }
    String name = type.getName();
    for (String reviewed : KEEPING_NOTHING) {
      if (reviewed.equals(name)) {
        return true;
      }
    }
    return false;
  }

  /** Loads what the other methods need. */
  public static void warmUp() {
    keepsNothing("");
    lendToFill("", null);
    filled(null);
    DirectPool.dirtied(null, 0);
    DirectPool.escaped(null);
  }
}
