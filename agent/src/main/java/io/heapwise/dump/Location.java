package io.heapwise.dump;

import java.util.Objects;

/**
 * A place in the code.
 *
 * @param className with dots, nested classes with {@code $}
 * @param method name of the method
 * @param descriptor descriptor of the method; empty unknown
 * @param file name of the source file; null unknown
 * @param line source line; 0 unknown
 * @param bytecodeIndex of the instruction in the class file as the program has it; {@link
 *     Counts#UNKNOWN} unknown
 */
public record Location(
    String className, String method, String descriptor, String file, int line, int bytecodeIndex) {
  /** As in a stack trace: {@code com.acme.Foo.bar(Foo.java:87)}. */
  public String asText() {
    String source = file == null ? "" : file;
    if (line > 0) {
      source += (source.isEmpty() ? "line " : ":") + line;
    }
    return className + "." + method + "(" + (source.isEmpty() ? "Unknown Source" : source) + ")";
  }

  /** The class's package, empty for the unnamed one. */
  public String packageName() {
    int dot = className.lastIndexOf('.');
    return dot < 0 ? "" : className.substring(0, dot);
  }

  // Those that records have by themselves are linked at first use, for ten milliseconds and more.

  @Override
  public boolean equals(Object object) {
    return object instanceof Location other
        && bytecodeIndex == other.bytecodeIndex
        && line == other.line
        && method.equals(other.method)
        && className.equals(other.className)
        && descriptor.equals(other.descriptor)
        && Objects.equals(file, other.file);
  }

  @Override
  public int hashCode() {
    return ((className.hashCode() * 31 + method.hashCode()) * 31 + line) * 31 + bytecodeIndex;
  }
}
