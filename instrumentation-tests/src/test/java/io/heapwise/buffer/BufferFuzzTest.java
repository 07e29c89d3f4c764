package io.heapwise.buffer;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heapwise.harness.CallReplacement;
import io.heapwise.harness.Fuzzer;
import io.heapwise.harness.Rewriting;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** For longer runs and others see {@link Fuzzer}. */
class BufferFuzzTest {
  @AfterAll
  static void judgesByBytecode() {
    Rewriting.judgeByBytecode();
  }

  @Test
  void randomMethodsBehaveAsBefore() {
    BufferFuzzer fuzzer = new BufferFuzzer(Rewriting.AGENT);
    fuzzer.run();
    fuzzer.assertRewritten("buffer", 2);
  }

  @Test
  void randomMethodsBehaveAsBefore_whenReleasedArraysArePoisoned()
      throws IOException, InterruptedException {
    Fuzzer.runPoisoned(BufferFuzzer.class, List.of());
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
