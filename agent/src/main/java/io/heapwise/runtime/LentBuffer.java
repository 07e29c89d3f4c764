package io.heapwise.runtime;

import io.heapwise.runtime.pool.ArrayPool;
import io.heapwise.runtime.trust.Trust;

/**
 * A pooled buffer of a reader or writer, which is lent to the wrapped one at each call, and given
 * back when that is closed. Given back only if each borrower could be trusted, has returned
 * normally, and did not come back to lend it a second time meanwhile.
 *
 * <p>Guarded by the lock of the reader or writer, which holds it whenever it uses its buffer.
 */
final class LentBuffer {
  private final int call;

  /** Null when it has been given back, or somebody else may hold it. */
  private Object array;

  /** Stays set after an exception: the array may be in anybody's hands. */
  private boolean lent;

  /**
   * @param array of bytes or characters
   * @param call number of the call that the array is lent to
   */
  LentBuffer(Object array, int call) {
    this.array = array;
    this.call = call;
  }

  boolean is(Object other) {
    return other == array && other != null;
  }

  /** To be called before the array is lent. */
  void lend(Object borrower) {
    int verdict = lent ? Trust.UNTRUSTED : Trust.verdict(borrower, call);
    if (verdict < Trust.KEEPS_NOTHING) {
      giveUp(verdict == Trust.UNKNOWN);
    }
    lent = true;
  }

  private void giveUp(boolean undecided) {
    Object lost = array;
    array = null;
    if (lost instanceof char[] chars) {
      if (undecided) {
        ArrayPool.undecided(chars);
      } else {
        ArrayPool.escaped(chars);
      }
    } else if (undecided) {
      ArrayPool.undecided((byte[]) lost);
    } else {
      ArrayPool.escaped((byte[]) lost);
    }
  }

  /** To be called when the call has returned, but not when it has thrown. */
  void returned() {
    lent = false;
  }

  /**
   * The reader or writer is closed, and will not use its buffer again.
   *
   * @param end index behind the last element that was ever written into the array
   */
  void release(int end) {
    Object released = array;
    array = null;
    if (lent || released == null) {
      return;
    }
    if (released instanceof char[] chars) {
      ArrayPool.dirtied(chars, end);
      ArrayPool.releaseChars(chars);
    } else {
      ArrayPool.dirtied((byte[]) released, end);
      ArrayPool.releaseBytes((byte[]) released);
    }
  }
}
