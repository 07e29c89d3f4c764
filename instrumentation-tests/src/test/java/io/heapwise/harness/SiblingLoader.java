package io.heapwise.harness;

import java.util.Map;

/** Defines classes of its own where another loader would ask its parent first. */
public final class SiblingLoader extends ClassLoader {
  private final Map<String, byte[]> classFiles;

  /**
   * @param classFiles by binary name; the array must not change
   */
  public SiblingLoader(Map<String, byte[]> classFiles) {
    super(SiblingLoader.class.getClassLoader());
    this.classFiles = classFiles;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    byte[] classFile = classFiles.get(name);
    if (classFile == null) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded != null ? loaded : defineClass(name, classFile, 0, classFile.length);
    }
  }
}
