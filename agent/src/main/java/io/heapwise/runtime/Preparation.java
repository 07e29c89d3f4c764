package io.heapwise.runtime;

/**
 * Loads and initialises what rewritten code of one rewrite may reach when the first class with such
 * a site is rewritten, and before it runs: were it left to a call from deep inside the program, an
 * overflowing stack could leave a class broken for good. Most programs need little of it, and all
 * of it takes milliseconds.
 *
 * <p>To be called when the bridge is there. Thread-safe without a lock: two threads may both do it.
 * What builders and concatenations need, and what all pools do, comes with {@link RewriteRuntime};
 * the rewrite {@code readAllBytes} knows by itself what a site needs.
 */
public final class Preparation {
  private static volatile boolean formatDone;
  private static volatile boolean trustDone;
  private static volatile boolean directDone;
  private static volatile boolean streamsDone;

  private Preparation() {}

  /**
   * Prepares for a site that is going to be rewritten.
   *
   * @param rewrite name of the rewrite
   */
  public static void prepare(String rewrite) {
    switch (rewrite) {
      case "format":
        if (!formatDone) {
          FormatSupport.warmUp();
          formatDone = true;
        }
        break;
      case "direct":
        if (!directDone) {
          DirectSupport.warmUp();
          directDone = true;
        }
        break;
      case "streams":
        trust();
        if (!streamsDone) {
          StreamsSupport.warmUp();
          streamsDone = true;
        }
        break;
      case "buffer", "readAllBytes":
        trust();
        break;
      default:
        break;
    }
  }

  /** Whether a site of the rewrite asks about classes, which a judge must answer. */
  public static boolean asksJudge(String rewrite) {
    return rewrite.equals("buffer") || rewrite.equals("streams") || rewrite.equals("readAllBytes");
  }

  private static void trust() {
    if (!trustDone) {
      BufferSupport.warmUp();
      trustDone = true;
    }
  }
}
