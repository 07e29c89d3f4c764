package io.heapwise.runtime.trust;

/** Lets a test of another package decide who is trusted, for a while. */
public final class JudgeSwap {
  private JudgeSwap() {}

  /** Installs a judge, or none for null, and returns the one that was there. */
  public static Judge install(Judge judge) {
    Judge before = Judges.installed();
    Judges.install(judge);
    return before;
  }
}
