package io.heapwise.analysis;

import org.objectweb.asm.tree.MethodInsnNode;

/** Knows calls that return one of their own operands, as {@code StringBuilder.append} does. */
public interface ReturnedOperand {
  /** Position of the operand that the call returns, the receiver being 0; -1 where unknown. */
  int of(MethodInsnNode call);
}
