package io.heapwise.rewrite;

/**
 * What became of a candidate site.
 *
 * @param rewrite the stem of the rewrite
 * @param className internal name
 * @param method name of the method
 * @param descriptor descriptor of the method
 * @param line source line, 0 where the class file has none
 * @param bytecodeIndex index of the instruction in the original method
 * @param refusal why the site was left alone; null if it was rewritten
 */
public record SiteVerdict(
    String rewrite,
    String className,
    String method,
    String descriptor,
    int line,
    int bytecodeIndex,
    String refusal) {
  /** In a line: {@code com.acme.Foo.bar(I)V:87@12 concat rewritten}. */
  public String asText() {
    return className.replace('/', '.')
        + "."
        + method
        + descriptor
        + ":"
        + line
        + "@"
        + bytecodeIndex
        + " "
        + rewrite
        + (refusal == null ? " rewritten" : " refused: " + refusal);
  }
}
