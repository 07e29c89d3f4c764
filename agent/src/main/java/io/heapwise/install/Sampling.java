package io.heapwise.install;

import io.heapwise.track.sampled.SampledAllocations;

/**
 * Has the JVM sample allocations, from a moment after the start on: starting Flight Recorder takes
 * most of a second of CPU, which a program that starts has better use for.
 */
final class Sampling implements Runnable {
  private static final int DELAY_MILLIS = 1000;

  private final boolean live;
  private volatile SampledAllocations samples;

  /**
   * @param live whether to look for objects that stay reachable
   */
  Sampling(boolean live) {
    this.live = live;
  }

  @Override
  public void run() {
    try {
      Thread.sleep(DELAY_MILLIS);
      samples = new SampledAllocations(live);
      samples.listen();
    } catch (InterruptedException e) {
      // Whoever does that wants it to end.
    }
  }

  /** Null before the first sample could be taken. */
  SampledAllocations samples() {
    return samples;
  }
}
