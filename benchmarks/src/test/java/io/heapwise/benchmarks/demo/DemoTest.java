package io.heapwise.benchmarks.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo with real forks, of a build that does as it is told and an agent that does nothing. */
class DemoTest {
  @TempDir Path directory;

  private Path agentJar;
  private String console;

  @BeforeEach
  void packageAgent() throws IOException {
    agentJar = FakeAgent.jar(directory.resolve("agent with spaces.jar"));
  }

  @Test
  void succeeds_whenImagesAreEqual() throws Exception {
    assertEquals(0, run("none", ""));
    assertTrue(console.contains("Same image"), console);
    assertTrue(console.contains("4,242"), console);
    assertEquals(6, console.lines().filter(line -> line.contains("  iteration ")).count(), console);
    String report = Files.readString(directory.resolve("demo/report.txt"));
    assertTrue(report.contains("Same image") && report.contains("4,242"), report);
  }

  @Test
  void fails_whenOneImageOfTheAgentDiffers() throws Exception {
    assertEquals(1, run("difference", ""));
    assertTrue(console.contains("THE IMAGES DIFFER"), console);
    assertTrue(console.contains("with agent, iteration 3: image digest is sha256:bad"), console);
  }

  @Test
  void fails_whenABuildFails() throws Exception {
    assertEquals(1, run("failure", ""));
    assertTrue(console.contains("the build broke"), console);
  }

  @Test
  void fails_whenABuildEndsEarly() throws Exception {
    assertEquals(1, run("unfinished", ""));
    assertTrue(console.contains("after 2 of 3 iterations"), console);
  }

  @Test
  void fails_whenTheAgentPrintsNoSummary() throws Exception {
    assertEquals(1, run("none", "quiet"));
    assertTrue(console.contains("the agent printed no summary"), console);
  }

  @Test
  void runsOnASecondJdk() throws Exception {
    DemoOptions options =
        DemoOptions.of(
            properties("none", ""),
            Map.of(DemoOptions.SECOND_JDK_VARIABLE, System.getProperty("java.home")));

    assertEquals(0, run(options));
    assertEquals(12, console.lines().filter(line -> line.contains("  iteration ")).count());
  }

  @Test
  void namesTheOptionThatIsWrong() {
    assertWrong("demo.iterations", "1");
    assertWrong("demo.iterations", "many");
    assertWrong("demo.files", "-4");
    assertWrong("demo.jdk", "no-such-jdk");
    assertWrong("heapwise.jar", "no-such.jar");
  }

  private void assertWrong(String key, String value) {
    Properties properties = properties("none", "");
    properties.setProperty(key, value);
    String message =
        assertThrows(IllegalArgumentException.class, () -> DemoOptions.of(properties, Map.of()))
            .getMessage();
    assertTrue(message.contains(key) && message.contains(value), message);
  }

  private int run(String fault, String agentOptions) throws InterruptedException {
    return run(DemoOptions.of(properties(fault, agentOptions), Map.of()));
  }

  private int run(DemoOptions options) throws InterruptedException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int exitCode =
        new Demo(options, FakeBuild.class, new PrintStream(out, true, StandardCharsets.UTF_8))
            .run();
    console = out.toString(StandardCharsets.UTF_8);
    return exitCode;
  }

  private Properties properties(String fault, String agentOptions) {
    Properties properties = new Properties();
    properties.setProperty("java.home", System.getProperty("java.home"));
    properties.setProperty("heapwise.jar", agentJar.toString());
    properties.setProperty("demo.directory", directory.resolve("demo").toString());
    properties.setProperty("demo.iterations", "3");
    properties.setProperty("demo.files", "2");
    properties.setProperty("demo.agentOptions", agentOptions);
    properties.setProperty("demo.jvmOptions", "-Dfake.fault=" + fault);
    return properties;
  }
}
