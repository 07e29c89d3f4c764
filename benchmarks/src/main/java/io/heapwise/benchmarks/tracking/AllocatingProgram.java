package io.heapwise.benchmarks.tracking;

import java.lang.management.ManagementFactory;
import java.util.Locale;

/**
 * The main class of the JVMs that are measured: a workload, as often as it is told to. Prints
 * {@code iteration NANOS CHECKSUM} for each, and at the end {@code allocated BYTES}, by the thread
 * that did the work and as the JVM counts.
 */
public final class AllocatingProgram {
  private AllocatingProgram() {}

  /** Arguments: the workload and the number of iterations. */
  public static void main(String[] args) {
    Workload workload = Workload.valueOf(args[0].toUpperCase(Locale.ROOT));
    int iterations = Integer.parseInt(args[1]);
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long bytesBefore = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < iterations; i++) {
      long cpuBefore = threads.getCurrentThreadCpuTime();
      long before = System.nanoTime();
      long checksum = workload.iteration(i);
      long nanos = System.nanoTime() - before;
      long cpuNanos = threads.getCurrentThreadCpuTime() - cpuBefore;
      System.out.println("iteration " + nanos + " " + cpuNanos + " " + checksum);
    }
    System.out.println("allocated " + (threads.getCurrentThreadAllocatedBytes() - bytesBefore));
  }
}
