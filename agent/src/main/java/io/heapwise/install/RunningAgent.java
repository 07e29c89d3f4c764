package io.heapwise.install;

import io.heapwise.jmx.BeanRegistration;
import io.heapwise.track.JvmDescription;
import io.heapwise.track.RedactedFlags;
import io.heapwise.track.Statistics;
import io.heapwise.track.events.RecordedNumbers;
import io.heapwise.track.exact.CounterKeeper;
import io.heapwise.track.output.Dumps;
import io.heapwise.track.sampled.SampledAllocations;
import java.io.File;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.net.URISyntaxException;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;

/**
 * The agent in a program that runs: what can be asked of it, and what of it starts later, when the
 * program turns out to use JMX. Thread-safe.
 */
public final class RunningAgent {
  private static final int NANOS_PER_MILLI = 1_000_000;

  private final Options options;
  private final Statistics statistics;
  private final HeapwiseTransformer transformer;
  private final Instrumentation instrumentation;
  private final long startMillis = System.currentTimeMillis();
  private final long startNanos = System.nanoTime();
  private final Object counterLock = new Object();
  private volatile CounterKeeper counters;
  private boolean countersAreDone;
  private boolean isCounting;
  private LiveSwitch liveSwitch;
  private Dumps dumps;
  private BeanRegistration registration;
  private Sampling sampling;

  RunningAgent(
      Instrumentation instrumentation,
      Options options,
      Statistics statistics,
      HeapwiseTransformer transformer) {
    this.instrumentation = instrumentation;
    this.options = options;
    this.statistics = statistics;
    this.transformer = transformer;
  }

  public Options options() {
    return options;
  }

  public Statistics statistics() {
    return statistics;
  }

  long startMillis() {
    return startMillis;
  }

  /** As they are now. */
  public RewriteRules rules() {
    return transformer.rules();
  }

  /** Options of the JVM; empty where they cannot be had. */
  public String[] jvmArguments() {
    BridgeInstallation.openUnsafe(instrumentation);
    return JvmArguments.get();
  }

  JvmDescription description() {
    return new JvmDescription(
        options.track(), RedactedFlags.of(jvmArguments(), ownJar()), startMillis, startNanos);
  }

  /** Null where it is not a file. */
  private static File ownJar() {
    try {
      CodeSource source = RunningAgent.class.getProtectionDomain().getCodeSource();
      return source == null ? null : new File(source.getLocation().toURI());
    } catch (IllegalArgumentException | URISyntaxException e) {
      return null;
    }
  }

  /** Null where nothing is counted but rewritten sites, and no dump is wanted. */
  public CounterKeeper counters() {
    return counters;
  }

  /**
   * Starts what the options want counted, and kept in case the JVM is killed. Costs a program
   * nothing for which neither is wanted.
   */
  void startCounters() {
    boolean shown = options.dump() != null || options.reportSummary();
    if (options.trackExact() || shown && options.trackSites()) {
      startCounting();
    }
  }

  /** Once; to count in classes that are loaded already these are to be transformed again. */
  private synchronized void startCounting() {
    if (isCounting) {
      return;
    }
    isCounting = true;
    try {
      openCounters();
      BridgeInstallation.installCounters(
          instrumentation,
          new Runnable() {
            @Override
            public void run() {
              transformer.setCounting(
                  counters.startCounting(
                      options.trackExact(),
                      instrumentation,
                      new InitiatedClasses(instrumentation),
                      statistics.uncounted()));
            }
          });
    } catch (Exception | LinkageError e) {
      transformer.setCounting(null);
      Log.warn("allocations are not counted: " + e);
    }
  }

  void openCounters() throws IOException {
    BridgeInstallation.openUnsafe(instrumentation);
    synchronized (counterLock) {
      if (!countersAreDone) {
        counters = CounterStart.open(options.dump(), description(), statistics);
      }
    }
  }

