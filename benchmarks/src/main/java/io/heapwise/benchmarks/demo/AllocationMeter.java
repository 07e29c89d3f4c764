package io.heapwise.benchmarks.demo;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.GcInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/**
 * Bytes allocated by all threads, ended ones included, since the JVM started, as the JVM counts
 * them.
 */
interface AllocationMeter {
  /** Must be called before the first collection: see {@link ByCollections}. */
  static AllocationMeter start() {
    try {
      return new ByThreads(
          com.sun.management.ThreadMXBean.class.getMethod("getTotalThreadAllocatedBytes"));
    } catch (NoSuchMethodException e) {
      return new ByCollections();
    }
  }

  long totalBytes();

  /** How the bytes are counted, for the report. */
  String method();

  /** JDK 21 and newer, and late updates of 17: the JVM's own total, exact to the byte. */
  final class ByThreads implements AllocationMeter {
    private static final int LOOKS = 5;
    private static final long NANOS_BETWEEN_LOOKS = 2_000_000;

    private final Method total;
    private final Object threads = ManagementFactory.getThreadMXBean();

    ByThreads(Method total) {
      this.total = total;
    }

    /** The largest of a few looks: a thread that is just ending is missing from some of them. */
    @Override
    public long totalBytes() {
      long most = 0;
      for (int look = 0; look < LOOKS; look++) {
        most = Math.max(most, look());
        LockSupport.parkNanos(NANOS_BETWEEN_LOOKS);
      }
      return most;
    }

    private long look() {
      try {
        return (Long) total.invoke(threads);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public String method() {
      return "thread totals";
    }
  }

  /**
   * Elsewhere: what each collection found in the heap beyond what the one before it had left, plus
   * what has come since. Allocation buffers count as a whole; HotSpot leaves up to 1/64 of one
   * unused, and each thread's last: so the figure is that much too large, and the demo keeps the
   * buffers small. Works with collectors that stop the world; a concurrent one frees memory between
   * the two readings.
   */
  final class ByCollections implements AllocationMeter {
    private static final long NOTIFICATION_TIMEOUT_MILLIS = 5_000;

    private final Set<String> heapPools = new HashSet<>();
    private long allocatedBeforeLastCollection;
    private long leftByLastCollection;
    private long collectionsSeen;

    ByCollections() {
      for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
        if (pool.getType() == MemoryType.HEAP) {
          heapPools.add(pool.getName());
        }
      }
      for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
        ((NotificationEmitter) collector)
            .addNotificationListener((event, handback) -> collected(event), null, null);
        if (collector.getCollectionCount() > 0) {
          throw new IllegalStateException(
              "the JVM collected garbage before counting began, choose a larger -Xmn: "
                  + collector.getName());
        }
      }
    }

    @Override
    public synchronized long totalBytes() {
      // Collections are announced by another thread, some time after they happened.
      long deadline = System.nanoTime() + NOTIFICATION_TIMEOUT_MILLIS * 1_000_000;
      while (true) {
        long collections = GcActivity.now().count();
        if (collections == collectionsSeen) {
          long usedBytes = usedBytes();
          if (GcActivity.now().count() == collections) {
            return allocatedBeforeLastCollection + usedBytes - leftByLastCollection;
          }
        }
        long remainingMillis = (deadline - System.nanoTime()) / 1_000_000;
        if (remainingMillis <= 0) {
          throw new IllegalStateException(
              collections + " collections happened but " + collectionsSeen + " were announced");
        }
        try {
          wait(Math.min(remainingMillis, 10));
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
    }

    @Override
    public String method() {
      return "collections";
    }

    private synchronized void collected(Notification event) {
      GcInfo collection =
          GarbageCollectionNotificationInfo.from((CompositeData) event.getUserData()).getGcInfo();
      allocatedBeforeLastCollection +=
          usedBytes(collection.getMemoryUsageBeforeGc()) - leftByLastCollection;
      leftByLastCollection = usedBytes(collection.getMemoryUsageAfterGc());
      collectionsSeen++;
      notifyAll();
    }

    private long usedBytes(Map<String, MemoryUsage> usage) {
      long bytes = 0;
      for (Map.Entry<String, MemoryUsage> pool : usage.entrySet()) {
        if (heapPools.contains(pool.getKey())) {
          bytes += pool.getValue().getUsed();
        }
      }
      return bytes;
    }

    private static long usedBytes() {
      long bytes = 0;
      for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
        if (pool.getType() == MemoryType.HEAP) {
          bytes += pool.getUsage().getUsed();
        }
      }
      return bytes;
    }
  }
}
