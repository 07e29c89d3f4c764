package io.heapwise.runtime.pool;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Matchers by claim and release: a claimed matcher is gone from the pool, so that code which
 * matches while another match is under way (a {@code charAt} of the program) gets one of its own. A
 * matcher that is claimed and never released, because an exception passed by, is left to the
 * garbage collector. With {@code verify}, a released matcher is given another text and never given
 * out again, so that any use after release shows.
 *
 * <p>Idle matchers are kept for each thread, and no longer than to the next garbage collection: so
 * neither patterns nor matchers live longer for being here, and nothing counts in the budget. They
 * hold no text.
 *
 * <p>Thread-safe without locks: see {@link ThreadSlots}.
 */
public final class MatcherPool {
  private static final String POISON = "\u2620";

  /**
   * Matcher, locals and their sets, with compressed pointers, and the groups' array without any.
   */
  private static final int FRESH_BYTES = 72 + 16 + 16 + 16;

  /** There is always room for so many groups. */
  private static final int LEAST_GROUPS = Runtime.version().feature() < 20 ? 10 : 1;

  private MatcherPool() {}

  /** As {@code pattern.matcher(text)}. Counts a run of the site. */
  public static Matcher claim(Pattern pattern, CharSequence text, int site) {
    Matcher idle = take(pattern, site);
    return idle == null ? pattern.matcher(text) : idle.reset(text);
  }

  private static Matcher take(Pattern pattern, int site) {
    ThreadSlot slot = ThreadSlots.enter();
    if (slot == null) {
      SiteCounters.countShared(site, 0);
      return null;
    }
    Matcher idle = null;
    if (Governor.isBenched(site)) {
      slot.claimed(SizeClass.MATCHERS, ThreadSlot.PLAIN, site, 0);
      Governor.ran(site, slot.sum(site, SiteCounters.HITS));
    } else {
      Shelf shelf = slot.shelf();
      idle = shelf == null ? null : shelf.takeMatcher(pattern);
      if (idle == null) {
        Governor.missed(site);
        slot.claimed(SizeClass.MATCHERS, ThreadSlot.MISS, site, 0);
      } else {
        Governor.hit(site);
        slot.claimed(SizeClass.MATCHERS, ThreadSlot.HIT, site, bytesOf(idle));
      }
    }
    ThreadSlots.exit(slot);
    return idle;
  }

  /** What a new one takes. */
  private static int bytesOf(Matcher matcher) {
    return FRESH_BYTES + 8 * Math.max(LEAST_GROUPS, matcher.groupCount() + 1);
  }

  /** Behind the last use of a matcher that nobody else holds. Does nothing for null. */
  public static void release(Matcher matcher) {
    if (matcher == null || !MatcherFields.KNOWN_TO_BE_COMPLETE) {
      return;
    }
    MatcherFields.forget(matcher);
    if (Pools.verifying) {
      matcher.reset(POISON);
      return;
    }
    ThreadSlot slot = ThreadSlots.enter();
    if (slot != null) {
      Shelf shelf = slot.openShelf();
      if (shelf != null) {
        shelf.putMatcher(matcher);
      }
      ThreadSlots.exit(slot);
    }
  }

  /** The text that a matcher is on. Only where {@link #knowsText}. */
  public static CharSequence text(Matcher matcher) {
    return MatcherFields.text(matcher);
  }

  public static boolean knowsText() {
    return MatcherFields.KNOWN_TO_BE_COMPLETE;
  }
}
