package io.heapwise.cli;

import java.io.IOException;
import org.objectweb.asm.ClassReader;

/** A class file inside whatever was named on the command line. */
final class ClassEntry {
  /** Reads the bytes anew, so that a large jar need not fit into memory. */
  interface Content {
    byte[] read() throws IOException;
  }

  private static final String VERSIONS = "META-INF/versions/";

  private final String path;
  private final String container;
  private final Content content;
  private final String internalName;
  private final String problem;

  /**
   * @param path inside the container
   * @param container path of the nested jar it lies in, or empty
   */
  ClassEntry(String path, String container, Content content) {
    this.path = path;
    this.container = container;
    this.content = content;
    String name = null;
    String trouble = null;
    try {
      byte[] bytes = content.read();
      trouble = ClassFileHeader.problemOf(bytes);
      name = trouble == null ? new ClassReader(bytes).getClassName() : null;
    } catch (IOException e) {
      trouble = String.valueOf(e.getMessage());
    } catch (RuntimeException e) {
      trouble = "the class file is corrupt (" + e + ")";
    }
    internalName = name;
    problem = trouble;
  }

  byte[] bytes() throws IOException {
    return content.read();
  }

  /** Null if there is a {@link #problem()}. */
  String internalName() {
    return internalName;
  }

  /** Why this is no class file that can be worked with, or null. */
  String problem() {
    return problem;
  }

  /** Where it lies, for a message. */
  String place() {
    return container.isEmpty() ? path : container + "!/" + path;
  }

  /** What sets it apart from a class of the same name: nested jar and release, or empty. */
  String note() {
    String release = "";
    if (isForOneRelease()) {
      int end = path.indexOf('/', VERSIONS.length());
      release = path.substring(0, end < 0 ? path.length() : end);
    }
    return container + (container.isEmpty() || release.isEmpty() ? "" : ", ") + release;
  }

  boolean isForOneRelease() {
    return path.startsWith(VERSIONS);
  }
}
