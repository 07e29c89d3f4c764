package io.heapwise.dump;

/** Sentences that several formats have. */
public final class Wording {
  /** Stands wherever avoided bytes are shown. */
  public static final String AVOIDED =
      "Avoided bytes are what the original instructions would have asked for; the JIT may have"
          + " removed some of that anyway.";

  private Wording() {}

  /** What a rewrite made of a site; empty where none was asked. */
  static String fateOf(SiteRow row) {
    if (row.rewrite() == null) {
      return row.isRefused() ? "refused: " + row.refusal() : "";
    }
    return row.rewrite() + (row.isRefused() ? " refused: " + row.refusal() : " rewritten");
  }
}
