package io.heapwise.corpus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The class files of a module of the running JDK. */
final class ModuleClassFiles implements ClassFiles {
  private final Path root;
  private final List<String> paths;

  /**
   * @param root the module in the file system of the run-time image
   */
  ModuleClassFiles(Path root) throws IOException {
    this.root = root;
    try (Stream<Path> files = Files.walk(root)) {
      paths =
          files
              .map(file -> root.relativize(file).toString())
              .filter(path -> path.endsWith(".class"))
              .sorted()
              .toList();
    }
  }

  @Override
  public String name() {
    return root.getFileName().toString();
  }

  @Override
  public List<String> paths() {
    return paths;
  }

  @Override
  public byte[] read(String path) throws IOException {
    Path file = root.resolve(path);
    return Files.exists(file) ? Files.readAllBytes(file) : null;
  }

  @Override
  public void close() {}
}
