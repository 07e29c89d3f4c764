package io.heapwise.runtime.trust;

/**
 * Where the judge is installed, apart from all else, so that nothing is loaded before it is used.
 */
public final class Judges {
  private static volatile Judge installed;

  private Judges() {}

  /** Sets who finds out about classes; until then all is unknown. */
  public static void install(Judge judge) {
    installed = judge;
  }

  static Judge installed() {
    return installed;
  }
}
