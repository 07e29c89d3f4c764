package io.heapwise.buffer;

import io.heapwise.harness.Fuzzer;
import io.heapwise.harness.Rewriting;

/** Random code with scratch arrays. */
public final class BufferFuzzer extends Fuzzer {
  BufferFuzzer(Rewriting rewriting) {
    super(rewriting, 2500, 20, 6);
    FuzzStreams.installJudge();
  }

  public static void main(String[] arguments) {
    new BufferFuzzer(Rewriting.AGENT).runAsProgram();
  }

  @Override
  protected String nameOf(long seed) {
    return "fuzzed.Buffers" + seed;
  }

  @Override
  protected byte[] classOf(String name, long seed, int methods) {
    return new FuzzedBuffers(name.replace('.', '/'), seed).generate(methods);
  }
}
