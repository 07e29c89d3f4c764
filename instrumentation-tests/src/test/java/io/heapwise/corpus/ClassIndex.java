package io.heapwise.corpus;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The bytes of every class of the corpus by name, or else of the JDK. Loads none of them. */
final class ClassIndex implements ClassSource {
  private final Map<String, ClassFiles> owners = new HashMap<>();

  ClassIndex(List<? extends ClassFiles> parts) {
    for (ClassFiles part : parts) {
      for (String path : part.paths()) {
        owners.putIfAbsent(path, part);
      }
    }
  }

  /** Of the corpus alone: null for a class of the JDK. */
  byte[] corpusBytesOf(String internalName) {
    String path = internalName + ".class";
    ClassFiles owner = owners.get(path);
    try {
      return owner == null ? null : owner.read(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public byte[] bytesOf(String internalName) {
    byte[] bytes = corpusBytesOf(internalName);
    return bytes != null ? bytes : jdkBytesOf(internalName);
  }

  private static byte[] jdkBytesOf(String internalName) {
    ClassLoader loader = ClassLoader.getPlatformClassLoader();
    try (InputStream in = loader.getResourceAsStream(internalName + ".class")) {
      return in == null ? null : in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
