package io.heapwise.harness;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.heapwise.builder.BuilderTarget;
import io.heapwise.concat.ConcatTarget;
import io.heapwise.format.FormatTarget;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Many threads at the same rewritten sites: each gets its own text, always. */
class ConcurrencyTest {
  private static final int THREADS = 64;
  private static final int ROUNDS = 2_000;

  private final Method join = rewritten(ConcatTarget.class, "concatenatesSixOperands");
  private final Method fill = rewritten(BuilderTarget.class, "fillsInALoop");
  private final Method buffer = rewritten(BuilderTarget.class, "claimsABuffer");
  private final Method format = rewritten(FormatTarget.class, "spreadsTwoArguments");

  private static Method rewritten(Class<?> target, String method) {
    Differential differential = new Differential(ClassFiles.of(target), Rewriting.AGENT);
    return Differential.method(differential.rewrittenClass(target.getName()), method);
  }

  @Test
  void platformThreadsGetTheirOwnTexts() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    hammer(threads, ROUNDS);
  }

  @Test
  void virtualThreadsGetTheirOwnTexts() throws Exception {
    ExecutorService threads;
    try {
      threads =
          (ExecutorService)
              Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    } catch (NoSuchMethodException e) {
      assumeTrue(false, "no virtual threads before JDK 21");
      return;
    }
    hammer(threads, ROUNDS / 10);
  }

  @Test
  void classesAreRewrittenTheSame_onManyThreads() throws Exception {
    List<byte[]> originals =
        Stream.of(ConcatTarget.class, BuilderTarget.class, FormatTarget.class)
            .map(ClassFiles::bytesOf)
            .toList();
    List<byte[]> expected = originals.stream().map(Rewriting.AGENT::rewrite).toList();
    Callable<Void> task =
        () -> {
          for (int i = 0; i < 30; i++) {
            int which = i % originals.size();
            assertArrayEquals(expected.get(which), Rewriting.AGENT.rewrite(originals.get(which)));
          }
          return null;
        };
    runAll(Executors.newFixedThreadPool(8), Collections.nCopies(8, task));
  }

  private void hammer(ExecutorService threads, int rounds) throws Exception {
    List<Callable<Void>> tasks =
        IntStream.range(0, THREADS).mapToObj(i -> (Callable<Void>) () -> run(i, rounds)).toList();
    runAll(threads, tasks);
  }

  private static void runAll(ExecutorService threads, List<Callable<Void>> tasks) throws Exception {
    try {
      for (Future<Void> done : threads.invokeAll(tasks)) {
        done.get();
      }
    } finally {
      threads.shutdown();
    }
  }

  private Void run(int thread, int rounds) throws ReflectiveOperationException {
    String name = "t" + thread;
    for (int i = 0; i < rounds; i++) {
      // The operand blocks now and then, with builders claimed: virtual threads change carriers.
      Object operand = new Pausing(name + "-" + i, i % 64 == 0);
      String six = name + operand + "," + name + operand + ";";
      assertEquals(six, join.invoke(null, name, operand));
      assertEquals(name + "," + i + ",", fill.invoke(null, List.of(name, String.valueOf(i))));
      assertEquals(
          new StringBuilder("i" + name + i).reverse().toString(),
          buffer.invoke(null, List.of(name), i));
      assertEquals(
          String.format("%s=%05d", name, i), format.invoke(null, new Pausing(name, false), i));
    }
    return null;
  }

  private record Pausing(String text, boolean pauses) {
    @Override
    public String toString() {
      if (pauses) {
        Thread.yield();
      }
      return text;
    }
  }
}
