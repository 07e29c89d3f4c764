package io.heapwise.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heapwise.rewrite.SiteVerdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Runs classes of random methods, original against rewritten. {@code
 * -Dheapwise.fuzz.methods=200000} makes it a long run, {@code -Dheapwise.fuzz.seed=n} another one.
 */
public abstract class Fuzzer {
  private static final long SEED = Long.getLong("heapwise.fuzz.seed", 1);

  private static final String END = "methods ";

  private final Rewriting rewriting;
  private final int wanted;
  private final int methodsPerClass;
  private final int inputs;
  private final Map<String, Integer> verdicts = new TreeMap<>();
  private int methods;

  /**
   * @param usualMethods how many, unless another number is asked for
   * @param inputs so many each method is called with
   */
  protected Fuzzer(Rewriting rewriting, int usualMethods, int methodsPerClass, int inputs) {
    this.rewriting = rewriting;
    wanted = Integer.getInteger("heapwise.fuzz.methods", usualMethods);
    this.methodsPerClass = methodsPerClass;
    this.inputs = inputs;
  }

  /** The name of the class that a seed makes. */
  protected abstract String nameOf(long seed);

  /**
   * A class of public static methods m0, m1 and so on.
   *
   * @param methods how many
   */
  protected abstract byte[] classOf(String name, long seed, int methods) throws IOException;

  /** Fails with the seed in its message where a method behaves otherwise once rewritten. */
  public final void run() {
    run(SEED, wanted);
    assertTrue(methods >= wanted);
  }

  /** The same from another seed on, for so many methods at least. */
  public final void run(long firstSeed, int methodCount) {
    for (long seed = firstSeed; methods < methodCount; seed++) {
      try {
        runClass(seed);
      } catch (Throwable e) {
        throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
      }
    }
  }

  private void runClass(long seed) throws IOException {
    String name = nameOf(seed);
    byte[] classFile = classOf(name, seed, methodsPerClass);
    for (SiteVerdict site : Rewriting.outcomeOf(classFile).sites()) {
      String kind = site.refusal() == null ? "rewritten" : site.refusal().replaceAll(" at .*", "");
      verdicts.merge(site.rewrite() + " " + kind, 1, Integer::sum);
    }
    Differential differential = new Differential(Map.of(name, classFile), rewriting);
    for (int i = 0; i < methodsPerClass; i++) {
      differential.compare(name, "m" + i, inputs);
      methods++;
    }
  }

  /** Sites by rewrite and what became of them. */
  public final Map<String, Integer> verdicts() {
    return verdicts;
  }

  /**
   * Fails unless a rewrite has rewritten a site.
   *
   * @param methods in so many methods, on average
   */
  public final void assertRewritten(String rewrite, int methods) {
    int rewritten = verdicts.getOrDefault(rewrite + " rewritten", 0);
    assertTrue(rewritten > wanted / methods, () -> "hardly anything was rewritten: " + verdicts);
  }

  /** What a program of its own does that {@link #runPoisoned} starts. */
  protected final void runAsProgram() {
    run();
    System.out.println(END + methods + ", verdicts " + verdicts);
  }

  /**
   * Runs a fuzzer as a program, with {@code -Dheapwise.verify=true}: there, what is released is
   * poisoned.
   */
  public static void runPoisoned(
      Class<? extends Fuzzer> program, List<String> jvmOptions, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + "/bin/java");
    command.add("--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED");
    command.add("-XX:-OmitStackTraceInFastThrow");
    command.add("-Dheapwise.verify=true");
    command.add("-Dheapwise.fuzz.seed=" + SEED);
    String methods = System.getProperty("heapwise.fuzz.methods");
    if (methods != null) {
      command.add("-Dheapwise.fuzz.methods=" + methods);
    }
    command.addAll(jvmOptions);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), out);
    assertTrue(out.startsWith(END) && !out.contains("after release"), out);
  }
}
