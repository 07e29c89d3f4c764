package io.heapwise.rewrite;

import io.heapwise.analysis.ReturnedOperand;
import org.objectweb.asm.tree.MethodInsnNode;

/** What calls of the JDK return, as far as the rewrites need it. */
public final class KnownReturns implements ReturnedOperand {
  public static final ReturnedOperand INSTANCE = new KnownReturns();

  private KnownReturns() {}

  @Override
  public int of(MethodInsnNode call) {
    if (BufferCalls.isBuffer(call.owner)) {
      if (BufferCalls.isAllocateDirect(call)) {
        return FRESH;
      }
      return BufferCalls.returnsItself(call) ? 0 : UNKNOWN;
    }
    return BuilderCalls.returnsItself(call) ? 0 : UNKNOWN;
  }
}
