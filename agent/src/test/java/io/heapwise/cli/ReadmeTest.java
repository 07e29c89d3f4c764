package io.heapwise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heapwise.install.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the documents say and the code declares must be the same. */
class ReadmeTest {
  @Test
  void optionsTableIsTheDeclaredOne() throws IOException {
    assertEquals(
        Run.of("options", "--markdown").out(),
        sectionOfReadme("options"),
        "fill it with: java -jar agent/target/heapwise.jar options --markdown");
  }

  @Test
  void rewritesTableIsTheRegister() throws IOException {
    assertEquals(
        Run.of("rewrites", "--markdown").out(),
        sectionOfReadme("rewrites"),
        "fill it with: java -jar agent/target/heapwise.jar rewrites --markdown");
  }

  @Test
  void versionIsThatOfThePom() throws IOException {
    String pom = Files.readString(root().resolve("pom.xml"));
    String before = "<artifactId>heapwise</artifactId>";
    String version = "<version>";
    int start = pom.indexOf(version, pom.indexOf(before)) + version.length();
    assertEquals(pom.substring(start, pom.indexOf("</version>", start)), Version.NUMBER);
  }

  private static String sectionOfReadme(String name) throws IOException {
    String readme = Files.readString(root().resolve("README.md"));
    String start = "<!-- " + name + " -->\n";
    int from = readme.indexOf(start);
    int to = readme.indexOf("<!-- /" + name + " -->");
    assertTrue(from >= 0 && to > from, () -> "README.md lacks the markers of " + name);
    return readme.substring(from + start.length(), to);
  }

  private static Path root() {
    Path directory = Path.of("").toAbsolutePath();
    while (directory != null && !Files.exists(directory.resolve("README.md"))) {
      directory = directory.getParent();
    }
    assertNotNull(directory, "README.md is missing");
    return directory;
  }
}
