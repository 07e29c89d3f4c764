package io.heapwise.runtime;

/**
 * The plans of the constant formats met so far. Bounded: a format that finds no place has no plan.
 *
 * <p>Lock-free, and no garbage for a format seen before. Two threads that meet a format first may
 * both compile it; either plan is good, and what it formats by is in final fields, so that plain
 * reads and writes of the table suffice.
 */
final class FormatPlans {
  private static final int MAX_PROBES = 16;

  private final FormatPlan[] table;

  /**
   * @param capacity a power of two
   */
  FormatPlans(int capacity) {
    table = new FormatPlan[capacity];
  }

  /** Null for a format that is null, not covered, or one too many. */
  FormatPlan get(String format) {
    if (format == null) {
      return null;
    }
    FormatPlan[] all = table;
    int hash = format.hashCode();
    int index = (hash ^ hash >>> 16) & all.length - 1;
    FormatPlan plan = all[index];
    // Constants are interned: the first look nearly always decides.
    return plan != null && plan.format == format ? plan : search(format, index);
  }

  private FormatPlan search(String format, int first) {
    for (int probe = 0; probe < MAX_PROBES; probe++) {
      int index = first + probe & table.length - 1;
      FormatPlan plan = table[index];
      if (plan == null) {
        plan = FormatPlan.of(format);
        table[index] = plan;
        return plan;
      }
      if (plan.format.equals(format)) {
        return plan;
      }
    }
    return null;
  }
}
