package io.heapwise.runtime;

/**
 * A rewritten call site.
 *
 * @param rewrite the stem of the rewrite
 * @param className internal name of the class
 * @param method name of the method
 * @param descriptor descriptor of the method
 * @param line source line, 0 where the class file has none
 * @param bytecodeIndex index of the instruction in the original method
 * @param kind what sort of instruction it was, in the words of a profile; empty unknown
 * @param type what it allocated, as in Java source; empty unknown
 */
public record Site(
    String rewrite,
    String className,
    String method,
    String descriptor,
    int line,
    int bytecodeIndex,
    String kind,
    String type) {
  /** A site of which only the place is known. */
  public Site(
      String rewrite,
      String className,
      String method,
      String descriptor,
      int line,
      int bytecodeIndex) {
    this(rewrite, className, method, descriptor, line, bytecodeIndex, "", "");
  }

  // Those that records have by themselves are linked at first use, for ten milliseconds and more.

  @Override
  public boolean equals(Object object) {
    return object instanceof Site other
        && bytecodeIndex == other.bytecodeIndex
        && line == other.line
        && method.equals(other.method)
        && className.equals(other.className)
        && descriptor.equals(other.descriptor)
        && rewrite.equals(other.rewrite);
  }

  @Override
  public int hashCode() {
    return (className.hashCode() * 31 + method.hashCode()) * 31 + bytecodeIndex;
  }
}
