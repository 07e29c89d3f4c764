package io.heapwise.runtime.pool;

import java.util.ArrayDeque;

/**
 * Where released arrays go with {@code verify=true}: poisoned, never given out again, and looked at
 * before they are dropped and at exit. One that has changed was used after its release.
 *
 * <p>Thread-safe by a lock, which only this mode has. What is here stays reserved in the budget.
 */
final class Quarantine {
  private static final ArrayDeque<Released> RELEASED = new ArrayDeque<>();
  private static long heldBytes;

  /** Told what is found; null until one is set. */
  static volatile Pools.Listener listener;

  private Quarantine() {}

  private static final class Released {
    final Pooled pooled;
    final Throwable releasedAt;

    Released(Pooled pooled, Throwable releasedAt) {
      this.pooled = pooled;
      this.releasedAt = releasedAt;
    }
  }

  /** Prepares a new array for its one claim. */
  static void admit(Pooled made, boolean zeroed) {
    if (!zeroed) {
      Elements.poison(made.array);
    }
    made.claimedAt = new Throwable();
  }

  /** Keeps a released array for a while; half of the bound is left for open claims. */
  static void add(Pooled pooled) {
    Released released = new Released(pooled, new Throwable());
    synchronized (RELEASED) {
      Elements.poison(pooled.array);
      RELEASED.addLast(released);
      heldBytes += pooled.reservedBytes;
      while (heldBytes > PoolBudget.maxBytes() / 2) {
        discharge(RELEASED.removeFirst());
      }
    }
  }

  /** Looks at everything that is here and drops it. */
  static void check() {
    synchronized (RELEASED) {
      while (!RELEASED.isEmpty()) {
        discharge(RELEASED.removeFirst());
      }
    }
  }

  static void checkAtExit() {
    try {
      Runtime.getRuntime()
          .addShutdownHook(
              // No inheritable thread locals: the program's objects must not hang on our thread.
              new Thread(null, new AtExit(), "heapwise-verify", 0, false));
    } catch (IllegalStateException e) {
      // The JVM is exiting already.
    }
  }

  private static final class AtExit implements Runnable {
    @Override
    public void run() {
      check();
    }
  }

  private static void discharge(Released released) {
    Pooled pooled = released.pooled;
    heldBytes -= pooled.reservedBytes;
    int index = Elements.firstUnpoisoned(pooled.array);
    if (index >= 0) {
      report(released, index);
    }
    PoolBudget.refund(pooled.sizeClass, pooled.reservedBytes);
  }

  private static void report(Released released, int index) {
    StringBuilder text = new StringBuilder("use after release: ");
    text.append(pooledName(released.pooled))
        .append(" was written at ")
        .append(index)
        .append(" after it was released");
    append(text, "claimed", released.pooled.claimedAt);
    append(text, "released", released.releasedAt);
    Pools.Listener told = listener;
    if (told != null) {
      told.usedAfterRelease(text.toString());
    } else {
      System.err.println(text);
    }
  }

  private static String pooledName(Pooled pooled) {
    String type =
        pooled.kind == Pooled.BYTES
            ? "byte["
            : pooled.kind == Pooled.CHARS ? "char[" : "direct ByteBuffer[";
    return type + pooled.length + "]";
  }

  private static void append(StringBuilder text, String what, Throwable where) {
    text.append(System.lineSeparator()).append("  ").append(what);
    StackTraceElement[] frames = where.getStackTrace();
    for (int i = 0; i < frames.length; i++) {
      text.append(System.lineSeparator()).append("    at ").append(frames[i]);
    }
  }
}
