package io.heapwise.runtime;

import io.heapwise.runtime.pool.ArrayPool;
import io.heapwise.runtime.trust.Trust;

/** Guards of the rewrite {@code buffer}. Thread-safe; nothing here throws or allocates. */
final class BufferSupport {
  private static final int WARM_UP_LENGTH = 1024;

  private BufferSupport() {}

  /** Loads all that rewritten code may reach. */
  static void warmUp() {
    int site = Sites.UNNUMBERED;
    int call = Trust.call("write", "([BII)V", 1);
    byte[] bytes = ArrayPool.claimBytes(WARM_UP_LENGTH, site);
    lend(null, bytes, call);
    ArrayPool.releaseBytes(bytes);
    ArrayPool.releaseBytes(ArrayPool.claimScratchBytes(WARM_UP_LENGTH, site));
    char[] chars = ArrayPool.claimChars(WARM_UP_LENGTH, site);
    lend(null, chars, call);
    ArrayPool.releaseChars(chars);
    ArrayPool.releaseChars(ArrayPool.claimScratchChars(WARM_UP_LENGTH, site));
  }

  /** See the bridge. */
  static void lend(Object receiver, byte[] array, int call) {
    if (Trust.verdict(receiver, call) < Trust.KEEPS_NOTHING) {
      ArrayPool.escaped(array);
    }
  }

  /** See the bridge. */
  static void lend(Object receiver, char[] array, int call) {
    if (Trust.verdict(receiver, call) < Trust.KEEPS_NOTHING) {
      ArrayPool.escaped(array);
    }
  }
}
