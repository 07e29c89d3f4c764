package io.heapwise.runtime.pool;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** One pool as its contract sees it. */
abstract class BorrowedPool<T> {
  /** Not judged by the governor. */
  static final int SITE = SiteCounters.UNNUMBERED;

  final boolean zeroes;

  BorrowedPool(boolean zeroes) {
    this.zeroes = zeroes;
  }

  abstract T fresh(int length);

  abstract T claim(int length);

  abstract void release(T borrowed);

  abstract void escaped(T borrowed);

  abstract void dirtied(T borrowed, int end);

  abstract int length(T borrowed);

  abstract void fill(T borrowed, int from, int to);

  abstract boolean isZero(T borrowed);

  boolean isClaimed(T borrowed) {
    return ArrayPool.isClaimed(borrowed);
  }

  /** Whatever else can be seen of it is as when it was new. */
  boolean isReset(T borrowed) {
    return true;
  }

  static class Bytes extends BorrowedPool<byte[]> {
    Bytes(boolean zeroes) {
      super(zeroes);
    }

    @Override
    byte[] fresh(int length) {
      return new byte[length];
    }

    @Override
    byte[] claim(int length) {
      return zeroes
          ? ArrayPool.claimBytes(length, SITE)
          : ArrayPool.claimScratchBytes(length, SITE);
    }

    @Override
    void release(byte[] borrowed) {
      ArrayPool.releaseBytes(borrowed);
    }

    @Override
    void escaped(byte[] borrowed) {
      ArrayPool.escaped(borrowed);
    }

    @Override
    void dirtied(byte[] borrowed, int end) {
      ArrayPool.dirtied(borrowed, end);
    }

    @Override
    int length(byte[] borrowed) {
      return borrowed.length;
    }

    @Override
    void fill(byte[] borrowed, int from, int to) {
      Arrays.fill(borrowed, from, to, (byte) 7);
    }

    @Override
    boolean isZero(byte[] borrowed) {
      return Arrays.equals(borrowed, new byte[borrowed.length]);
    }
  }

  static class Chars extends BorrowedPool<char[]> {
    Chars(boolean zeroes) {
      super(zeroes);
    }

    @Override
    char[] fresh(int length) {
      return new char[length];
    }

    @Override
    char[] claim(int length) {
      return zeroes
          ? ArrayPool.claimChars(length, SITE)
          : ArrayPool.claimScratchChars(length, SITE);
    }

    @Override
    void release(char[] borrowed) {
      ArrayPool.releaseChars(borrowed);
    }

    @Override
    void escaped(char[] borrowed) {
      ArrayPool.escaped(borrowed);
    }

    @Override
    void dirtied(char[] borrowed, int end) {
      ArrayPool.dirtied(borrowed, end);
    }

    @Override
    int length(char[] borrowed) {
      return borrowed.length;
    }

    @Override
    void fill(char[] borrowed, int from, int to) {
      Arrays.fill(borrowed, from, to, 'x');
    }

    @Override
    boolean isZero(char[] borrowed) {
      return Arrays.equals(borrowed, new char[borrowed.length]);
    }
  }

  static class Direct extends BorrowedPool<ByteBuffer> {
    Direct(boolean zeroes) {
      super(zeroes);
    }

    @Override
    ByteBuffer fresh(int length) {
      return ByteBuffer.allocateDirect(length);
    }

    @Override
    ByteBuffer claim(int length) {
      return zeroes ? DirectPool.claim(length, SITE) : DirectPool.claimScratch(length, SITE);
    }

    @Override
    void release(ByteBuffer borrowed) {
      DirectPool.release(borrowed);
    }

    @Override
    void escaped(ByteBuffer borrowed) {
      DirectPool.escaped(borrowed);
    }

    @Override
    void dirtied(ByteBuffer borrowed, int end) {
      DirectPool.dirtied(borrowed, end);
    }

    @Override
    int length(ByteBuffer borrowed) {
      return borrowed.capacity();
    }

    @Override
    void fill(ByteBuffer borrowed, int from, int to) {
      borrowed.clear().order(ByteOrder.LITTLE_ENDIAN).position(from).mark();
      while (borrowed.position() < to) {
        borrowed.put((byte) 7);
      }
      borrowed.limit(to);
    }

    @Override
    boolean isZero(ByteBuffer borrowed) {
      for (int i = 0; i < borrowed.capacity(); i++) {
        if (borrowed.get(i) != 0) {
          return false;
        }
      }
      return true;
    }

    @Override
    boolean isReset(ByteBuffer borrowed) {
      // equals would compare contents; toString shows class, position, limit and capacity.
      return borrowed.isDirect()
          && borrowed.order() == ByteOrder.BIG_ENDIAN
          && borrowed.toString().equals(fresh(borrowed.capacity()).toString());
    }
  }
}
