package io.heapwise.runtime;

import io.heapwise.runtime.pool.ArrayPool;
import io.heapwise.runtime.trust.Trust;

/** Guards of the rewrite {@code buffer}. Thread-safe; nothing here throws or allocates. */
public final class BufferSupport {
  private static final int WARM_UP_LENGTH = 1024;

  private static volatile boolean isWarm;

  private BufferSupport() {}

  /**
   * Loads all that guards may reach, those of other rewrites too; what claims reach is loaded with
   * the pools. Does it once.
   */
  public static void warmUp() {
    if (isWarm) {
      return;
    }
    Trust.initialize();
    char[] chars = ArrayPool.claimScratchChars(WARM_UP_LENGTH, Sites.UNNUMBERED);
    byte[] bytes = ArrayPool.claimScratchBytes(WARM_UP_LENGTH, Sites.UNNUMBERED);
    int call = Trust.callOnZeroed("write", "([BII)V", 1);
    lend(null, bytes, call);
    lend(null, chars, call);
    isWarm = true;
  }

  /** See the bridge. */
  static void lend(Object receiver, byte[] array, int call) {
    int verdict = Trust.verdict(receiver, call);
    if (verdict < Trust.KEEPS_NOTHING) {
      if (verdict == Trust.UNKNOWN) {
        ArrayPool.undecided(array);
      } else {
        ArrayPool.escaped(array);
      }
    }
  }

  /** See the bridge. */
  static void lend(Object receiver, char[] array, int call) {
    int verdict = Trust.verdict(receiver, call);
    if (verdict < Trust.KEEPS_NOTHING) {
      if (verdict == Trust.UNKNOWN) {
        ArrayPool.undecided(array);
      } else {
        ArrayPool.escaped(array);
      }
    }
  }
}
