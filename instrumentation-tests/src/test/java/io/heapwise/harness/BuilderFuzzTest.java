package io.heapwise.harness;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** For longer runs and others see {@link Fuzzer}. */
class BuilderFuzzTest {
  @Test
  void randomMethodsBehaveAsBefore() {
    BuilderFuzzer fuzzer = new BuilderFuzzer(Rewriting.AGENT);
    fuzzer.run();
    for (String rewrite : new String[] {"concat", "builder", "format"}) {
      fuzzer.assertRewritten(rewrite, 10);
    }
  }

  @Test
  void randomMethodsBehaveAsBefore_whenReleasedBuildersArePoisoned()
      throws IOException, InterruptedException {
    Fuzzer.runPoisoned(BuilderFuzzer.class, List.of("-XX:-OptimizeStringConcat"));
  }
}
