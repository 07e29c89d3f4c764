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
 */
public record Site(
    String rewrite,
    String className,
    String method,
    String descriptor,
    int line,
    int bytecodeIndex) {}
