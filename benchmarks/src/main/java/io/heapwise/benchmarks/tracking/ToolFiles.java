package io.heapwise.benchmarks.tracking;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Where the tools are: in the folder that the profile {@code tracking} of the build has filled. */
final class ToolFiles {
  /** As many samples as Heapwise takes, and nothing else. */
  private static final String RECORDING_SETTINGS =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <configuration version="2.0">
        <event name="jdk.ObjectAllocationSample">
          <setting name="enabled">true</setting>
          <setting name="throttle">150/s</setting>
          <setting name="stackTrace">true</setting>
        </event>
      </configuration>
      """;

  private final Path heapwise;
  private final Path folder;
  private final Path recordingSettings;

  /**
   * @param heapwise the agent's jar
   * @param folder with the others' jars, libraries and the compiled main class that uses them
   */
  ToolFiles(Path heapwise, Path folder) throws IOException {
    this.heapwise = existing(heapwise.toAbsolutePath());
    this.folder = existing(folder.toAbsolutePath());
    recordingSettings = this.folder.resolve("sample.jfc");
    Files.writeString(recordingSettings, RECORDING_SETTINGS);
  }

  Path heapwise() {
    return heapwise;
  }

  Path allocationInstrumenter() {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("java-allocation-instrumenter"))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException("no instrumenter in " + folder));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path asyncProfiler() {
    String architecture =
        System.getProperty("os.arch").equals("aarch64") ? "linux-arm64" : "linux-x64";
    return existing(folder.resolve(architecture).resolve("libasyncProfiler.so"));
  }

  Path recordingSettings() {
    return recordingSettings;
  }

  /** What the measured JVMs load the programs from. */
  String classPath() {
    return folder.resolve("classes") + File.pathSeparator + System.getProperty("java.class.path");
  }

  private static Path existing(Path path) {
    if (!Files.exists(path)) {
      throw new IllegalArgumentException("there is no " + path + ": mvn -Ptracking verify");
    }
    return path;
  }
}
