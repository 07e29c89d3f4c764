package io.heapwise.jmx;

import javax.management.ConstructorParameters;

/** A site that is counted at its allocations, for {@link HeapwiseMXBean}. Immutable. */
public final class AllocationInfo {
  private final String className;
  private final String method;
  private final String descriptor;
  private final int line;
  private final int bytecodeIndex;
  private final String type;
  private final String kind;
  private final String rewrite;
  private final String refusal;
  private final long executedCount;
  private final long executedBytes;

  @ConstructorParameters({
    "className",
    "method",
    "descriptor",
    "line",
    "bytecodeIndex",
    "type",
    "kind",
    "rewrite",
    "refusal",
    "executedCount",
    "executedBytes"
  })
  public AllocationInfo(
      String className,
      String method,
      String descriptor,
      int line,
      int bytecodeIndex,
      String type,
      String kind,
      String rewrite,
      String refusal,
      long executedCount,
      long executedBytes) {
    this.className = className;
    this.method = method;
    this.descriptor = descriptor;
    this.line = line;
    this.bytecodeIndex = bytecodeIndex;
    this.type = type;
    this.kind = kind;
    this.rewrite = rewrite;
    this.refusal = refusal;
    this.executedCount = executedCount;
    this.executedBytes = executedBytes;
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

  /** What is allocated, as in Java source. */
  public String getType() {
    return type;
  }

  /** How: {@code new}, {@code newarray}, {@code concat} .. */
  public String getKind() {
    return kind;
  }

  /** Which refused it; null if none was asked. */
  public String getRewrite() {
    return rewrite;
  }

  /** Why; null if none was asked. */
  public String getRefusal() {
    return refusal;
  }

  public long getExecutedCount() {
    return executedCount;
  }

  /** -1 where it is not known. */
  public long getExecutedBytes() {
    return executedBytes;
  }
}
