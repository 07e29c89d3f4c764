package io.heapwise.jmx;

import javax.management.ConstructorParameters;

/** A rewritten site, for {@link HeapwiseMXBean}. Immutable. */
public final class SiteInfo {
  private final String rewrite;
  private final String className;
  private final String method;
  private final String descriptor;
  private final int line;
  private final int bytecodeIndex;
  private final long hitCount;
  private final long avoidedBytes;

  @ConstructorParameters({
    "rewrite",
    "className",
    "method",
    "descriptor",
    "line",
    "bytecodeIndex",
    "hitCount",
    "avoidedBytes"
  })
  public SiteInfo(
      String rewrite,
      String className,
      String method,
      String descriptor,
      int line,
      int bytecodeIndex,
      long hitCount,
      long avoidedBytes) {
    this.rewrite = rewrite;
    this.className = className;
    this.method = method;
    this.descriptor = descriptor;
    this.line = line;
    this.bytecodeIndex = bytecodeIndex;
    this.hitCount = hitCount;
    this.avoidedBytes = avoidedBytes;
  }

  public String getRewrite() {
    return rewrite;
  }

  public String getClassName() {
    return className;
  }

  public String getMethod() {
    return method;
  }

  public String getDescriptor() {
    return descriptor;
  }

  public int getLine() {
    return line;
  }

  public int getBytecodeIndex() {
    return bytecodeIndex;
  }

  public long getHitCount() {
    return hitCount;
  }

  public long getAvoidedBytes() {
    return avoidedBytes;
  }
}
