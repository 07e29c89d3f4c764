package io.heapwise.runtime.verify;

/**
 * Where the checks of {@code verify=true} say what they have found. Thread-safe; free of locks of
 * its own.
 */
public final class Findings {
  private static volatile Listener listener;

  private Findings() {}

  /** Told of every finding. */
  public interface Listener {
    /**
     * Is told of one.
     *
     * @param text one line, and stacks below it where there are any; called by the thread that
     *     found out
     */
    void found(String text);
  }

  /** Sends findings somewhere; without a listener they go to stderr. */
  public static void reportTo(Listener newListener) {
    listener = newListener;
  }

  public static void report(String text) {
    Listener told = listener;
    if (told != null) {
      told.found(text);
    } else {
      System.err.println(text);
    }
  }
}
