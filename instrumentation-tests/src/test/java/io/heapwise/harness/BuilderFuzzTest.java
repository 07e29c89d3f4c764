package io.heapwise.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * {@code -Dheapwise.fuzz.methods=200000} makes it a long run, {@code -Dheapwise.fuzz.seed=n}
 * another one.
 */
class BuilderFuzzTest {
  private static final long SEED = Long.getLong("heapwise.fuzz.seed", 1);
  private static final int METHODS = Integer.getInteger("heapwise.fuzz.methods", 2500);

  @Test
  void randomMethodsBehaveAsBefore() {
    BuilderFuzzer fuzzer = new BuilderFuzzer(Rewriting.AGENT);
    fuzzer.run(SEED, METHODS);
    assertTrue(fuzzer.methods() >= METHODS);
    Map<String, Integer> verdicts = fuzzer.verdicts();
    for (String rewrite : new String[] {"concat", "builder", "format"}) {
      int rewritten = verdicts.getOrDefault(rewrite + " rewritten", 0);
      assertTrue(rewritten > METHODS / 10, () -> "hardly anything was rewritten: " + verdicts);
    }
  }

  @Test
  void randomMethodsBehaveAsBefore_whenReleasedBuildersArePoisoned()
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED",
                "-XX:-OmitStackTraceInFastThrow",
                "-XX:-OptimizeStringConcat",
                "-Dheapwise.verify=true",
                "-cp",
                System.getProperty("java.class.path"),
                BuilderFuzzer.class.getName(),
                String.valueOf(SEED),
                String.valueOf(METHODS))
            .redirectErrorStream(true)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), out);
  }
}
