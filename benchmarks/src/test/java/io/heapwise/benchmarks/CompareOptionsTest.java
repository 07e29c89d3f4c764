package io.heapwise.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareOptionsTest {
  @TempDir Path directory;

  @Test
  void repeatsJdksAndCollectors() throws IOException {
    String home = System.getProperty("java.home");

    CompareOptions options =
        CompareOptions.parse(
            List.of("-agent", agent(), "-jdk", home, "-jdk", home, "-gc", "G1", "-gc", "Parallel"));

    assertEquals(List.of(Path.of(home), Path.of(home)), options.javaHomes());
    assertEquals(List.of("G1", "Parallel"), options.collectors());
  }

  @Test
  void namesTheCulprit() throws IOException {
    assertRefused("-gc", "-gc", "Epsilon");
    assertRefused("-forks", "-forks", "0");
    assertRefused("-nonsense", "-nonsense", "1");
    assertRefused("-millis", "-millis");
    assertRefused("no-such-jdk", "-jdk", "no-such-jdk");
    assertRefused("no-such.jar", "-agent", "no-such.jar");
  }

  private void assertRefused(String culprit, String... args) throws IOException {
    List<String> all = new ArrayList<>(List.of("-agent", agent()));
    all.addAll(List.of(args));
    String message =
        assertThrows(IllegalArgumentException.class, () -> CompareOptions.parse(all)).getMessage();
    assertTrue(message.contains(culprit), message);
  }

  private String agent() throws IOException {
    return Files.write(directory.resolve("agent.jar"), new byte[1]).toString();
  }
}
