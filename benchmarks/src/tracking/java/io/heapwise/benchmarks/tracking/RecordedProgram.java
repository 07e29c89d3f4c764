package io.heapwise.benchmarks.tracking;

import com.google.monitoring.runtime.instrumentation.AllocationRecorder;
import com.google.monitoring.runtime.instrumentation.Sampler;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/** The program with a sampler attached that adds up allocations by class, on all threads. */
public final class RecordedProgram {
  private RecordedProgram() {}

  public static void main(String[] args) {
    CountingSampler sampler = new CountingSampler();
    AllocationRecorder.addSampler(sampler);
    AllocatingProgram.main(args);
    AllocationRecorder.removeSampler(sampler);
    System.out.println("counted " + sampler.bytes());
  }

  private static final class CountingSampler implements Sampler {
    private final ConcurrentMap<String, Row> rows = new ConcurrentHashMap<>();

    @Override
    public void sampleAllocation(int count, String type, Object object, long sizeBytes) {
      Row row = rows.get(type);
      if (row == null) {
        row = rows.computeIfAbsent(type, unused -> new Row());
      }
      row.count.increment();
      row.bytes.add(sizeBytes);
    }

    long bytes() {
      long sum = 0;
      for (Row row : rows.values()) {
        sum += row.bytes.sum();
      }
      return sum;
    }
  }

  private static final class Row {
    private final LongAdder count = new LongAdder();
    private final LongAdder bytes = new LongAdder();
  }
}
