package io.heapwise.runtime;

import io.heapwise.runtime.pool.TextArrays;
import io.heapwise.runtime.trust.Trust;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * A writer or output stream with a long text, lent in a call of which it is being found out what it
 * does with it. The method that has made it is done with it before that is known. Whether its array
 * may be had does not depend on when: so it waits for the answer, for some seconds at most.
 *
 * <p>Its method's alone until {@link #await}; then any thread may take it, one does.
 */
final class UndecidedLoan {
  private static final int WAITING = 2;
  private static final long PATIENCE_NANOS = 10_000_000_000L;

  private static final AtomicReferenceArray<UndecidedLoan> ALL =
      new AtomicReferenceArray<>(WAITING);

  /** Whether there may be one. */
  private static volatile boolean anyWaiting;

  private final Object lent;

  /** Not to keep its loader. */
  private final WeakReference<Class<?>> caller;

  private final int call;
  private final int epoch = Trust.epoch();
  private final long sinceNanos = System.nanoTime();
  private int site;
  private int reservedBytes;

  UndecidedLoan(Object lent, Class<?> caller, int call) {
    this.lent = lent;
    this.caller = new WeakReference<>(caller);
    this.call = call;
  }

  static void warmUp() {
    UndecidedLoan loan = new UndecidedLoan(new Object(), UndecidedLoan.class, Trust.NO_CALL);
    loan.caller.clear();
    loan.await(Sites.UNNUMBERED);
    settle();
  }

  /** Nobody asks what is lent for anything any more. */
  void await(int itsSite) {
    site = itsSite;
    for (int i = 0; i < WAITING; i++) {
      if (ALL.get(i) == null) {
        reservedBytes = LentBuilders.bytesOf(lent);
        if (TextArrays.reserve(reservedBytes)) {
          if (ALL.compareAndSet(i, null, this)) {
            anyWaiting = true;
          } else {
            TextArrays.refund(reservedBytes);
          }
        }
        return;
      }
    }
  }

  /** Looks for answers. */
  static void settle() {
    if (anyWaiting) {
      anyWaiting = false;
      for (int i = 0; i < WAITING; i++) {
        settle(i);
      }
    }
  }

  private static void settle(int index) {
    UndecidedLoan waiting = ALL.get(index);
    if (waiting == null) {
      return;
    }
    Class<?> caller = waiting.caller.get();
    // Code that has changed meanwhile was another when the call was made.
    int verdict =
        caller == null || waiting.epoch != Trust.epoch()
            ? Trust.UNTRUSTED
            : Trust.exactVerdict(caller, waiting.call);
    boolean isOver =
        verdict != Trust.UNKNOWN || System.nanoTime() - waiting.sinceNanos > PATIENCE_NANOS;
    if (!isOver) {
      anyWaiting = true;
    } else if (ALL.compareAndSet(index, waiting, null)) {
      TextArrays.refund(waiting.reservedBytes);
      // Once more: it was read before the verdict was.
      if (verdict >= Trust.KEEPS_NOTHING && waiting.epoch == Trust.epoch()) {
        LentBuilders.release(waiting.lent, waiting.site);
      }
    }
  }
}
