package io.heapwise.benchmarks;

import io.heapwise.runtime.pool.ArrayPool;
import io.heapwise.runtime.pool.DirectPool;
import io.heapwise.runtime.pool.Pools;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/**
 * The pools by themselves, against {@code new}. Moral: a claim costs the same for every size, and
 * what is not zeroed is what pays.
 *
 * <p>Run with the agent's classes on the class path, not with the agent; {@code -t 2} for two
 * threads, {@code -Djmh.executor=VIRTUAL} for virtual ones:
 *
 * <pre>{@code
 * java -cp 'benchmarks/target/classes:benchmarks/target/lib/*:agent/target/classes' \
 *     org.openjdk.jmh.Main PoolBenchmark -prof gc
 * }</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-exports", "java.base/jdk.internal.misc=ALL-UNNAMED"})
public class PoolBenchmark {
  private static final int SITE = 0;

  /** Enough for arrays of the largest size in two threads. */
  private static final long BOUND_BYTES = 256 << 20;

  @Param({"64", "512", "1024", "8192", "65536", "1048576", "16777216"})
  private int length;

  @Setup
  public void configure() {
    Pools.configure(BOUND_BYTES, false);
  }

  @Benchmark
  public void fresh(Blackhole blackhole) {
    byte[] array = new byte[length];
    array[length / 2] = 1;
    blackhole.consume(array);
  }

  @Benchmark
  public void scratch(Blackhole blackhole) {
    byte[] array = ArrayPool.claimScratchBytes(length, SITE);
    array[length / 2] = 1;
    blackhole.consume(array);
    ArrayPool.releaseBytes(array);
  }

  @Benchmark
  public void zeroed(Blackhole blackhole) {
    byte[] array = ArrayPool.claimBytes(length, SITE);
    array[length / 2] = 1;
    blackhole.consume(array);
    ArrayPool.releaseBytes(array);
  }

  /** As when a stream has put 100 bytes into it. */
  @Benchmark
  public void zeroedWhereDirty(Blackhole blackhole) {
    byte[] array = ArrayPool.claimBytes(length, SITE);
    int end = Math.min(100, length);
    array[end - 1] = 1;
    blackhole.consume(array);
    ArrayPool.dirtied(array, end);
    ArrayPool.releaseBytes(array);
  }

  @Benchmark
  public void freshDirect(Blackhole blackhole) {
    blackhole.consume(ByteBuffer.allocateDirect(length).put(0, (byte) 1));
  }

  @Benchmark
  public void scratchDirect(Blackhole blackhole) {
    ByteBuffer buffer = DirectPool.claimScratch(length, SITE);
    blackhole.consume(buffer.put(0, (byte) 1));
    DirectPool.release(buffer);
  }
}
