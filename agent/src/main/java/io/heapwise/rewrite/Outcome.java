package io.heapwise.rewrite;

import java.util.List;

/**
 * What the pipeline made of a class file.
 *
 * @param status the short of it
 * @param classFile the new class file; null unless {@link Status#CHANGED}
 * @param reason why a class was left alone, or what failed; else null
 * @param sites every candidate site that was looked at
 */
public record Outcome(Status status, byte[] classFile, String reason, List<SiteVerdict> sites) {
  /** The short of it. */
  public enum Status {
    /** No candidate in it: not even parsed. */
    SKIPPED,
    /** Parsed, and every candidate refused. */
    UNCHANGED,
    CHANGED,
    /** A class file that the agent does not touch, such as one from the future. */
    LEFT_ALONE,
    /** Something went wrong inside the agent. */
    FAILED
  }

  static final Outcome SKIPPED = new Outcome(Status.SKIPPED, null, null, List.of());

  static Outcome leftAlone(String reason) {
    return new Outcome(Status.LEFT_ALONE, null, reason, List.of());
  }

  static Outcome failed(Throwable cause) {
    return new Outcome(Status.FAILED, null, describe(cause), List.of());
  }

  /** A throwable in one line: what it is, what caused it, and where that was thrown. */
  public static String describe(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    StackTraceElement[] trace = root.getStackTrace();
    String place = trace.length == 0 ? "" : " (" + trace[0] + ")";
    return (root == failure ? "" : failure.getClass().getName() + ": ") + root + place;
  }
}
