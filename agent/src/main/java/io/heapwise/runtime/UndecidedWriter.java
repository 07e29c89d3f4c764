package io.heapwise.runtime;

import io.heapwise.runtime.pool.WriterPool;
import io.heapwise.runtime.trust.Trust;
import java.io.StringWriter;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * A writer with a long text, lent in a call of which it is being found out what it does with it.
 * The method that has made the writer is done with it before that is known. Whether its array may
 * be had does not depend on when: so it waits for the answer, for some seconds at most.
 *
 * <p>Its method's alone until {@link #await}; then any thread may take it, one does.
 */
final class UndecidedWriter {
  private static final int WAITING = 2;
  private static final long PATIENCE_NANOS = 10_000_000_000L;

  private static final AtomicReferenceArray<UndecidedWriter> ALL =
      new AtomicReferenceArray<>(WAITING);

  /** Whether there may be one. */
  private static volatile boolean anyWaiting;

  private final StringWriter writer;

  /** Not to keep its loader. */
  private final WeakReference<Class<?>> caller;

  private final int call;
  private final int epoch = Trust.epoch();
  private final long sinceNanos = System.nanoTime();
  private int site;
  private int reservedBytes;

  UndecidedWriter(StringWriter writer, Class<?> caller, int call) {
    this.writer = writer;
    this.caller = new WeakReference<>(caller);
    this.call = call;
  }

  static void warmUp() {
    UndecidedWriter writer =
        new UndecidedWriter(new StringWriter(), UndecidedWriter.class, Trust.NO_CALL);
    writer.caller.clear();
    writer.await(Sites.UNNUMBERED);
    settle();
  }

  /** Nobody asks the writer for anything any more. */
  void await(int itsSite) {
    site = itsSite;
    for (int i = 0; i < WAITING; i++) {
      if (ALL.get(i) == null) {
        reservedBytes = WriterPool.reserve(writer);
        if (reservedBytes > 0) {
          if (ALL.compareAndSet(i, null, this)) {
            anyWaiting = true;
          } else {
            WriterPool.refund(reservedBytes);
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
    UndecidedWriter waiting = ALL.get(index);
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
      WriterPool.refund(waiting.reservedBytes);
      // Once more: it was read before the verdict was.
      if (verdict >= Trust.KEEPS_NOTHING && waiting.epoch == Trust.epoch()) {
        LentBuilders.returned(waiting.site);
        WriterPool.release(waiting.writer);
      }
    }
  }
}
