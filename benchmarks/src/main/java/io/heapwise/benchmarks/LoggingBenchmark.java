package io.heapwise.benchmarks;

import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Messages for a level that is off, and for one that is on. Moral: what nobody reads need not be
 * put together; to ask costs a few nanoseconds, which do not count beside a message that is
 * written.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LoggingBenchmark {
  private static final Logger LOG = Logger.getLogger("io.heapwise.benchmarks");
  private static final Logger VERBOSE = Logger.getLogger("io.heapwise.benchmarks.verbose");

  private String name = "a name of some length";
  private String user = "somebody";
  private int count = 12345;
  private int logged;

  @Setup
  public void prepare() {
    prepare(LOG, Level.INFO);
    prepare(VERBOSE, Level.FINE);
  }

  private void prepare(Logger logger, Level level) {
    logger.setUseParentHandlers(false);
    logger.setLevel(level);
    logger.addHandler(
        new Handler() {
          @Override
          public void publish(LogRecord record) {
            logged += record.getMessage().length();
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        });
  }

  @Benchmark
  public int baseline() {
    return logged;
  }

  /** As the program would do itself. */
  @Benchmark
  public int askFirst() {
    if (LOG.isLoggable(Level.FINE)) {
      LOG.fine("loaded " + name + " for " + user + ", " + count + " times");
    }
    return logged;
  }

  @Benchmark
  public int off() {
    LOG.fine("loaded " + name + " for " + user + ", " + count + " times");
    return logged;
  }

  @Benchmark
  public int offOfTwo() {
    LOG.fine("loaded " + name);
    return logged;
  }

  @Benchmark
  public int offGivenTheLevel() {
    LOG.log(Level.FINE, "loaded " + name);
    return logged;
  }

  /** The message is dropped as soon as it is there. */
  @Benchmark
  public int on() {
    VERBOSE.fine("loaded " + name + " for " + user + ", " + count + " times");
    return logged;
  }
}
