package io.heapwise.harness;

/** Random builder code. */
public final class BuilderFuzzer extends Fuzzer {
  BuilderFuzzer(Rewriting rewriting) {
    super(rewriting, 2500, 20, 6);
  }

  public static void main(String[] arguments) {
    new BuilderFuzzer(Rewriting.AGENT).runAsProgram();
  }

  @Override
  protected String nameOf(long seed) {
    return "fuzzed.Fuzzed" + seed;
  }

  @Override
  protected byte[] classOf(String name, long seed, int methods) {
    return new FuzzedClass(name.replace('.', '/'), seed).generate(methods);
  }
}
