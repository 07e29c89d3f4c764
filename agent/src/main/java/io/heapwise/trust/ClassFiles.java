package io.heapwise.trust;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/**
 * Reads class files again, without running any code of the program: those of the JDK from its
 * modules, all others from the file, jar or jar within a jar that their code source names, which
 * works for every loader and asks none. What does not come out as the JVM got it is not accepted.
 *
 * <p>Keeps the last jar open until closed. Not thread-safe.
 */
final class ClassFiles implements AutoCloseable {
  private static final ClassLoader PLATFORM = ClassLoader.getPlatformClassLoader();

  private final LoadedClasses loaded;
  private ZipFile jar;
  private String jarPath;

  ClassFiles(LoadedClasses loaded) {
    this.loaded = loaded;
  }

  static boolean isJdk(ClassLoader loader) {
    return loader == null || loader == PLATFORM;
  }

  /**
   * The class file of a class, or of another one that lies beside it and was loaded by its loader.
   */
  byte[] read(Class<?> beside, String internalName) throws Distrust {
    ClassLoader loader = beside.getClassLoader();
    String path = internalName + ".class";
    byte[] file;
    try {
      if (isJdk(loader)) {
        return readJdk(beside, loader, internalName, path);
      }
      if (!loaded.contains(loader, internalName)) {
        throw new Distrust("class " + dots(internalName) + " was not seen when it was loaded");
      }
      Origin origin = origin(location(beside));
      file = origin == null ? null : readFrom(origin.file, origin.inner, path);
    } catch (IOException e) {
      file = null;
    }
    if (file == null) {
      throw new Distrust("the class file of " + dots(internalName) + " cannot be found");
    }
    if (!loaded.isLoaded(loader, internalName, file)) {
      throw new Distrust("class " + dots(internalName) + " is not what its class file says");
    }
    return file;
  }

  private byte[] readJdk(Class<?> beside, ClassLoader loader, String internalName, String path)
      throws IOException, Distrust {
    Module module = beside.getModule();
    byte[] file = null;
    if (module.isNamed()) {
      file = readFrom(module, path);
    }
    if (file == null) {
      throw new Distrust("the class file of " + dots(internalName) + " cannot be found");
    }
    // What was loaded before the agent came is not known, nor has anybody but the JVM touched it.
    if (loaded.contains(loader, internalName) && !loaded.isLoaded(loader, internalName, file)) {
      throw new Distrust("class " + dots(internalName) + " is not what its class file says");
    }
    return file;
  }

  private static byte[] readFrom(Module module, String path) throws IOException {
    try (InputStream in = module.getResourceAsStream(path)) {
      return in == null ? null : in.readAllBytes();
    }
  }

  /** Exact classes only: any other could be the program's, and asking it would run its code. */
  @SuppressWarnings("removal")
  private static URL location(Class<?> type) throws Distrust {
    if (System.getSecurityManager() != null) {
      throw new Distrust("a security manager is installed");
    }
    ProtectionDomain domain = type.getProtectionDomain();
    CodeSource source =
        domain == null || domain.getClass() != ProtectionDomain.class
            ? null
            : domain.getCodeSource();
    URL location =
        source == null || source.getClass() != CodeSource.class ? null : source.getLocation();
    if (location == null) {
      throw new Distrust("class " + type.getName() + " does not say where it comes from");
    }
    return location;
  }

  private static Origin origin(URL location) {
    // Only parts of the URL: all else would ask its handler, which may be the program's.
    String protocol = location.getProtocol();
    String place =
        URLDecoder.decode(location.getPath().replace("+", "%2B"), StandardCharsets.UTF_8);
    if (protocol.equals("file")) {
      return new Origin(new File(place), "");
    }
    if (!protocol.equals("jar")) {
      return null;
    }
    int scheme = place.indexOf(':');
    int mark = place.indexOf('!');
    if (mark < 0 || !place.startsWith("file:") && !place.startsWith("nested:")) {
      return null;
    }
    String outer = withoutSlash(place.substring(scheme + 1, mark));
    String inner = place.substring(mark + 1);
    if (inner.endsWith("!/")) {
      inner = inner.substring(0, inner.length() - 2);
    }
    inner = withoutSlash(inner.startsWith("/") ? inner.substring(1) : inner);
    return new Origin(new File(outer), inner);
  }

