package io.heapwise;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.util.Collections;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Loads the agent from the folder {@code inner/} of its own jar, out of the program's sight: the
 * files there end in {@code .classdata}, because the jar is on the class path, where programs look
 * for classes. It delegates only to the platform loader, so nothing on the class path can get in
 * the way.
 *
 * <p>Thread-safe: two threads may define the same class, and the one that comes late takes the
 * other's. No lock is held while a class is defined, which runs the transformers of other agents.
 * The jar stays open as long as the JVM runs.
 */
final class AgentClassLoader extends ClassLoader {
  private static final String OWN_PACKAGES = "io.heapwise.";

  /** Of the JDK, but of its module that the system loader alone has. */
  private static final String ATTACH_PACKAGE = "com.sun.tools.attach.";

  private static final String FOLDER = "inner/";
  private static final int BUFFER_BYTES = 16 * 1024;

  static {
    ClassLoader.registerAsParallelCapable();
  }

  private final ZipFile jar;
  private final URI location;
  private final ProtectionDomain protectionDomain;
  private final byte[][] spareBuffers = new byte[4][];
  private int spares;

  AgentClassLoader(File jar, CodeSource source) throws IOException {
    super("heapwise", ClassLoader.getPlatformClassLoader());
    this.jar = new ZipFile(jar);
    this.location = jar.toURI();
    this.protectionDomain = new ProtectionDomain(source, null, this, null);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(OWN_PACKAGES)) {
      return name.startsWith(ATTACH_PACKAGE)
          ? getSystemClassLoader().loadClass(name)
          : super.loadClass(name, resolve);
    }
    // The parent has none of these: asking it would search all of the JDK's modules every time.
    Class<?> loaded = findLoadedClass(name);
    return loaded != null ? loaded : findClass(name);
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    // Hundreds of classes in a row: each in an array of its own would be garbage of the program's.
    byte[] buffer = takeBuffer();
    try {
      ZipEntry entry = jar.getEntry(entryName(name.replace('.', '/') + ".class"));
      if (entry == null) {
        throw new ClassNotFoundException(name);
      }
      int length = (int) entry.getSize();
      if (buffer.length < length) {
        buffer = new byte[2 * length];
      }
      read(entry, buffer, length);
      return define(name, buffer, length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    } finally {
      giveBuffer(buffer);
    }
  }

  private Class<?> define(String name, byte[] classFile, int length) {
    try {
      return defineClass(name, classFile, 0, length, protectionDomain);
    } catch (LinkageError e) {
      Class<?> winner = findLoadedClass(name);
      if (winner == null) {
        throw e;
      }
      return winner;
    }
  }

  /** More than one at a time: to define a class loads those that it extends. */
  private synchronized byte[] takeBuffer() {
    return spares == 0 ? new byte[BUFFER_BYTES] : spareBuffers[--spares];
  }

  private synchronized void giveBuffer(byte[] buffer) {
    if (spares < spareBuffers.length) {
      spareBuffers[spares++] = buffer;
    }
  }

  @Override
  public InputStream getResourceAsStream(String name) {
    try {
      byte[] bytes = read(name);
      return bytes == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(bytes);
    } catch (IOException e) {
      return null;
    }
  }

  @Override
  protected URL findResource(String name) {
    if (jar.getEntry(entryName(name)) == null) {
      return null;
    }
    try {
      return URI.create("jar:" + location + "!/" + entryName(name)).toURL();
    } catch (Exception e) {
      return null;
    }
  }

  @Override
  protected Enumeration<URL> findResources(String name) {
    URL url = findResource(name);
    return url == null
        ? Collections.emptyEnumeration()
        : Collections.enumeration(Collections.singleton(url));
  }

  private byte[] read(String name) throws IOException {
    ZipEntry entry = jar.getEntry(entryName(name));
    if (entry == null) {
      return null;
    }
    // Of the exact size: readAllBytes() would begin with a buffer larger than most files here.
    byte[] bytes = new byte[(int) entry.getSize()];
    read(entry, bytes, bytes.length);
    return bytes;
  }

  private void read(ZipEntry entry, byte[] bytes, int length) throws IOException {
    try (InputStream in = jar.getInputStream(entry)) {
      if (in.readNBytes(bytes, 0, length) < length) {
        throw new IOException(entry.getName() + " ends too early");
      }
    }
  }

  private static String entryName(String name) {
    return name.endsWith(".class") ? FOLDER + name + "data" : FOLDER + name;
  }
}
