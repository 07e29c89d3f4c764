package io.heapwise.runtime;

/**
 * Loads what rewritten streams need when the first class that has any is rewritten, and before it
 * runs: most programs that start fast have none, and it takes milliseconds.
 *
 * <p>Thread-safe without a lock: two threads may both do it.
 */
public final class StreamsPreparation {
  private static volatile boolean wanted;
  private static volatile boolean done;

  private StreamsPreparation() {}

  /** A stream is going to be rewritten. */
  public static void want() {
    wanted = true;
  }

  /** To be called when the bridge is there, before a rewritten class is handed to the JVM. */
  public static void prepare() {
    if (wanted && !done) {
      StreamsSupport.warmUp();
      done = true;
    }
  }
}
