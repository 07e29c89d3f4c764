package io.heapwise.corpus;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The class files of a jar, those for other releases and in folders of their own included. */
final class JarClassFiles implements ClassFiles {
  private final String name;
  private final ZipFile jar;
  private final List<String> paths;

  JarClassFiles(Path path) throws IOException {
    name = path.getFileName().toString();
    jar = new ZipFile(path.toFile());
    paths = jar.stream().map(ZipEntry::getName).filter(n -> n.endsWith(".class")).sorted().toList();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<String> paths() {
    return paths;
  }

  @Override
  public byte[] read(String path) throws IOException {
    ZipEntry entry = jar.getEntry(path);
    if (entry == null) {
      return null;
    }
    try (InputStream in = jar.getInputStream(entry)) {
      return in.readAllBytes();
    }
  }

  @Override
  public void close() throws IOException {
    jar.close();
  }
}
