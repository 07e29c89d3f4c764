package io.heapwise.buffer;

import io.heapwise.harness.Differential;
import io.heapwise.harness.Rewriting;
import io.heapwise.rewrite.Outcome;
import io.heapwise.rewrite.SiteVerdict;
import java.util.Map;
import java.util.TreeMap;

/**
 * Runs random code with scratch arrays, original against rewritten. As a program of its own it does
 * the same with {@code -Dheapwise.verify=true}, where released arrays are poisoned.
 */
public final class BufferFuzzer {
  private static final int METHODS_PER_CLASS = 20;
  private static final int INPUTS = 6;

  private final Rewriting rewriting;
  private final Map<String, Integer> verdicts = new TreeMap<>();
  private int methods;

  BufferFuzzer(Rewriting rewriting) {
    this.rewriting = rewriting;
    FuzzStreams.installJudge();
  }

  public static void main(String[] arguments) {
    BufferFuzzer fuzzer = new BufferFuzzer(Rewriting.AGENT);
    fuzzer.run(Long.parseLong(arguments[0]), Integer.parseInt(arguments[1]));
    System.out.println("methods " + fuzzer.methods + ", verdicts " + fuzzer.verdicts);
  }

  /** Fails with the seed in its message where a method behaves otherwise once rewritten. */
  void run(long firstSeed, int methodCount) {
    for (long seed = firstSeed; methods < methodCount; seed++) {
      try {
        runClass(seed);
      } catch (Throwable e) {
        throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
      }
    }
  }

  private void runClass(long seed) {
    String name = "fuzzed.Buffers" + seed;
    byte[] classFile = new FuzzedBuffers(name.replace('.', '/'), seed).generate(METHODS_PER_CLASS);
    Outcome outcome = Rewriting.outcomeOf(classFile);
    for (SiteVerdict site : outcome.sites()) {
      verdicts.merge(site.refusal() == null ? "rewritten" : site.refusal(), 1, Integer::sum);
    }
    Differential differential = new Differential(Map.of(name, classFile), rewriting);
    for (int i = 0; i < METHODS_PER_CLASS; i++) {
      differential.compare(name, "m" + i, INPUTS);
      methods++;
    }
  }

  /** Refusals, and how many sites were rewritten. */
  Map<String, Integer> verdicts() {
    return verdicts;
  }

  int methods() {
    return methods;
  }
}