  private static String withoutSlash(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  private byte[] readFrom(File place, String inner, String path) throws IOException {
    if (place.isDirectory()) {
      File file = new File(place, path);
      if (!file.isFile()) {
        return null;
      }
      try (InputStream in = new FileInputStream(file)) {
        return in.readAllBytes();
      }
    }
    ZipFile zip = open(place);
    if (inner.endsWith(".jar")) {
      return readNested(zip, inner, path);
    }
    ZipEntry entry = zip.getEntry(inner.isEmpty() ? path : inner + "/" + path);
    if (entry == null) {
      return null;
    }
    try (InputStream in = zip.getInputStream(entry)) {
      return in.readAllBytes();
    }
  }

  private static byte[] readNested(ZipFile zip, String inner, String path) throws IOException {
    ZipEntry entry = zip.getEntry(inner);
    if (entry == null) {
      return null;
    }
    try (ZipInputStream in = new ZipInputStream(zip.getInputStream(entry))) {
      for (ZipEntry each = in.getNextEntry(); each != null; each = in.getNextEntry()) {
        if (each.getName().equals(path)) {
          return in.readAllBytes();
        }
      }
    }
    return null;
  }

  /**
   * The class files of a package that lie beside a class, by internal names, whether they are
   * loaded or not. Those of the JDK cannot be told.
   */
  Map<String, byte[]> readPackage(Class<?> beside, String packageName) throws Distrust {
    Map<String, byte[]> files = new HashMap<>();
    try {
      Origin origin = isJdk(beside.getClassLoader()) ? null : origin(location(beside));
      if (origin == null) {
        throw new Distrust("package " + dots(packageName) + " cannot be searched");
      }
      if (origin.file.isDirectory()) {
        list(new File(origin.file, packageName), packageName, files);
      } else {
        list(open(origin.file), origin.inner, packageName, files);
      }
    } catch (IOException e) {
      throw new Distrust("package " + dots(packageName) + " cannot be read");
    }
    ClassLoader loader = beside.getClassLoader();
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      if (loaded.contains(loader, file.getKey())
          && !loaded.isLoaded(loader, file.getKey(), file.getValue())) {
        throw new Distrust("class " + dots(file.getKey()) + " is not what its class file says");
      }
    }
    return files;
  }

  private static void list(File folder, String packageName, Map<String, byte[]> files)
      throws IOException {
    File[] found = folder.listFiles();
    for (int i = 0; found != null && i < found.length; i++) {
      String name = className(packageName + found[i].getName(), packageName);
      if (name != null) {
        try (InputStream in = new FileInputStream(found[i])) {
          files.put(name, in.readAllBytes());
        }
      }
    }
  }

  private static void list(ZipFile zip, String inner, String packageName, Map<String, byte[]> files)
      throws IOException {
    if (inner.endsWith(".jar")) {
      ZipEntry nested = zip.getEntry(inner);
      if (nested == null) {
        return;
      }
      try (ZipInputStream in = new ZipInputStream(zip.getInputStream(nested))) {
        for (ZipEntry each = in.getNextEntry(); each != null; each = in.getNextEntry()) {
          String name = className(each.getName(), packageName);
          if (name != null) {
            files.put(name, in.readAllBytes());
          }
        }
      }
      return;
    }
    String prefix = inner.isEmpty() ? "" : inner + "/";
    // Of several versions of a class, the one for this JVM, by its usual name.
    Iterator<JarEntry> entries = ((JarFile) zip).versionedStream().iterator();
    while (entries.hasNext()) {
      JarEntry each = entries.next();
      String name =
          each.getName().startsWith(prefix)
              ? className(each.getName().substring(prefix.length()), packageName)
              : null;
      if (name != null) {
        try (InputStream in = zip.getInputStream(each)) {
          files.put(name, in.readAllBytes());
        }
      }
    }
  }

  /** The internal name of a class, null if the path is not one of a class in the package. */
  private static String className(String path, String packageName) {
    if (!path.startsWith(packageName)
        || !path.endsWith(".class")
        || path.indexOf('/', packageName.length()) >= 0) {
      return null;
    }
    return path.substring(0, path.length() - ".class".length());
  }

  private ZipFile open(File file) throws IOException {
    if (jar == null || !jarPath.equals(file.getPath())) {
      close();
      // Of several versions of a class, the one for this JVM.
      jar = new JarFile(file, false, ZipFile.OPEN_READ, JarFile.runtimeVersion());
      jarPath = file.getPath();
    }
    return jar;
  }

  @Override
  public void close() throws IOException {
    if (jar != null) {
      jar.close();
      jar = null;
    }
  }

  private static String dots(String internalName) {
    return internalName.replace('/', '.');
  }

  /** Where class files lie: a directory or jar, and what within it. */
  private static final class Origin {
    final File file;
    final String inner;

    Origin(File file, String inner) {
      this.file = file;
      this.inner = inner;
    }
  }
}
