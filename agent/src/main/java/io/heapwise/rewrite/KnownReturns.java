package io.heapwise.rewrite;

import io.heapwise.analysis.ReturnedOperand;
import io.heapwise.analysis.WriterUse;
import org.objectweb.asm.tree.MethodInsnNode;

/** What calls of the JDK return, as far as the rewrites need it. */
public final class KnownReturns implements ReturnedOperand {
  public static final ReturnedOperand INSTANCE = new KnownReturns();

  private KnownReturns() {}

  @Override
  public int of(MethodInsnNode call) {
    return returnsItself(call) ? 0 : -1;
  }

  private static boolean returnsItself(MethodInsnNode call) {
    if (BufferCalls.isBuffer(call.owner)) {
      return BufferCalls.returnsItself(call);
    }
    if (call.owner.equals(WriterUse.WRITER)) {
      return WriterUse.returnsItself(call);
    }
    return call.owner.equals(MatcherCalls.MATCHER)
        ? MatcherCalls.returnsItself(call)
        : BuilderCalls.returnsItself(call);
  }
}
