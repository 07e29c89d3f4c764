package io.heapwise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;

/** Makes small class files and jars. */
final class JarFiles {
  private JarFiles() {}

  /** Compiles a class with concatenations as of old, and returns its class file. */
  static byte[] compile(Path directory, String className, String source) throws IOException {
    Path sources = Files.createDirectories(directory.resolve("source"));
    Path classes = Files.createDirectories(directory.resolve("classes"));
    Path file = sources.resolve(className.substring(className.lastIndexOf('.') + 1) + ".java");
    Files.writeString(file, source);
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                List.of(
                        "-XDstringConcat=inline",
                        "-g",
                        "--release",
                        "11",
                        "-d",
                        classes.toString(),
                        "-cp",
                        classes.toString(),
                        file.toString())
                    .toArray(new String[0]));
    assertEquals(0, result, source);
    return Files.readAllBytes(classes.resolve(className.replace('.', '/') + ".class"));
  }

  static byte[] jar(Map<String, byte[]> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }
}
