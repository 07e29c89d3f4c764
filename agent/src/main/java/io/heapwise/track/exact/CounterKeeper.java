package io.heapwise.track.exact;

import io.heapwise.dump.SiteRow;
import io.heapwise.runtime.Site;
import io.heapwise.runtime.Sites;
import io.heapwise.track.JvmDescription;
import io.heapwise.track.Reasons;
import io.heapwise.track.Statistics;
import io.heapwise.track.exact.CounterMemory.Records;
import io.heapwise.trust.LinkedClasses;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Owns the memory of the counters, and keeps its file up to date where there is one: the counters
 * of exact tracking are in the file by themselves, all else is brought there by a thread, several
 * times a second. Thread-safe.
 */
public final class CounterKeeper {
  private static final long PERIOD_NANOS = 200_000_000;
  private static final int LEAST_STRIPES = 8;
  private static final int MOST_STRIPES = 32;
  private static final int STRIPES_FOR_EACH_PROCESSOR = 4;

  private final CounterMemory memory;
  private final MappedSegments file;
  private final SpareSegments spares;
  private final JvmDescription jvm;
  private final Statistics statistics;
  private final Messages messages;
  private final LiveCounters live;
  private AllocationCounting counting;

  /** Cells of the rewritten sites, by their number. */
  private int[] rewrittenCells = new int[0];

  /** Room for what those have counted. */
  private long[] rewrittenSums = new long[0];

  private volatile boolean stopped;

  /** Gets what there is to say about the file, in a line. */
  public interface Messages {
    /** What whoever writes dumps to the same folder says as well. */
    void info(String line);

    void warn(String line);
  }

  private CounterKeeper(
      CounterMemory memory,
      MappedSegments file,
      SpareSegments spares,
      JvmDescription jvm,
      Statistics statistics,
      Messages messages) {
    this.memory = memory;
    this.file = file;
    this.spares = spares;
    this.jvm = jvm;
    this.statistics = statistics;
    this.messages = messages;
    live = new LiveCounters(memory);
  }

  /**
   * Makes the memory and, if one is wanted, its file. Where that cannot be made, there is a
   * warning, and all else works.
   *
   * @param path of the file; null for none
   * @param statistics knows what the agent's own code has cost so far
   */
  public static CounterKeeper open(
      Path path, JvmDescription jvm, Statistics statistics, Messages messages) throws IOException {
    int stripes = stripes(Runtime.getRuntime().availableProcessors());
    if (path != null) {
      MappedSegments file = null;
      try {
        file = MappedSegments.create(path);
        if (!file.file().equals(path)) {
          messages.info(
              "counters are kept in "
                  + file.file()
                  + ": "
                  + path
                  + " is in use by another JVM, or left by one that was killed");
        }
        SpareSegments spares = new SpareSegments(file, CounterFormat.segmentBytes(stripes));
        CounterMemory memory =
            new CounterMemory(spares, file.allocate(CounterFormat.HEADER_BYTES), stripes);
        CounterKeeper keeper = new CounterKeeper(memory, file, spares, jvm, statistics, messages);
        keeper.begin();
        return keeper;
      } catch (IOException | RuntimeException e) {
        messages.info("no counters are kept for the case that this JVM is killed: " + e);
        if (file != null) {
          file.close();
        }
      }
    }
    SegmentSource plain = new NativeSegments();
    CounterMemory memory =
        new CounterMemory(plain, plain.allocate(CounterFormat.HEADER_BYTES), stripes);
    return new CounterKeeper(memory, null, null, jvm, statistics, messages);
  }

  /** As many for threads that own one as for all others together. */
  private static int stripes(int processors) {
    int wanted = Math.max(LEAST_STRIPES, processors * STRIPES_FOR_EACH_PROCESSOR);
    return 2 * Math.min(MOST_STRIPES, Integer.highestOneBit(2 * wanted - 1));
  }

  private void begin() throws IOException {
    memory.setHeader(CounterFormat.PID_AT, ProcessHandle.current().pid());
    memory.setHeader(CounterFormat.START_MILLIS_AT, jvm.startMillis());
    tellCost();
    startUpdates();
    Records records = new Records();
    records.add1(CounterFormat.JVM);
    records.add(jvm.id()).add(JvmDescription.vm()).add(JvmDescription.version());
    records.add(JvmDescription.command()).add(jvm.track()).add2(jvm.flags().size());
    for (String flag : jvm.flags()) {
      records.add(flag);
    }
    memory.append(records);
  }

