package io.heapwise.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Constants of an enum that are only read. Moral: a copy costs more than a field that is at hand,
 * but not more than to find one of another class; that needs {@code constants=on}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ValuesBenchmark {
  private String label = "trailers";
  private int code = 9;
  private int index = 5;

  /** As a protocol has them. */
  enum Frame {
    DATA(0, "data"),
    HEADERS(1, "headers"),
    PRIORITY(2, "priority"),
    RESET(3, "reset"),
    SETTINGS(4, "settings"),
    PUSH(5, "push"),
    PING(6, "ping"),
    GOAWAY(7, "goaway"),
    WINDOW(8, "window"),
    TRAILERS(9, "trailers");

    final int code;
    final String label;

    Frame(int code, String label) {
      this.code = code;
      this.label = label;
    }

    static Frame ofCode(int code) {
      for (Frame frame : values()) {
        if (frame.code == code) {
          return frame;
        }
      }
      throw new IllegalArgumentException("no frame has this code");
    }

    static Frame at(int index) {
      return values()[index];
    }
  }

  @Benchmark
  public int baseline() {
    return index;
  }

  @Benchmark
  public Frame findByCode() {
    return Frame.ofCode(code);
  }

  @Benchmark
  public Frame readOne() {
    return Frame.at(index);
  }

  /** From another class. */
  @Benchmark
  public Frame findByLabel() {
    for (Frame frame : Frame.values()) {
      if (frame.label.equals(label)) {
        return frame;
      }
    }
    return null;
  }

  /** The last unit of the JDK's that fits. */
  @Benchmark
  public TimeUnit findUnit() {
    TimeUnit best = TimeUnit.NANOSECONDS;
    for (TimeUnit unit : TimeUnit.values()) {
      if (unit.ordinal() <= index) {
        best = unit;
      }
    }
    return best;
  }

  /** Is left alone: the JIT makes no copy of which only the length is read. */
  @Benchmark
  public int count() {
    return Frame.values().length;
  }
}
