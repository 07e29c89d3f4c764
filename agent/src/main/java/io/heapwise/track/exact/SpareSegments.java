package io.heapwise.track.exact;

import java.io.IOException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * Segments made in advance by a thread of the agent's own, for threads that load classes: those may
 * be interrupted, and files do not go well with that. Thread-safe.
 */
final class SpareSegments implements SegmentSource {
  private static final int SPARES = 2;
  private static final long PATIENCE_NANOS = 10_000_000_000L;
  private static final long PAUSE_NANOS = 100_000;

  private final SegmentSource source;
  private final long segmentBytes;
  private final ConcurrentLinkedQueue<Long> spares = new ConcurrentLinkedQueue<>();
  private volatile IOException failure;
  private volatile Thread maker;

  SpareSegments(SegmentSource source, long segmentBytes) {
    this.source = source;
    this.segmentBytes = segmentBytes;
  }

  /** To be called by the agent's thread, often; it is unparked when there is something to do. */
  void refill() {
    maker = Thread.currentThread();
    try {
      while (failure == null && spares.size() < SPARES) {
        spares.add(source.allocate(segmentBytes));
      }
    } catch (IOException e) {
      failure = e;
    }
  }

  @Override
  public long allocate(long bytes) throws IOException {
    long start = System.nanoTime();
    while (true) {
      Long spare = spares.poll();
      LockSupport.unpark(maker);
      if (spare != null) {
        return spare;
      }
      if (failure != null) {
        throw failure;
      }
      if (System.nanoTime() - start > PATIENCE_NANOS) {
        throw new IOException("no segment in time");
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }
}
