package io.heapwise.benchmarks.demo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratedTreeTest {
  @TempDir Path directory;

  @Test
  void isTheSameEachTime() throws IOException {
    Path one = directory.resolve("one");
    Path other = directory.resolve("other");
    GeneratedTree.write(one, 50, List.of());
    GeneratedTree.write(other, 30, List.of());
    GeneratedTree.write(other, 50, List.of());

    List<Path> files = files(one);
    assertEquals(50, files.size());
    assertEquals(
        files.stream().map(one::relativize).toList(),
        files(other).stream().map(other::relativize).toList());
    for (Path file : files) {
      assertArrayEquals(
          Files.readAllBytes(file), Files.readAllBytes(other.resolve(one.relativize(file))));
    }
  }

  @Test
  void takesEachJarOfTheClassPathOnce() throws IOException {
    Path first = Files.write(directory.resolve("b.jar"), new byte[1]);
    Path second = Files.write(directory.resolve("a.jar"), new byte[2]);
    Path again =
        Files.write(Files.createDirectory(directory.resolve("x")).resolve("b.jar"), new byte[3]);

    List<Path> jars =
        GeneratedTree.jars(
            String.join(
                File.pathSeparator,
                first.toString(),
                directory.toString(),
                again.toString(),
                "missing.jar",
                second.toString()));

    assertEquals(List.of(second, first), jars);
  }

  private static List<Path> files(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
