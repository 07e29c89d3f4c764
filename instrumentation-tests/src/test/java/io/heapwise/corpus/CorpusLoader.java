package io.heapwise.corpus;

import java.io.IOException;

/** Loads the classes of a jar, with the rest of the corpus behind it for what it depends on. */
final class CorpusLoader extends ClassLoader {
  private final ClassFiles jar;
  private final String layer;
  private final ClassIndex corpus;

  /**
   * @param layer where in the jar the packages begin: "" or, say, {@code META-INF/versions/9/}
   */
  CorpusLoader(ClassFiles jar, String layer, ClassIndex corpus) {
    super(ClassLoader.getPlatformClassLoader());
    this.jar = jar;
    this.layer = layer;
    this.corpus = corpus;
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes = bytesOf(name.replace('.', '/'));
    if (bytes == null) {
      throw new ClassNotFoundException(name);
    }
    return defineClass(name, bytes, 0, bytes.length);
  }

  private byte[] bytesOf(String internalName) throws ClassNotFoundException {
    try {
      byte[] bytes = jar.read(layer + internalName + ".class");
      bytes = bytes != null ? bytes : jar.read(internalName + ".class");
      return bytes != null ? bytes : corpus.corpusBytesOf(internalName);
    } catch (IOException e) {
      throw new ClassNotFoundException(internalName, e);
    }
  }
}
