package io.heapwise.rewrite;

import io.heapwise.analysis.ReturnedOperand;
import io.heapwise.analysis.WriterUse;
import org.objectweb.asm.tree.MethodInsnNode;

/** What calls of the JDK return, as far as the rewrites need it. */
public final class KnownReturns implements ReturnedOperand {
  public static final ReturnedOperand INSTANCE = new KnownReturns();

  private static final String JDK = "java/";

  private KnownReturns() {}

  @Override
  public int of(MethodInsnNode call) {
    // Nearly all calls return something else, or are of others.
    return call.desc.endsWith(";") && isKnown(call.owner) && returnsItself(call) ? 0 : -1;
  }

  private static boolean isKnown(String owner) {
    return owner.startsWith(JDK) || owner.equals(BridgeCalls.BRIDGE);
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
