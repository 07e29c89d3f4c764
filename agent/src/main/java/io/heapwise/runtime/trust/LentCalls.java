package io.heapwise.runtime.trust;

import java.util.Arrays;

/**
 * The register of calls: few, because there are few ways to read, write and append. Thread-safe.
 */
final class LentCalls {
  /** Numbers stay below this; a call that comes later has none and is never trusted. */
  static final int CAPACITY = 1024;

  /** The number of calls that found the register full. */
  static final int NONE = 0;

  private static final Object LOCK = new Object();
  private static volatile LentCall[] calls = {
    new LentCall(NONE, LentCall.ARRAY, null, "", "()V", 0)
  };

  private LentCalls() {}

  static int number(int kind, String owner, String name, String descriptor, int argument) {
    synchronized (LOCK) {
      LentCall[] known = calls;
      for (int i = 1; i < known.length; i++) {
        if (known[i].is(kind, owner, name, descriptor, argument)) {
          return i;
        }
      }
      if (known.length == CAPACITY) {
        return NONE;
      }
      LentCall[] more = Arrays.copyOf(known, known.length + 1);
      more[known.length] = new LentCall(known.length, kind, owner, name, descriptor, argument);
      calls = more;
      return known.length;
    }
  }

  /** The call with a number, or null if there is none. */
  static LentCall call(int number) {
    LentCall[] known = calls;
    return number > NONE && number < known.length ? known[number] : null;
  }
}
