package io.heapwise.benchmarks.demo;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;

/** Garbage collections since the JVM started, and the time they took. */
record GcActivity(long count, long millis) {
  static GcActivity now() {
    long count = 0;
    long millis = 0;
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      count += Math.max(0, collector.getCollectionCount());
      millis += Math.max(0, collector.getCollectionTime());
    }
    return new GcActivity(count, millis);
  }

  GcActivity since(GcActivity earlier) {
    return new GcActivity(count - earlier.count, millis - earlier.millis);
  }
}
