package io.heapwise.track.exact;

/** What cells have counted. */
interface CellSums {
  /** Of a cell, over all stripes; {@code Counts.UNKNOWN} where that is not known. */
  long sum(int cell);
}
