package io.heapwise.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Every class of every module of the JDK. */
class JdkCorpusTest {
  private static final int TIMEOUT_SECONDS = 300;

  @Test
  void everyRewrittenClassVerifiesAndLinks() throws IOException, InterruptedException {
    String home = System.getProperty("heapwise.test.jdk", System.getenv("HEAPWISE_TEST_JDK"));
    Path java = Path.of(home != null ? home : System.getProperty("java.home"), "bin", "java");
    Path report = Path.of("target", "corpus-report-jdk.txt");
    Path output = Path.of("target", "corpus-output-jdk.txt");
    Process process =
        new ProcessBuilder(
                java.toString(),
                "-Xmx1g",
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:+BytecodeVerificationLocal",
                "-XX:+EnableDynamicAgentLoading",
                "-Djdk.attach.allowAttachSelf=true",
                "--add-modules=ALL-SYSTEM",
                "-cp",
                System.getProperty("java.class.path"),
                JdkCorpus.class.getName(),
                report.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean hasEnded = process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    process.destroyForcibly();
    System.out.println(Files.readString(output));
    assertTrue(hasEnded, "still running after " + TIMEOUT_SECONDS + " s");
    assertEquals(0, process.exitValue(), "see " + output);
  }
}
