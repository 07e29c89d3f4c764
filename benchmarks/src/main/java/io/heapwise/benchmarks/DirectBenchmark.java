package io.heapwise.benchmarks;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Direct buffers in local variables. Moral: native memory costs microseconds to get, and as much
 * again to give back; zeroing only what was written is what remains of it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DirectBenchmark {
  private final byte[] page = new byte[4 << 10];
  private final CRC32 checksum = new CRC32();
  private long number = 42;

  @Benchmark
  public long baseline() {
    return number;
  }

  /** A header in a buffer that is far too large. */
  @Benchmark
  public long header64k() {
    ByteBuffer buffer = ByteBuffer.allocateDirect(64 << 10);
    buffer.putLong(number).putInt(7).flip();
    return buffer.getLong() + buffer.getInt();
  }

  @Benchmark
  public long page8k() {
    ByteBuffer buffer = ByteBuffer.allocateDirect(8 << 10);
    buffer.put(page).flip();
    checksum.update(buffer);
    return checksum.getValue();
  }

  /** Written all over, so that all of it must be zeroed for the next. */
  @Benchmark
  public int full64k() {
    ByteBuffer buffer = ByteBuffer.allocateDirect(64 << 10);
    while (buffer.hasRemaining()) {
      buffer.put(page);
    }
    return buffer.position();
  }

  @Benchmark
  public long header1m() {
    ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 20);
    buffer.putLong(number).putInt(7).flip();
    return buffer.getLong() + buffer.getInt();
  }
}
