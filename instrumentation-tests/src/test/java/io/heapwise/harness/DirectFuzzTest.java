package io.heapwise.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heapwise.direct.DirectTarget;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * {@code -Dheapwise.fuzz.methods=200000} makes it a long run, {@code -Dheapwise.fuzz.seed=n}
 * another one.
 */
class DirectFuzzTest {
  private static final long SEED = Long.getLong("heapwise.fuzz.seed", 1);
  private static final int METHODS = Integer.getInteger("heapwise.fuzz.methods", 500);
  private static final String TAKES_BUFFER = "(Ljava/nio/ByteBuffer;)V";
  private static final String TAKES_BOTH = "(Ljava/lang/Object;Ljava/nio/ByteBuffer;)V";

  @TempDir private Path folder;

  @Test
  void randomMethodsBehaveAsBefore() {
    DirectFuzzer fuzzer = new DirectFuzzer(folder, Rewriting.AGENT);
    fuzzer.run(SEED, METHODS);
    Map<String, Integer> verdicts = fuzzer.verdicts();
    int rewritten = verdicts.getOrDefault("direct rewritten", 0);
    assertTrue(rewritten > METHODS / 2, () -> "hardly anything was rewritten: " + verdicts);
  }

  @Test
  void randomMethodsBehaveAsBefore_whenReleasedBuffersArePoisoned()
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED",
                "-XX:-OmitStackTraceInFastThrow",
                // JDK 17, once compiled, has another message for an index below 0.
                "-XX:+IgnoreUnrecognizedVMOptions",
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:-InlineNIOCheckIndex",
                "-Dheapwise.verify=true",
                "-cp",
                System.getProperty("java.class.path"),
                DirectFuzzer.class.getName(),
                folder.toString(),
                String.valueOf(SEED),
                String.valueOf(METHODS))
            .redirectErrorStream(true)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), out);
    assertTrue(out.startsWith("methods "), out);
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
