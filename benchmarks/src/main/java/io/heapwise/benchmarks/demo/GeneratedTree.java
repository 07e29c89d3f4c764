package io.heapwise.benchmarks.demo;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The files that go into the image: generated ones, the same for the same number on every machine,
 * and the jars of a class path.
 */
final class GeneratedTree {
  static final String LIBRARIES = "libs";
  static final String RESOURCES = "resources";

  private static final long SEED = 20_170_515;
  private static final int DIRECTORIES = 20;
  private static final int SMALLEST_BYTES = 200;
  private static final int LARGEST_BYTES = 40_000;
  private static final String[] WORDS = {
    "image", "layer", "manifest", "digest", "config", "server", "port", "true", "false", "name",
    "value", "timeout", "path", "content", "length", "title", "header", "table", "select", "from"
  };

  private GeneratedTree() {}

  /**
   * Replaces what is in {@code root}. Returns the number of files written. Sizes are spread evenly
   * over orders of magnitude, as in source trees: many small files, few large ones.
   */
  static int write(Path root, int files, List<Path> jars) throws IOException {
    FileTree.delete(root);
    Random random = new Random(SEED);
    for (int i = 0; i < files; i++) {
      Path directory = root.resolve(RESOURCES).resolve("part" + i % DIRECTORIES);
      Files.createDirectories(directory);
      int sizeBytes =
          (int)
              (SMALLEST_BYTES
                  * StrictMath.pow(
                      (double) LARGEST_BYTES / SMALLEST_BYTES, random.nextInt(1_000) / 1_000.0));
      boolean binary = i % 8 == 7;
      Files.write(
          directory.resolve("file" + i + (binary ? ".bin" : ".txt")),
          binary ? binary(random, sizeBytes) : text(random, sizeBytes));
    }
    Path libraries = Files.createDirectories(root.resolve(LIBRARIES));
    for (Path jar : jars) {
      Files.copy(jar, libraries.resolve(jar.getFileName()));
    }
    return files + jars.size();
  }

  /** The jar files of a class path, each file name once, in the order of their names. */
  static List<Path> jars(String classPath) {
    Map<String, Path> byName = new TreeMap<>();
    for (String element : classPath.split(Pattern.quote(File.pathSeparator), -1)) {
      Path path = Path.of(element);
      if (element.endsWith(".jar") && Files.isRegularFile(path)) {
        byName.putIfAbsent(path.getFileName().toString(), path);
      }
    }
    return List.copyOf(byName.values());
  }

  private static byte[] binary(Random random, int sizeBytes) {
    byte[] content = new byte[sizeBytes];
    random.nextBytes(content);
    return content;
  }

  private static byte[] text(Random random, int sizeBytes) {
    StringBuilder content = new StringBuilder(sizeBytes + 32);
    while (content.length() < sizeBytes) {
      content.append(WORDS[random.nextInt(WORDS.length)]);
      content.append(random.nextInt(10) == 0 ? '\n' : ' ');
    }
    return content.toString().getBytes(StandardCharsets.US_ASCII);
  }
}
