package io.heapwise.track.exact;

import io.heapwise.dump.Counts;
import io.heapwise.dump.SiteRow;

/**
 * A site in the table of counters.
 *
 * @param row what is known of it
 * @param countedIndex bytecode index of its instruction in the code that runs, which has the
 *     counters in it; {@link Counts#UNKNOWN} where none was put in
 */
public record CountedSite(SiteRow row, int countedIndex) {}
