package io.heapwise.buffer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heapwise.bridge.HeapwiseBridge;
import io.heapwise.harness.CallReplacement;
import io.heapwise.harness.ClassFiles;
import io.heapwise.harness.Differential;
import io.heapwise.harness.Rewriting;
import io.heapwise.runtime.trust.Rule;
import io.heapwise.runtime.trust.Trust;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * No array is handed out that a sink still has in its hands, wherever in a copy loop the sink
 * fails. {@code -Dheapwise.sink.cases=1000000} makes it a long run, as in continuous integration,
 * {@code -Dheapwise.sink.seed=n} the same one again.
 */
class AsynchronousSinkTest {
  private static final int CASES = Integer.getInteger("heapwise.sink.cases", 50_000);
  private static final long SEED = Long.getLong("heapwise.sink.seed", System.nanoTime());

  @AfterAll
  static void judgesByBytecode() {
    Rewriting.judgeByBytecode();
  }

  @BeforeAll
  static void trustWhoDoesNotHoldOnReturn() {
    Rewriting.AGENT.rewrite(new byte[0]);
    Rewriting.judgeBy(
        (type, call, sources) ->
            type == Sinks.Trusted.class || type == Sinks.Source.class
                ? Rule.trusted(Rule.KEEPS_NOTHING)
                : Rule.untrusted("it holds what it is given"));
    Sinks sinks = new Sinks();
    FuzzStreams.settle(new Sinks.Trusted(sinks, 1, 0), Trust.callOnZeroed("write", "([BII)V", 1));
    Sinks.Source source = new Sinks.Source(sinks, 1, 0);
    FuzzStreams.settle(source, Trust.callOnZeroed("read", "([BII)I", 1));
    FuzzStreams.settle(source, Trust.callOnZeroed("read", "([B)I", 1));
  }

  @Test
  void noArrayIsHandedOutThatASinkStillHolds() {
    System.out.println("asynchronous sinks: " + CASES + " cases, seed " + SEED);
    Sinks sinks = run(Rewriting.AGENT, CASES, SEED);
    assertEquals(sharedByTheProgram(CASES, SEED), sinks.shared(), "seed " + SEED);
    assertTrue(sinks.handed() > CASES);
  }

  @Test
  void catchesAGuardThatLendsToAnybody() {
    Rewriting wrong =
        new CallReplacement(
            "lend", "(Ljava/lang/Object;[BI)V", "lendToAnybody", "(Ljava/lang/Object;[BI)V");
    // With some seeds the governor has given the sites up for a while, by what the other test did.
    boolean isCaught = false;
    for (int i = 0; i < 20 && !isCaught; i++) {
      long seed = SEED + i;
      Sinks sinks =
          run(classFile -> wrong.rewrite(Rewriting.AGENT.rewrite(classFile)), 5_000, seed);
      isCaught = sinks.shared() > sharedByTheProgram(5_000, seed);
    }
    assertTrue(isCaught, "seed " + SEED);
  }

  @Test
  void catchesAReleaseOnTheWayOfAnException() throws IOException {
    Sinks sinks = new Sinks();
    for (int i = 0; i < 5; i++) {
      try {
        releaseWhateverHappens(new Sinks.Trusted(sinks, 0, 0));
      } catch (IOException e) {
        // The sink holds the array now.
      }
    }
    assertTrue(sinks.shared() > 0);
  }

  /** A loop that goes on after a failure gives the same array to others by itself. */
  private static int sharedByTheProgram(int cases, long seed) {
    return run(classFile -> classFile, cases, seed).shared();
  }

  /** As a rewrite would have it that releases in a finally. */
  private static void releaseWhateverHappens(OutputStream out) throws IOException {
    byte[] buffer = HeapwiseBridge.claimBytes(1024, 0);
    try {
      out.write(buffer, 0, 1);
    } finally {
      HeapwiseBridge.releaseBytes(buffer);
    }
  }

  private static Sinks run(Rewriting rewriting, int cases, long seed) {
    Differential differential = new Differential(ClassFiles.of(SinkTarget.class), rewriting);
    Class<?> target = differential.rewrittenClass(SinkTarget.class.getName());
    List<Method> methods = new ArrayList<>();
    for (Method method : target.getDeclaredMethods()) {
      if (method.getParameterCount() == 3 && method.canAccess(null)) {
        methods.add(method);
      }
    }
    methods.sort((a, b) -> a.getName().compareTo(b.getName()));
    Random random = new Random(seed);
    Sinks sinks = new Sinks();
    for (int i = 0; i < cases; i++) {
      call(methods.get(random.nextInt(methods.size())), sinks, random);
    }
    return sinks;
  }

  private static void call(Method method, Sinks sinks, Random random) {
    int reads = random.nextInt(6);
    InputStream in = new Sinks.Source(sinks, reads, random.nextInt(12));
    try {
      method.invoke(null, in, sink(sinks, random), sink(sinks, random));
    } catch (InvocationTargetException e) {
      // As often as not.
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  private static OutputStream sink(Sinks sinks, Random random) {
    int untilFailure = random.nextInt(7);
    int kind = random.nextInt(4);
    return random.nextInt(4) == 0
        ? new Sinks.Asynchronous(sinks, untilFailure, kind)
        : new Sinks.Trusted(sinks, untilFailure, kind);
  }
}
