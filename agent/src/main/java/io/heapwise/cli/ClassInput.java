package io.heapwise.cli;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** The class files of a jar, a directory or a class file, jars within them included. */
final class ClassInput implements Closeable {
  private static final String FIX = "; give the path of a jar, a directory or a class file";

  /** A jar in a jar in a jar is as deep as any deployment goes. */
  private static final int MAX_NESTING = 3;

  private final List<ClassEntry> entries = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private final Deque<Closeable> open = new ArrayDeque<>();

  private ClassInput() {}

  static ClassInput of(Path path) throws UsageException {
    ClassInput input = new ClassInput();
    try {
      if (!Files.exists(path)) {
        throw new IOException("there is no such file or directory");
      }
      input.read(path);
      return input;
    } catch (IOException e) {
      input.close();
      throw new UsageException("cannot read '" + path + "': " + e.getMessage() + FIX);
    }
  }

  /** The class files, in the order in which they lie. */
  List<ClassEntry> entries() {
    return entries;
  }

  /** What lies in the input and cannot be read, other than class files. */
  List<String> problems() {
    return problems;
  }

  private void read(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      readDirectory(path);
    } else if (!Files.isReadable(path)) {
      throw new IOException("permission denied");
    } else if (isClassFile(path)) {
      entries.add(new ClassEntry(path.toString(), "", () -> Files.readAllBytes(path)));
    } else {
      try {
        readJar(path, "", 0);
      } catch (ZipException e) {
        throw new IOException("it is not a complete jar (" + e.getMessage() + ")", e);
      }
    }
  }

  private static boolean isClassFile(Path path) throws IOException {
    if (path.toString().endsWith(".class")) {
      return true;
    }
    try (InputStream in = Files.newInputStream(path)) {
      return ClassFileHeader.isClassFile(in.readNBytes(10));
    }
  }

  private void readDirectory(Path directory) throws IOException {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            files.add(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            problems.add(file + ": " + e);
            return FileVisitResult.CONTINUE;
          }
        });
    Collections.sort(files);
    for (Path file : files) {
      String name = directory.relativize(file).toString().replace('\\', '/');
      if (name.endsWith(".class")) {
        entries.add(new ClassEntry(name, "", () -> Files.readAllBytes(file)));
      } else if (isJar(name)) {
        tryJar(file, name, 0);
      }
    }
  }

  private static boolean isJar(String name) {
    return name.endsWith(".jar") || name.endsWith(".war") || name.endsWith(".ear");
  }

  private void tryJar(Path jar, String name, int nesting) {
    try {
      readJar(jar, name, nesting);
    } catch (IOException e) {
      problems.add(name + ": " + e.getMessage());
    }
  }

  private void readJar(Path jar, String container, int nesting) throws IOException {
    ZipFile zip = new ZipFile(jar.toFile());
    open.push(zip);
    for (ZipEntry entry : Collections.list(zip.entries())) {
      String name = entry.getName();
      if (name.endsWith(".class")) {
        entries.add(new ClassEntry(name, container, () -> bytesOf(zip, entry)));
      } else if (isJar(name) && !entry.isDirectory() && nesting < MAX_NESTING) {
        readNested(zip, entry, container.isEmpty() ? name : container + "!/" + name, nesting + 1);
      }
    }
  }

  private static byte[] bytesOf(ZipFile zip, ZipEntry entry) throws IOException {
    try (InputStream in = zip.getInputStream(entry)) {
      return in.readAllBytes();
    }
  }

  private void readNested(ZipFile zip, ZipEntry entry, String name, int nesting)
      throws IOException {
    Path copy = Files.createTempFile("heapwise", ".jar");
    open.push(() -> Files.deleteIfExists(copy));
    try (InputStream in = zip.getInputStream(entry)) {
      Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      problems.add(name + ": " + e.getMessage());
      return;
    }
    tryJar(copy, name, nesting);
  }

  @Override
  public void close() {
    for (Closeable closeable : open) {
      try {
        closeable.close();
      } catch (IOException e) {
        // Only read from, and on its way out.
      }
    }
  }
}
