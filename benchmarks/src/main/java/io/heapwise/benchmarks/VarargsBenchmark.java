package io.heapwise.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Constants of an enum that are passed to a method of any number of them. Each benchmark asks more
 * than once: methods of up to 35 bytes, which HotSpot inlines anywhere, are left alone. Moral:
 * where the JIT inlines the method it needs no array, and to ask is all that is left; where it does
 * not, to ask takes about as long as an array.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class VarargsBenchmark {
  private final Scanner far = new FarScanner();
  private final Scanner near = new NearScanner();
  private final Scanner keeping = new KeepingScanner();

  /** As a parser has them. */
  enum Token {
    KEY,
    VALUE,
    ENTRY,
    START,
    END
  }

  /** Tells what comes next. */
  interface Scanner {
    boolean isNext(Token... choices);
  }

  /** Too large to be inlined, as most are that do more than this. */
  static final class FarScanner implements Scanner {
    private Token next = Token.ENTRY;

    @Override
    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    public boolean isNext(Token... choices) {
      for (Token choice : choices) {
        if (choice == next) {
          return true;
        }
      }
      return false;
    }
  }

  /** Small enough to be inlined. */
  static final class NearScanner implements Scanner {
    private Token next = Token.ENTRY;

    @Override
    public boolean isNext(Token... choices) {
      for (Token choice : choices) {
        if (choice == next) {
          return true;
        }
      }
      return false;
    }
  }

  /** Must be given an array of its own. */
  static final class KeepingScanner implements Scanner {
    private Token[] kept = {};

    @Override
    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    public boolean isNext(Token... choices) {
      boolean isLonger = choices.length > kept.length;
      kept = choices;
      return isLonger;
    }
  }

  @Benchmark
  public boolean baseline() {
    return far == near;
  }

  @Benchmark
  public boolean twiceThree() {
    return far.isNext(Token.START, Token.KEY, Token.END)
        || far.isNext(Token.VALUE, Token.KEY, Token.ENTRY);
  }

  /** As parsers ask, one after the other. */
  @Benchmark
  public int fourTimesOne() {
    if (far.isNext(Token.KEY)) {
      return 1;
    }
    if (far.isNext(Token.VALUE)) {
      return 2;
    }
    if (far.isNext(Token.START)) {
      return 3;
    }
    return far.isNext(Token.ENTRY) ? 4 : 5;
  }

  @Benchmark
  public boolean inlined() {
    return near.isNext(Token.START, Token.KEY, Token.END)
        || near.isNext(Token.VALUE, Token.KEY, Token.ENTRY);
  }

  @Benchmark
  public boolean kept() {
    return keeping.isNext(Token.START, Token.KEY, Token.END)
        || keeping.isNext(Token.VALUE, Token.KEY, Token.ENTRY);
  }
}
