package io.heapwise.rewrite.builder;

/**
 * How much of what loans need has been loaded, and how much is needed by now: a rewrite that plans
 * the first loan of a kind has more prepared before the class that makes it is defined. Steps only
 * grow; which there are is the rewrite's own. Thread-safe.
 */
public final class LoanPreparation {
  private volatile int planned;
  private volatile int prepared;

  /**
   * @param first the step that is prepared before any is planned
   */
  public LoanPreparation(int first) {
    planned = first;
    prepared = first;
  }

  /** To be called when something is planned that needs a step, and those before it. */
  public synchronized void plan(int step) {
    planned = Math.max(planned, step);
  }

  /** The last step that is needed so far. */
  public int planned() {
    return planned;
  }

  /** To be called when a step, and those before it, have been prepared. */
  public void done(int step) {
    prepared = step;
  }

  public boolean isToPrepareAgain() {
    return prepared < planned;
  }
}
