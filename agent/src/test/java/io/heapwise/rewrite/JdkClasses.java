package io.heapwise.rewrite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Class files of the JDK that runs the tests. */
public final class JdkClasses {
  private JdkClasses() {}

  /** The first class files of a package, by name. */
  public static List<byte[]> of(String module, String folder, int most) throws IOException {
    Path root = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("modules", module, folder);
    try (Stream<Path> files = Files.list(root)) {
      List<byte[]> classes = new ArrayList<>();
      files
          .filter(file -> file.toString().endsWith(".class"))
          .sorted()
          .limit(most)
          .forEach(file -> classes.add(read(file)));
      return classes;
    }
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
