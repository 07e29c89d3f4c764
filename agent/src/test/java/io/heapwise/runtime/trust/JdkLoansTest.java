package io.heapwise.runtime.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdkLoansTest {
  @TempDir Path folder;

  @Test
  void everyReviewedClassDoesWhatItsEntrySays() throws Exception {
    assertEquals(List.of(), JdkLoans.problems(folder));
  }

  @Test
  void everyReviewedClassDoesSoInTheOtherJdk() throws Exception {
    String home =
        System.getProperty(
            "heapwise.test.jdk",
            System.getenv().getOrDefault("HEAPWISE_TEST_JDK", System.getProperty("java.home")));
    Path out = folder.resolve("stdout");
    Process process =
        new ProcessBuilder(
                Path.of(home, "bin", "java").toString(),
                "--add-exports",
                "java.base/jdk.internal.misc=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                JdkLoans.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    assertTrue(process.waitFor(120, TimeUnit.SECONDS));
    assertEquals("", Files.readString(out));
    assertEquals(0, process.exitValue());
  }

  @Test
  void theCheckSeesAnArrayThatIsKept() throws Exception {
    LoanSamples.Keeping keeping = new LoanSamples.Keeping();
    assertEquals(List.of("it keeps the array"), keepers(keeping));
    assertEquals(List.of(), keepers(new LoanSamples.Copying()));
    assertEquals(List.of("it keeps the array"), keepers(new LoanSamples.Capturing()));
    LoanSamples.captured = null;
  }

  private static List<String> keepers(LoanSamples.Copying receiver) throws Exception {
    byte[] lent = new byte[100];
    receiver.write(lent, 0, 10);
    WeakReference<Object> loan = new WeakReference<>(lent);
    lent = null;
    return new ArrayList<>(JdkLoans.keepers("it", receiver, loan));
  }
}
