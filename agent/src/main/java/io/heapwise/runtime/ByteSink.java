package io.heapwise.runtime;

import java.io.IOException;

/** Takes bytes in any number of pieces. Does not keep the arrays, and changes nothing in them. */
interface ByteSink {
  /** Takes the first {@code length} bytes of an array. */
  void accept(byte[] bytes, int length) throws IOException;
}
