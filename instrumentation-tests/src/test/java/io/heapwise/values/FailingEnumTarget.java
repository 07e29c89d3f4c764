package io.heapwise.values;

import io.heapwise.harness.Recorder;

/** The constants of an enum that there never are. */
public final class FailingEnumTarget {
  private FailingEnumTarget() {}

  /** An enum that cannot be initialised. */
  enum Broken {
    ONLY;

    static {
      if (ONLY.ordinal() == 0) {
        throw new IllegalStateException("broken");
      }
    }
  }

  public static String failsAsBefore_whenTheEnumCannotBeInitialised(boolean catches) {
    Recorder.note("before");
    try {
      for (Broken broken : Broken.values()) {
        Recorder.note(broken);
      }
      return "none";
    } catch (LinkageError e) {
      Recorder.note(e.getClass());
      if (catches) {
        return String.valueOf(e.getMessage());
      }
      throw e;
    }
  }
}
