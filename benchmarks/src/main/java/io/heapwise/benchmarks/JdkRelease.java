package io.heapwise.benchmarks;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

public final class JdkRelease {
  private JdkRelease() {}

  /** The home of a JDK, as given on a command line; throws with a message for the user. */
  public static Path home(String given) {
    Path home = Path.of(given);
    if (!Files.isDirectory(home.resolve("bin"))) {
      throw new IllegalArgumentException("there is no JDK at " + given);
    }
    return home;
  }

  /** The version that a JDK's {@code release} file names, or its folder's name without one. */
  public static String versionOf(Path javaHome) {
    Properties release = new Properties();
    try (Reader in = Files.newBufferedReader(javaHome.resolve("release"))) {
      release.load(in);
    } catch (IOException e) {
      // Some distributions leave the file out.
    }
    String version = release.getProperty("JAVA_VERSION");
    return version == null ? javaHome.getFileName().toString() : version.replace("\"", "");
  }
}
