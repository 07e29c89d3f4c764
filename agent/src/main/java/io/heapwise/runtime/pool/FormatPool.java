package io.heapwise.runtime.pool;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.NumberFormat;
import java.util.Locale;

/**
 * Number formats by claim and release: a claimed format is gone from the pool, so that code which
 * formats while another format is in use (a {@code doubleValue} of the program) gets one of its
 * own. A format that is claimed and never released, because an exception passed by, is left to the
 * garbage collector. With {@code verify}, a released format is given a prefix that no program
 * writes and never given out again, so that any use after release shows.
 *
 * <p>Found by all that it is made of: which method makes it, pattern, and locale, even if that is
 * the default. Where others than the JDK know about locales, nothing is kept; nor where a currency
 * is in the pattern. Idle formats are kept for each thread, and no longer than to the next garbage
 * collection, and nothing counts in the budget.
 *
 * <p>Thread-safe without locks: see {@link ThreadSlots}.
 */
public final class FormatPool {
  /** As {@code new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(locale))}. */
  private static final int PATTERN = 0;

  /** As {@code new DecimalFormat(pattern, new DecimalFormatSymbols(locale))}. */
  private static final int NEW_SYMBOLS = 1;

  /** As {@code NumberFormat.getInstance(locale)}, {@code getNumberInstance} and the like. */
  public static final int NUMBER = 2;

  public static final int INTEGER = 3;
  public static final int PERCENT = 4;

  private static final char CURRENCY = '\u00A4';
  private static final String POISON = "\u2620";

  /**
   * Format, symbols, digits, data of the fast path, and texts of the prefixes, as measured for
   * {@code 0.00}.
   */
  private static final int FRESH_BYTES = Runtime.version().feature() < 20 ? 1400 : 744;

  private FormatPool() {}

  /** As {@code new DecimalFormat(pattern)}. Counts a run of the site. */
  public static DecimalFormat claim(String pattern, int site) {
    Locale locale = Locale.getDefault(Locale.Category.FORMAT);
    KnownFormat idle = take(PATTERN, pattern, locale, site);
    if (idle != null) {
      return idle.asNew();
    }
    // To be kept, it must be of the locale that was looked at: the default may be another by now.
    return Governor.isBenched(site) ? new DecimalFormat(pattern) : newFormat(pattern, locale, site);
  }

  /**
   * As {@code new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(locale))}. Counts a run
   * of the site.
   */
  public static DecimalFormat claim(String pattern, Locale locale, int site) {
    KnownFormat idle = take(PATTERN, pattern, locale, site);
    return idle != null ? idle.asNew() : newFormat(pattern, locale, site);
  }

  private static DecimalFormat newFormat(String pattern, Locale locale, int site) {
    DecimalFormatSymbols symbols = DecimalFormatSymbols.getInstance(locale);
    DecimalFormat fresh = new DecimalFormat(pattern, symbols);
    keep(PATTERN, pattern, locale, fresh, site);
    return fresh;
  }

  /**
   * As {@code new DecimalFormat(pattern, new DecimalFormatSymbols(locale))}. Counts a run of the
   * site.
   */
  public static DecimalFormat claimWithNewSymbols(String pattern, Locale locale, int site) {
    KnownFormat idle = take(NEW_SYMBOLS, pattern, locale, site);
    if (idle != null) {
      return idle.asNew();
    }
    DecimalFormat fresh = new DecimalFormat(pattern, new DecimalFormatSymbols(locale));
    keep(NEW_SYMBOLS, pattern, locale, fresh, site);
    return fresh;
  }

  /** As the method of NumberFormat for that kind. Counts a run of the site. */
  public static NumberFormat claim(int kind, Locale locale, int site) {
    KnownFormat idle = take(kind, "", locale, site);
    if (idle != null) {
      return idle.asNew();
    }
    NumberFormat fresh = newInstance(kind, locale);
    if (fresh != null && fresh.getClass() == DecimalFormat.class) {
      keep(kind, "", locale, (DecimalFormat) fresh, site);
    }
    return fresh;
  }

  private static NumberFormat newInstance(int kind, Locale locale) {
    if (kind == INTEGER) {
      return NumberFormat.getIntegerInstance(locale);
    }
    return kind == PERCENT
        ? NumberFormat.getPercentInstance(locale)
        : NumberFormat.getInstance(locale);
  }

  private static KnownFormat take(int kind, String pattern, Locale locale, int site) {
    ThreadSlot slot = ThreadSlots.enter();
    if (slot == null) {
      SiteCounters.countShared(site, 0);
      return null;
    }
    KnownFormat idle = null;
    if (Governor.isBenched(site)) {
      slot.claimed(SizeClass.FORMATS, ThreadSlot.PLAIN, site, 0);
      Governor.ran(site, slot.sum(site, SiteCounters.HITS));
    } else {
      Shelf shelf = slot.shelf();
      IdleFormats formats = shelf == null ? null : shelf.formats();
      // With null the original fails, in its own way.
      if (formats != null && pattern != null && locale != null) {
        idle = formats.take(kind, pattern, locale);
      }
      if (idle == null) {
        Governor.missed(site);
        slot.claimed(SizeClass.FORMATS, ThreadSlot.MISS, site, 0);
      } else {
        Governor.hit(site);
        slot.claimed(SizeClass.FORMATS, ThreadSlot.HIT, site, FRESH_BYTES);
      }
    }
    ThreadSlots.exit(slot);
    return idle;
  }

  /** Remembers what a new format is made of, for when it is released. */
  private static void keep(int kind, String pattern, Locale locale, DecimalFormat fresh, int site) {
    if (Governor.isBenched(site) || pattern.indexOf(CURRENCY) >= 0 || !LocaleData.isOfJdk()) {
      return;
    }
    KnownFormat claimed;
    try {
      claimed = new KnownFormat(kind, pattern, locale, fresh);
    } catch (OutOfMemoryError e) {
      // A format that is not kept is better than an error that the program did not have.
      return;
    }
    ThreadSlot slot = ThreadSlots.enter();
    if (slot != null) {
      Shelf shelf = slot.openShelf();
      IdleFormats formats = shelf == null ? null : shelf.openFormats();
      if (formats != null) {
        formats.add(claimed);
      }
      ThreadSlots.exit(slot);
    }
  }

  /** Behind the last use of a format that nobody else holds. Does nothing for null. */
  public static void release(Object format) {
    ThreadSlot slot = format == null ? null : ThreadSlots.enter();
    if (slot == null) {
      return;
    }
    Shelf shelf = slot.shelf();
    IdleFormats formats = shelf == null ? null : shelf.formats();
    if (formats != null) {
      if (Pools.verifying) {
        formats.poison(format, POISON);
      } else {
        formats.release(format);
      }
    }
    ThreadSlots.exit(slot);
  }

  /**
   * Loads and initialises our own classes. None of the JDK's: when the first format is made is the
   * program's choice, and it may set what the JDK looks at then.
   */
  public static void warmUp() {
    LocaleData.initialize();
    new IdleFormats().release(LocaleData.class);
    KnownFormat.initialize();
  }
}
