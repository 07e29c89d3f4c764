package io.heapwise.runtime;

import io.heapwise.runtime.trust.Trust;

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

  private ValuesSupport() {}

  /**
   * Loads and initialises all that the other methods reach.
   *
   * @param ofOthers whether {@link #constants} is among them
   */
  public static void warmUp(boolean ofOthers) {
    reads(0, Sites.UNNUMBERED);
    if (ofOthers) {
      Trust.initialize();
      constants(ValuesSupport.class, Sites.UNNUMBERED);
    }
  }

  /** Counts that constants are read, so many of them. */
  static boolean reads(int length, int site) {
    Sites.count(site, HEADER_BYTES + REFERENCE_BYTES * length + 7 & ~7);
    return true;
  }

  /** The array that {@code values()} of a class would copy; null where it must run. */
  static Object[] constants(Class<?> type, int site) {
    Object[] constants = Trust.constants(type, Question.CALL);
    if (constants != null) {
      reads(constants.length, site);
    }
    return constants;
  }
}
