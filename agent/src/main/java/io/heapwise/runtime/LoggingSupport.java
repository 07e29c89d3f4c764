package io.heapwise.runtime;

import io.heapwise.runtime.trust.Silence;
import io.heapwise.runtime.trust.Trust;
import java.util.Arrays;

/** Tells whether a message would be for nothing. Thread-safe. */
public final class LoggingSupport {
  private static final int SITE_BITS = 15;

  /** A text of 24 letters: how long it would have been, nobody knows. */
  private static final long MESSAGE_BYTES = 64;

  /**
   * By the number of the site: what was found out about the class of its logger. Read without a
   * lock: an element says itself whether it still holds.
   */
  private static Silence[] found = {};

  private LoggingSupport() {}

  /** Loads and initialises all that {@link #isSilent} reaches. */
  public static void warmUp() {
    Trust.initializeForSilence();
    put(null, Sites.UNNUMBERED);
    isSilent(found, callAndSite(Trust.NO_CALL, Sites.UNNUMBERED));
    Sites.count(Sites.UNNUMBERED, 0);
  }

  /**
   * The number of a call that is given a message.
   *
   * @param level name of the constant of {@code java.util.logging.Level} that it is given first, or
   *     null
   */
  public static int call(String name, String descriptor, String level) {
    return Trust.callForSilence(name, descriptor, level);
  }

  /** What the rewritten code passes for a call and a site. */
  public static int callAndSite(int call, int site) {
    return call << SITE_BITS | site;
  }

  /** See the bridge. */
  static boolean isSilent(Object receiver, int callAndSite) {
    if (receiver == null) {
      return false;
    }
    int site = callAndSite & Sites.CAPACITY - 1;
    Silence[] all = found;
    Silence silence = site < all.length ? all[site] : null;
    if (silence == null || !silence.isOf(receiver.getClass(), callAndSite >>> SITE_BITS)) {
      silence = ask(receiver, callAndSite);
    }
    if (silence == null || !silence.holds(receiver)) {
      return false;
    }
    Sites.count(site, MESSAGE_BYTES);
    return true;
  }

  private static Silence ask(Object receiver, int callAndSite) {
    Silence silence = Trust.silence(receiver, callAndSite >>> SITE_BITS);
    if (silence != null) {
      try {
        remember(silence, callAndSite & Sites.CAPACITY - 1);
      } catch (OutOfMemoryError e) {
        // Asked again next time.
      }
    }
    return silence;
  }

  /** The first one, where a site has several loggers, or several sites have no number. */
  private static void remember(Silence silence, int site) {
    Silence[] all = found;
    if (site >= all.length || all[site] == null || all[site].isOver()) {
      put(silence, site);
    }
  }

  private static synchronized void put(Silence silence, int site) {
    if (site >= found.length) {
      found = Arrays.copyOf(found, Math.max(site + 1, 2 * found.length));
    }
    found[site] = silence;
  }
}