  /** The last dump is written: there is nothing any more to be kept for the case of a crash. */
  void closeCounters() {
    synchronized (counterLock) {
      countersAreDone = true;
      if (counters != null) {
        counters.close();
      }
    }
  }

  /** Counts in classes of the JDK, those included that are loaded already. */
  void countInJdk() {
    if (options.trackExact() && options.trackJdk()) {
      liveSwitch().countInJdk();
    }
  }

  public synchronized LiveSwitch liveSwitch() {
    if (liveSwitch == null) {
      BridgeInstallation.openUnsafe(instrumentation);
      liveSwitch = new LiveSwitch(instrumentation, transformer);
    }
    return liveSwitch;
  }

  public synchronized Dumps dumps() {
    if (dumps == null) {
      dumps = DumpSource.dumpsOf(this);
    }
    return dumps;
  }

  /**
   * What becomes of each candidate site in the loaded classes, a line each. The JVM shows their
   * bytes only to transform them again: so it does, to what they are already.
   *
   * @param globs the classes; null for all
   */
  public List<String> explain(ClassGlobs globs) {
    LiveSwitch classes = liveSwitch();
    // One at a time, and not while rewrites are switched.
    synchronized (classes) {
      Explanation explanation = new Explanation(rules());
      List<String> failures = new ArrayList<>();
      transformer.setExplanation(explanation);
      try {
        classes.transform(classes.loaded(globs), failures);
      } finally {
        transformer.setExplanation(null);
      }
      List<String> lines = new ArrayList<>(explanation.lines());
      for (int i = 0; i < failures.size(); i++) {
        lines.add(failures.get(i));
      }
      return lines;
    }
  }

  /**
   * From now on counts what refused sites allocate, in the classes that are loaded too: these are
   * transformed again, to what they are and counters. Does nothing where they are counted already.
   *
   * @throws IllegalArgumentException whose message is a sentence for a user, if nothing shall be
   *     counted
   */
  public LiveSwitch.Change countRefusedSites() {
    if (!options.trackSites() && !options.trackExact()) {
      throw new IllegalArgumentException(
          "the program runs with track=" + options.track() + ", where no site is counted");
    }
    long start = System.nanoTime();
    LiveSwitch classes = liveSwitch();
    List<String> failures = new ArrayList<>();
    int transformed = 0;
    synchronized (classes) {
      if (!isCounting()) {
        startCounting();
        List<Class<?>> loaded = classes.loaded(null);
        // Seen once more, the sites of these classes shall not be counted as more sites.
        transformer.setExplanation(new Explanation(rules()));
        try {
          classes.transform(loaded, failures);
        } finally {
          transformer.setExplanation(null);
        }
        transformed = loaded.size() - failures.size();
      }
    }
    return new LiveSwitch.Change(
        transformed, failures, (System.nanoTime() - start) / NANOS_PER_MILLI);
  }

  private synchronized boolean isCounting() {
    return isCounting;
  }

  /** Has the JVM sample allocations, a moment later. */
  synchronized void startSampling() {
    sampling = new Sampling(options.trackLive());
    start("heapwise-samples", sampling);
  }

  /** Null unless the JVM samples allocations. */
  synchronized SampledAllocations samples() {
    return sampling == null ? null : sampling.samples();
  }

  /** The program has begun to use JMX, or will: offers the bean as soon as there is a server. */
  synchronized void managementIsUsed() {
    if (registration != null) {
      registration.lookOften();
    } else {
      registration = new BeanRegistration(this);
      start("heapwise-jmx", registration);
    }
  }

  /** A recording is about to be made. Called once: a class is loaded once by the boot loader. */
  void flightRecorderIsUsed() {
    start("heapwise-events", new RecordedNumbers(this));
  }

  /** No inheritable thread locals: the program's objects must not hang on the agent's thread. */
  private static void start(String name, Runnable work) {
    Thread thread = new Thread(null, work, name, 0, false);
    thread.setContextClassLoader(null);
    thread.setDaemon(true);
    thread.start();
  }
}
