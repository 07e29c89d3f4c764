package io.heapwise.runtime.pool;

import java.util.Locale;

/**
 * Number formats of one thread, found by what they are made of. A fixed number of places, a few of
 * which each kind may take: one that finds them all taken drives out the last. What is claimed
 * stays in its place, marked: so a release finds what it was made of, and one that never comes back
 * is replaced when its place is needed.
 *
 * <p>Confined to one thread.
 */
final class IdleFormats {
  static final int CAPACITY = 32;
  private static final int PLACES = 4;

  private final KnownFormat[] formats = new KnownFormat[CAPACITY];

  /** Where the last claim was from; its release comes next, nearly always. */
  private int last;

  /** An idle format, marked as claimed from now on, or null. */
  KnownFormat take(int kind, String pattern, Locale locale) {
    KnownFormat[] all = formats;
    int first = firstPlace(kind, pattern, locale);
    for (int i = first; i < first + PLACES; i++) {
      KnownFormat known = all[i];
      if (known != null && !known.isClaimed && known.isOf(kind, pattern, locale)) {
        known.isClaimed = true;
        last = i;
        return known;
      }
    }
    return null;
  }

  /** Adds one that is claimed. */
  void add(KnownFormat claimed) {
    KnownFormat[] all = formats;
    int place = firstPlace(claimed.kind, claimed.pattern, claimed.locale);
    int end = place + PLACES - 1;
    int lost = end;
    for (; place < end && all[place] != null; place++) {
      if (all[place].isClaimed) {
        lost = place;
      }
    }
    place = all[place] == null ? place : lost;
    all[place] = claimed;
    last = place;
  }

  /** Makes a claimed format idle; does nothing if it is not from here, or driven out since. */
  void release(Object format) {
    KnownFormat known = find(format);
    if (known != null) {
      known.isClaimed = false;
    }
  }

  /** Has a claimed format show itself if it is used again; it stays claimed. */
  void poison(Object format, String prefix) {
    KnownFormat known = find(format);
    if (known != null) {
      known.format.setPositivePrefix(prefix);
    }
  }

  private KnownFormat find(Object format) {
    KnownFormat[] all = formats;
    KnownFormat known = all[last];
    if (known != null && known.format == format) {
      return known;
    }
    for (int i = 0; i < CAPACITY; i++) {
      known = all[i];
      if (known != null && known.format == format) {
        return known;
      }
    }
    return null;
  }

  private static int firstPlace(int kind, String pattern, Locale locale) {
    int hash = (31 * pattern.hashCode() + locale.hashCode()) * 31 + kind;
    return (hash ^ hash >>> 8 ^ hash >>> 16) * PLACES & CAPACITY - 1;
  }
}
