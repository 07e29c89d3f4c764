package io.heapwise.runtime;

import io.heapwise.runtime.trust.ConstantsField;
import io.heapwise.runtime.trust.Trust;
import java.util.Arrays;

/** Gives out the constants of enums, to be read in place of a copy. Thread-safe. */
public final class ValuesSupport {
  private static final int HEADER_BYTES = 16;

  /** With compressed references, as nearly all JVMs have them. */
  private static final long REFERENCE_BYTES = 4;

  /** What only {@link #constants} needs: the enums that read their own constants do without. */
  private static final class Question {
    static final int CALL = Trust.callForConstants();

    private Question() {}
  }

  /**
   * By the number of the site: what it was told last. Read without a lock: an element is immutable,
   * and says itself whether it still holds.
   */
  private static ConstantsField[] found = {};

  private ValuesSupport() {}

  /** Loads and initialises all that constants in the enum itself reach. */
  public static void warmUp() {
    reads(0, Sites.UNNUMBERED);
  }

  /** The same for constants of other classes. */
  public static void warmUpForOthers() {
    warmUp();
    Trust.initialize();
    remember(ConstantsField.none(), Sites.UNNUMBERED);
    constants(ValuesSupport.class, Sites.UNNUMBERED);
  }

  /** Counts that constants are read, so many of them. */
  static boolean reads(int length, int site) {
    Sites.count(site, HEADER_BYTES + REFERENCE_BYTES * length + 7 & ~7);
    return true;
  }

  /** The array that {@code values()} of a class would copy; null where it must run. */
  static Object[] constants(Class<?> type, int site) {
    ConstantsField[] all = found;
    ConstantsField last = site < all.length ? all[site] : null;
    Object[] constants = last != null && last.isOf(type) ? last.array(type) : ask(type, site);
    if (constants != null) {
      reads(constants.length, site);
    }
    return constants;
  }

  private static Object[] ask(Class<?> type, int site) {
    ConstantsField field = Trust.constants(type, Question.CALL);
    if (field == null) {
      return null;
    }
    try {
      remember(field, site);
    } catch (OutOfMemoryError e) {
      // Asked again next time.
    }
    return field.array(type);
  }

  /** Sites that have no number share their place. */
  private static synchronized void remember(ConstantsField field, int site) {
    if (site >= found.length) {
      found = Arrays.copyOf(found, Math.max(site + 1, 2 * found.length));
    }
    found[site] = field;
  }
}
