package io.heapwise.track;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * Counts the bytes that the calling thread has allocated. Only made when a report is wanted: the
 * JVM's management classes are too much for every start.
 */
public final class AllocationMeter {
  private final ThreadMXBean threads;

  public AllocationMeter() {
    threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
  }

  /** Bytes so far; negative where this JVM does not count them. */
  public long bytesOfThisThread() {
    return threads == null ? -1 : threads.getCurrentThreadAllocatedBytes();
  }
}
