package io.heapwise.buffer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heapwise.harness.CallReplacement;
import io.heapwise.harness.Rewriting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * {@code -Dheapwise.fuzz.methods=200000} makes it a long run, {@code -Dheapwise.fuzz.seed=n}
 * another one.
 */
class BufferFuzzTest {
  private static final long SEED = Long.getLong("heapwise.fuzz.seed", 1);
  private static final int METHODS = Integer.getInteger("heapwise.fuzz.methods", 2500);

  @AfterAll
  static void judgesByBytecode() {
    Rewriting.judgeByBytecode();
  }

  @Test
  void randomMethodsBehaveAsBefore() {
    BufferFuzzer fuzzer = new BufferFuzzer(Rewriting.AGENT);
    fuzzer.run(SEED, METHODS);
    assertTrue(fuzzer.methods() >= METHODS);
    int rewritten = fuzzer.verdicts().getOrDefault("rewritten", 0);
    assertTrue(rewritten > METHODS / 2, () -> "hardly any was rewritten: " + fuzzer.verdicts());
  }

  @Test
  void randomMethodsBehaveAsBefore_whenReleasedArraysArePoisoned()
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED",
                "-XX:-OmitStackTraceInFastThrow",
                "-Dheapwise.verify=true",
                "-cp",
                System.getProperty("java.class.path"),
                BufferFuzzer.class.getName(),
                String.valueOf(SEED),
                String.valueOf(METHODS))
            .redirectErrorStream(true)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), out);
    assertTrue(!out.contains("after release"), out);
  }

  /** The fuzzer itself: wrong on purpose behind the real pipeline. */
  @ParameterizedTest
  @CsvSource({
    "claimBytes, (II)[B, claimNotCleared, (II)[B",
    "claimBytes, (II)[B, claimAndRelease, (II)[B",
    "claimScratchBytes, (II)[B, claimAndRelease, (II)[B",
    "lend, '(Ljava/lang/Object;[BI)V', lendToAnybody, '(Ljava/lang/Object;[BI)V'",
    "lend, '(Ljava/lang/Object;[BI)V', lendAndRelease, '(Ljava/lang/Object;[BI)V'",
  })
  void catchesWhatIsWrong(String call, String descriptor, String wrong, String wrongDescriptor) {
    Rewriting replacement = new CallReplacement(call, descriptor, wrong, wrongDescriptor);
    BufferFuzzer fuzzer =
        new BufferFuzzer(classFile -> replacement.rewrite(Rewriting.AGENT.rewrite(classFile)));
    AssertionError caught = assertThrows(AssertionError.class, () -> fuzzer.run(1, 2000));
    assertTrue(caught.getMessage().contains(" with input "), caught::getMessage);
  }
}
