package io.heapwise.dump;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file with what is expected, among the test's resources. With {@code
 * -Dheapwise.golden.update=true} it is written anew, and the test fails all the same: whoever wants
 * that looks at the difference and runs the test once more.
 */
public final class GoldenFile {
  private static final String UPDATE = "heapwise.golden.update";
  private static final Path FOLDER = Path.of("src/test/resources/golden");

  private GoldenFile() {}

  public static void assertMatches(String name, String actual) throws IOException {
    Path file = FOLDER.resolve(name);
    if (Boolean.getBoolean(UPDATE)) {
      Files.createDirectories(FOLDER);
      Files.writeString(file, actual);
      fail(file + " is written anew; compare it, then run the test without -D" + UPDATE);
    }
    assertTrue(Files.exists(file), () -> file + " is missing; write it with -D" + UPDATE + "=true");
    assertEquals(
        Files.readString(file),
        actual,
        () -> "not as in " + file + "; if it is right now, write it with -D" + UPDATE + "=true");
  }
}