  private void startUpdates() {
    // No inheritable thread locals: the program's objects must not hang on the agent's thread.
    Thread thread = new Thread(null, new Updates(), "heapwise-counters", 0, false);
    thread.setContextClassLoader(null);
    thread.setDaemon(true);
    thread.start();
  }

  private final class Updates implements Runnable {
    @Override
    public void run() {
      while (!stopped) {
        try {
          if (spares != null) {
            spares.refill();
          }
          update();
        } catch (Throwable e) {
          messages.warn("counters are not kept up to date: " + e);
          return;
        }
        LockSupport.parkNanos(PERIOD_NANOS);
      }
    }
  }

  /** The file there is; null for none. */
  public Path file() {
    return file == null ? null : file.file();
  }

  /**
   * Starts to count. To be called once, before the class of the counters is initialised.
   *
   * @param everything whether all allocations are counted, or those alone that a rewrite refused
   */
  public synchronized AllocationCounting startCounting(
      boolean everything,
      Instrumentation instrumentation,
      LinkedClasses classes,
      Reasons uncounted) {
    counting = AllocationCounting.start(everything, instrumentation, memory, classes, uncounted);
    if (file == null && everything) {
      // For the owners of the counters alone; refused sites run too seldom to need any.
      startUpdates();
    }
    return counting;
  }

  /** The sites that are counted at their allocations, and those that were refused. */
  public synchronized List<CountedSite> sites() {
    if (counting == null) {
      return List.of();
    }
    resolveSizes();
    return new SiteTable(memory.table(), this::sum)
        .sites().stream().filter(site -> !site.row().isRewritten()).toList();
  }

  private void resolveSizes() {
    try {
      counting.resolveSizes();
    } catch (IOException e) {
      messages.warn("sizes of some allocations are not known: " + e.getMessage());
    }
  }

  /**
   * Runs and bytes of the sites that are counted at their allocations, in turn: those of the first
   * are at 0 and 1; bytes are -1 where they are not known. A site keeps its place.
   */
  public synchronized long[] counts() {
    if (counting == null) {
      return new long[0];
    }
    resolveSizes();
    return live.counts();
  }

  /** Sites by their place in {@link #counts}, from 0; null for those there are not. */
  public synchronized List<SiteRow> rows(int[] places) {
    return live.rows(places);
  }

  private long sum(int cell) {
    return memory.sum(cell);
  }

  private synchronized void update() throws IOException {
    if (counting != null) {
      counting.updateOwners();
    }
    if (file == null) {
      return;
    }
    if (counting != null) {
      counting.resolveSizes();
    }
    updateRewritten();
    tellCost();
    String failure = memory.takeFailure();
    if (failure != null) {
      messages.warn(
          file.file()
              + " does not grow any more, classes loaded from now on are not in it: "
              + failure);
    }
  }

  private void tellCost() {
    memory.setHeader(CounterFormat.AGENT_NANOS_AT, statistics.agentNanos());
    memory.setHeader(CounterFormat.AGENT_BYTES_AT, statistics.agentBytes());
    memory.setHeader(CounterFormat.NOW_MILLIS_AT, System.currentTimeMillis());
  }

  private void updateRewritten() throws IOException {
    int count = Sites.count();
    int known = rewrittenCells.length;
    if (count > Math.max(1, known)) {
      Records records = new Records();
      rewrittenCells = Arrays.copyOf(rewrittenCells, count);
      for (int number = Math.max(1, known); number < count; number++) {
        rewrittenCells[number] = memory.newCells(2);
        add(records, rewrittenCells[number], Sites.site(number));
      }
      memory.append(records);
      rewrittenSums = new long[2 * count];
    }
    Sites.sumAll(rewrittenSums);
    for (int number = 1; number < rewrittenCells.length; number++) {
      memory.set(rewrittenCells[number], rewrittenSums[2 * number]);
      memory.set(rewrittenCells[number] + 1, rewrittenSums[2 * number + 1]);
    }
  }

  private static void add(Records records, int cell, Site site) {
    records.add1(CounterFormat.REWRITTEN).add4(cell).add2(site.line()).add2(site.bytecodeIndex());
    records.add(site.rewrite()).add(site.className().replace('/', '.')).add(site.method());
    records.add(site.descriptor()).add(site.kind()).add(site.type());
  }

  /** Ends with nothing left to keep: a profile of everything was written. Removes the file. */
  public void close() {
    stopped = true;
    try {
      if (file != null) {
        file.close();
      }
    } catch (IOException e) {
      messages.info(file.file() + " cannot be removed: " + e);
    }
  }
}
