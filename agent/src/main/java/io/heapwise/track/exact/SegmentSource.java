package io.heapwise.track.exact;

import java.io.IOException;

/** Gives memory outside of the heap, for good. */
interface SegmentSource {
  /**
   * Address of so many bytes, all zero; page by page really there, so that writing to them cannot
   * fail.
   */
  long allocate(long bytes) throws IOException;
}
