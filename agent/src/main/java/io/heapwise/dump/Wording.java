package io.heapwise.dump;

/** Sentences that every format has. */
final class Wording {
  /** Stands wherever avoided bytes are shown. */
  static final String AVOIDED =
      "Avoided bytes are what the original instructions would have asked for; the JIT may have"
          + " removed some of that anyway.";

  private Wording() {}
}
