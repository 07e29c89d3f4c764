package io.heapwise.analysis;

import org.objectweb.asm.tree.MethodInsnNode;

/** Knows what calls return: one of their own operands, as {@code StringBuilder.append} does. */
public interface ReturnedOperand {
  int UNKNOWN = -1;

  /** The call returns an object that nobody else holds, another one each time. */
  int FRESH = -2;

  /**
   * Position of the operand that the call returns, the receiver being 0, or {@link #UNKNOWN} or
   * {@link #FRESH}.
   */
  int of(MethodInsnNode call);
}
