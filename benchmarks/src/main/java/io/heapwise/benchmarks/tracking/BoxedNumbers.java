package io.heapwise.benchmarks.tracking;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongUnaryOperator;
import java.util.stream.Collectors;

/** Histograms and products of boxed numbers, by loops and by streams. */
final class BoxedNumbers {
  private static final int NUMBERS = 150_000;
  private static final int GROUPS = 1_009;

  private BoxedNumbers() {}

  static long checksum(int seed) {
    List<Long> numbers = new ArrayList<>();
    Map<Integer, Long> histogram = new HashMap<>();
    for (int i = 0; i < NUMBERS; i++) {
      LongUnaryOperator shifted = number -> number * GROUPS + seed;
      long number = shifted.applyAsLong(i);
      numbers.add(number);
      histogram.merge((int) (number % (3 * GROUPS)), number, Long::sum);
    }
    Map<Long, List<Pair>> groups =
        numbers.stream()
            .map(number -> new Pair(number % GROUPS, number))
            .filter(pair -> pair.second % 3 != 0)
            .collect(Collectors.groupingBy(Pair::first));
    long sum = 0;
    for (Map.Entry<Long, List<Pair>> group : groups.entrySet()) {
      long[] seconds = group.getValue().stream().mapToLong(Pair::second).sorted().toArray();
      sum += group.getKey() ^ seconds[seconds.length / 2];
    }
    for (Map.Entry<Integer, Long> bar : histogram.entrySet()) {
      sum += bar.getKey() * bar.getValue();
    }
    return sum;
  }

  private record Pair(Long first, Long second) {}
}
