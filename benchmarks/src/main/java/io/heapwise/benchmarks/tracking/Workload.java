package io.heapwise.benchmarks.tracking;

/** What the programs do. An iteration takes some tens of milliseconds in compiled code. */
enum Workload {
  /** Small objects and nothing else: as many allocations for the time as there can be. */
  TREES {
    @Override
    long iteration(int seed) {
      return BinaryTrees.checksum(seed);
    }
  },

  /** Lines of text, taken apart, grouped, sorted and put together again. */
  RECORDS {
    @Override
    long iteration(int seed) {
      return TextRecords.checksum(seed);
    }
  },

  /** Streams, lambdas and boxed numbers in maps and lists. */
  NUMBERS {
    @Override
    long iteration(int seed) {
      return BoxedNumbers.checksum(seed);
    }
  };

  /** Returns what depends on all that was done. */
  abstract long iteration(int seed);
}
