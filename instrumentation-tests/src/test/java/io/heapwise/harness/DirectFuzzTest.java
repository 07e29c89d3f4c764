package io.heapwise.harness;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heapwise.direct.DirectTarget;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** For longer runs and others see {@link Fuzzer}. */
class DirectFuzzTest {
  private static final String TAKES_BUFFER = "(Ljava/nio/ByteBuffer;)V";
  private static final String TAKES_BOTH = "(Ljava/lang/Object;Ljava/nio/ByteBuffer;)V";

  @TempDir private Path folder;

  @Test
  void randomMethodsBehaveAsBefore() {
    DirectFuzzer fuzzer = new DirectFuzzer(folder, Rewriting.AGENT);
    fuzzer.run();
    fuzzer.assertRewritten("direct", 2);
  }

  @Test
  void randomMethodsBehaveAsBefore_whenReleasedBuffersArePoisoned()
      throws IOException, InterruptedException {
    List<String> jvmOptions =
        List.of(
            // JDK 17, once compiled, has another message for an index below 0.
            "-XX:+IgnoreUnrecognizedVMOptions",
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:-InlineNIOCheckIndex");
    Fuzzer.runPoisoned(DirectFuzzer.class, jvmOptions, folder.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "claimDirect, (II)Ljava/nio/ByteBuffer;, claimDirtyDirect",
    "filledDirect, " + TAKES_BUFFER + ", ignoreDirect",
    "filledDirect, " + TAKES_BUFFER + ", releaseDirectTooEarly",
    "lendDirect, " + TAKES_BOTH + ", ignoreLentDirect",
    "lendDirectToFill, " + TAKES_BOTH + ", ignoreLentDirect",
  })
  void catches(String call, String descriptor, String replacement) {
    Rewriting wrong = new CallReplacement(call, descriptor, replacement, descriptor);
    DirectFuzzer fuzzer =
        new DirectFuzzer(folder, classFile -> wrong.rewrite(Rewriting.AGENT.rewrite(classFile)));
    AssertionError caught = assertThrows(AssertionError.class, () -> fuzzer.run(1, 2000));
    assertTrue(caught.getMessage().contains(" with input "), caught::getMessage);
  }

  @Test
  void catchesWritesThatAreNotSaid() {
    Rewriting wrong =
        new CallReplacement("lendDirect", TAKES_BOTH, "saySomeWritesOfDirect", TAKES_BOTH);
    Differential differential =
        new Differential(
            ClassFiles.of(DirectTarget.class),
            classFile -> wrong.rewrite(Rewriting.AGENT.rewrite(classFile)));
    assertThrows(
        AssertionError.class,
        () ->
            differential.compare(
                DirectTarget.class.getName(), "isZeroed_whenWrittenAtAnIndexAndByAChannel"));
  }
}
