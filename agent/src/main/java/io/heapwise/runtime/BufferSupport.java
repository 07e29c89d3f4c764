package io.heapwise.runtime;

import io.heapwise.runtime.pool.ArrayPool;
import io.heapwise.runtime.trust.Trust;

/** Guards of the rewrite {@code buffer}. Thread-safe; nothing here throws or allocates. */
final class BufferSupport {
  private static final int WARM_UP_LENGTH = 1024;

  private BufferSupport() {}

  /** Loads all that guards may reach; what claims reach is loaded with the pools. */
  static void warmUp() {
    Trust.initialize();
    char[] chars = ArrayPool.claimScratchChars(WARM_UP_LENGTH, Sites.UNNUMBERED);
    byte[] bytes = ArrayPool.claimScratchBytes(WARM_UP_LENGTH, Sites.UNNUMBERED);
    int call = Trust.callOnZeroed("write", "([BII)V", 1);
    lend(null, bytes, call);
    lend(null, chars, call);
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
