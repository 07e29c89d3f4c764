package io.heapwise.runtime.pool;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** What differs between the kinds of arrays. Only for arrays that the caller alone holds. */
final class Elements {
  private static final byte POISON_BYTE = (byte) 0xa5;
  private static final char POISON_CHAR = '\u2620';
  private static final int CHUNK = 4 << 10;
  private static final byte[] ZEROS = new byte[CHUNK];
  private static final char[] ZERO_CHARS = new char[CHUNK / 2];

  /** Up to here words are faster than a copy. */
  private static final int FEW_BYTES = 64;

  private Elements() {}

  static Object allocate(int kind, int length) {
    if (kind == Pooled.BYTES) {
      return new byte[length];
    }
    return kind == Pooled.CHARS ? new char[length] : ByteBuffer.allocateDirect(length);
  }

  /** Puts zero wherever an earlier borrower may have left something. */
  static void zero(Pooled pooled) {
    int end = pooled.staleEnd;
    if (end > 0) {
      zero(pooled, end);
      pooled.staleEnd = 0;
    }
  }

  static void zero(byte[] array, int end) {
    copy(ZEROS, CHUNK, array, end);
  }

  private static void zero(Pooled pooled, int end) {
    if (pooled.kind == Pooled.BYTES) {
      copy(ZEROS, CHUNK, pooled.array, end);
    } else if (pooled.kind == Pooled.CHARS) {
      copy(ZERO_CHARS, CHUNK / 2, pooled.array, end);
    } else {
      zero((ByteBuffer) pooled.array, end);
    }
  }

  /** From 100 bytes on faster than {@code Arrays.fill}, up to six times. */
  private static void copy(Object zeros, int length, Object array, int end) {
    for (int done = 0; done < end; done += length) {
      System.arraycopy(zeros, 0, array, done, Math.min(length, end - done));
    }
  }

  private static void zero(ByteBuffer buffer, int end) {
    buffer.clear();
    if (end <= FEW_BYTES && buffer.capacity() >= FEW_BYTES) {
      for (int i = 0; i < end; i += Long.BYTES) {
        buffer.putLong(i, 0);
      }
      return;
    }
    for (int done = 0; done < end; done += CHUNK) {
      buffer.put(ZEROS, 0, Math.min(CHUNK, end - done));
    }
  }

  /** A direct buffer as it comes from {@code allocateDirect}, apart from its bytes. */
  static ByteBuffer reset(ByteBuffer buffer) {
    return buffer.clear().order(ByteOrder.BIG_ENDIAN);
  }

  /** Fills it with what programs do not write. */
  static void poison(Object array) {
    if (array instanceof byte[]) {
      Arrays.fill((byte[]) array, POISON_BYTE);
    } else if (array instanceof char[]) {
      Arrays.fill((char[]) array, POISON_CHAR);
    } else {
      // A view of its own: who uses it after release shall find position and limit as they were.
      ByteBuffer buffer = ((ByteBuffer) array).duplicate().clear();
      while (buffer.hasRemaining()) {
        buffer.put(POISON_BYTE);
      }
    }
  }

  /** The first element that is no longer poison, or -1. */
  static int firstUnpoisoned(Object array) {
    if (array instanceof byte[]) {
      byte[] bytes = (byte[]) array;
      for (int i = 0; i < bytes.length; i++) {
        if (bytes[i] != POISON_BYTE) {
          return i;
        }
      }
    } else if (array instanceof char[]) {
      char[] chars = (char[]) array;
      for (int i = 0; i < chars.length; i++) {
        if (chars[i] != POISON_CHAR) {
          return i;
        }
      }
    } else {
      ByteBuffer buffer = ((ByteBuffer) array).duplicate().clear();
      for (int i = 0; i < buffer.capacity(); i++) {
        if (buffer.get(i) != POISON_BYTE) {
          return i;
        }
      }
    }
    return -1;
  }
}
