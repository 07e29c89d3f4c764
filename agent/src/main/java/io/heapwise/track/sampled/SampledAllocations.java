package io.heapwise.track.sampled;

import io.heapwise.dump.Location;
import io.heapwise.dump.StackRow;
import io.heapwise.install.Log;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedObject;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingStream;

/**
 * Listens to the JVM's own samples of allocations. Thread-safe.
 *
 * <p>How many samples are taken is bounded in time, by the JVM; each stands for the bytes that its
 * thread has allocated since its last. What is reachable is told by the JVM whenever the data of a
 * recording is asked for.
 */
public final class SampledAllocations {
  private static final String ALLOCATION = "jdk.ObjectAllocationSample";
  private static final String LIVE = "jdk.OldObjectSample";

  private static final String MOST_SAMPLES = "150/s";
  private static final int MOST_STACKS = 20_000;
  private static final long MOST_BYTES_ON_DISK = 64L << 20;
  private static final Duration LONGEST_ON_DISK = Duration.ofMinutes(1);

  /** So long it may take until the samples of the last second are there. */
  private static final int MOST_WAIT_MILLIS = 400;

  /** The JVM looks for the objects first. */
  private static final int MOST_WAIT_FOR_LIVE_MILLIS = 2000;

  /** The JVM tells of all reachable objects at once. */
  private static final Duration SAME_TELLING = Duration.ofMillis(200);

  private static final int QUIET_MILLIS = 40;
  private static final int POLL_MILLIS = 10;
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final StackTable table = new StackTable(MOST_STACKS);
  private final boolean live;

  /** Threads whose first sample would stand for all that they allocated before. */
  private final Set<Long> oldThreads = new HashSet<>();

  /** The reachable objects that were told last, by their addresses. */
  private final Map<Long, LiveSample> liveSamples = new HashMap<>();

  /** When that was. */
  private Instant liveTime = Instant.EPOCH;

  private volatile long lastEventNanos;
  private final AtomicInteger flushes = new AtomicInteger();
  private volatile boolean running;

  private record LiveSample(String type, List<Location> frames, long heapBytes) {}

  /**
   * @param live whether to look for objects that stay reachable
   */
  public SampledAllocations(boolean live) {
    this.live = live;
  }

  /** Listens, until the JVM exits. One line on stderr if that is not possible. */
  public void listen() {
    try {
      if (!FlightRecorder.isAvailable()) {
        Log.warn("track=sampled: this JVM has no Flight Recorder; no samples");
        return;
      }
      rememberThreads();
      try (RecordingStream stream = new RecordingStream()) {
        configure(stream);
        running = true;
        stream.start();
      }
    } catch (NoClassDefFoundError e) {
      Log.warn("track=sampled: this Java has no module jdk.jfr; no samples");
    } catch (Throwable e) {
      Log.warn("track=sampled: no more samples: " + e);
    } finally {
      running = false;
    }
  }

  private void configure(RecordingStream stream) {
    stream.enable(ALLOCATION).with("throttle", MOST_SAMPLES).withStackTrace();
    stream.onEvent(ALLOCATION, this::allocated);
    if (live) {
      stream.enable(LIVE).with("cutoff", "0 ns").withStackTrace();
      stream.onEvent(LIVE, this::stillReachable);
    }
    stream.onFlush(flushes::incrementAndGet);
    stream.onError(e -> Log.debug("track=sampled: " + e));
    stream.setReuse(true);
    stream.setOrdered(false);
    stream.setMaxAge(LONGEST_ON_DISK);
    stream.setMaxSize(MOST_BYTES_ON_DISK);
  }

  @SuppressWarnings("deprecation") // Since 19, where the id of a thread has another name.
  private void rememberThreads() {
    ThreadGroup root = Thread.currentThread().getThreadGroup();
    while (root.getParent() != null) {
      root = root.getParent();
    }
    Thread[] threads = new Thread[2 * root.activeCount() + 16];
    int count = root.enumerate(threads);
    for (int i = 0; i < count; i++) {
      oldThreads.add(threads[i].getId());
    }
  }

  private void allocated(RecordedEvent event) {
    lastEventNanos = System.nanoTime();
    RecordedThread thread = event.getThread();
    if (thread != null && !oldThreads.isEmpty() && oldThreads.remove(thread.getJavaThreadId())) {
      return;
    }
    table.sampled(
        typeOf(event.getClass("objectClass")),
        framesOf(event.getStackTrace()),
        event.getLong("weight"));
  }

  private synchronized void stillReachable(RecordedEvent event) {
    lastEventNanos = System.nanoTime();
    RecordedObject object = event.getValue("object");
    if (object == null) {
      return;
    }
    if (event.getStartTime().isAfter(liveTime.plus(SAME_TELLING))) {
      liveTime = event.getStartTime();
      liveSamples.clear();
    }
    // Where the program has a recording like ours, the JVM tells them to both.
    liveSamples.put(
        object.getLong("address"),
        new LiveSample(
            typeOf(object.getClass("type")),
            framesOf(event.getStackTrace()),
            event.getLong("lastKnownHeapUsage")));
  }

  private static List<Location> framesOf(RecordedStackTrace trace) {
    List<Location> frames = new ArrayList<>();
    if (trace != null) {
      for (RecordedFrame frame : trace.getFrames()) {
        RecordedMethod method = frame.getMethod();
        if (method != null) {
          frames.add(
              new Location(
                  method.getType().getName(),
                  method.getName(),
                  String.valueOf(method.getDescriptor()),
                  null,
                  Math.max(0, frame.getLineNumber()),
                  frame.getBytecodeIndex()));
        }
      }
    }
    return frames;
  }

  private static String typeOf(RecordedClass type) {
    return type == null ? "" : TypeNames.inSource(type.getName());
  }

  /**
   * All samples so far, those of this moment included as far as the JVM gives them in time.
   *
   * @param exiting whether the JVM exits, which should not take longer for this
   */
  public List<StackRow> stacks(boolean exiting) {
    if (running) {
      drain(exiting);
    }
    return table.stacks(countLive());
  }

  /** Asking for the data of all recordings makes the JVM write what it holds back. */
  private synchronized void drain(boolean exiting) {
    int flushesBefore = flushes.get();
    Instant start = Instant.now();
    try (Recording all = FlightRecorder.getFlightRecorder().takeSnapshot()) {
      Log.debug("track=sampled: " + all.getSize() + " bytes recorded");
    } catch (RuntimeException e) {
      Log.debug("track=sampled: " + e);
      return;
    }
    int waitMillis = live && !exiting ? MOST_WAIT_FOR_LIVE_MILLIS : MOST_WAIT_MILLIS;
    long end = System.nanoTime() + waitMillis * NANOS_PER_MILLI;
    try {
      while (System.nanoTime() < end && running && !isThere(flushesBefore, start)) {
        // Lets go of the lock: the samples need it.
        wait(POLL_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isThere(int flushesBefore, Instant start) {
    return flushes.get() > flushesBefore
        && (!live || !liveTime.isBefore(start))
        && System.nanoTime() - lastEventNanos > QUIET_MILLIS * NANOS_PER_MILLI;
  }

  /**
   * False if the JVM has not told yet: when it exits it no longer does. Each of the samples stands
   * for the same part of what was in use after the last collection.
   */
  private synchronized boolean countLive() {
    table.clearLive();
    for (LiveSample sample : liveSamples.values()) {
      table.live(sample.type, sample.frames, sample.heapBytes / liveSamples.size());
    }
    return liveTime.isAfter(Instant.EPOCH);
  }
}
