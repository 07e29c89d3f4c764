package io.heapwise.rewrite;

import io.heapwise.analysis.ReturnedOperand;
import org.objectweb.asm.tree.MethodInsnNode;

/** What calls of the JDK return, as far as the rewrites need it. */
public final class KnownReturns implements ReturnedOperand {
  public static final ReturnedOperand INSTANCE = new KnownReturns();

  private KnownReturns() {}

  @Override
  public int of(MethodInsnNode call) {
    boolean itself =
        BufferCalls.isBuffer(call.owner)
            ? BufferCalls.returnsItself(call)
            : BuilderCalls.returnsItself(call);
    return itself ? 0 : -1;
  }
}
