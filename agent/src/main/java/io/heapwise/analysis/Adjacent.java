package io.heapwise.analysis;

import org.objectweb.asm.tree.AbstractInsnNode;

/** Neighbours of an instruction, over labels, lines and frames. */
public final class Adjacent {
  private Adjacent() {}

  /** The next real instruction, or null. */
  public static AbstractInsnNode after(AbstractInsnNode insn) {
    AbstractInsnNode next = insn.getNext();
    while (next != null && next.getOpcode() < 0) {
      next = next.getNext();
    }
    return next;
  }

  /** The real instruction before, or null. */
  public static AbstractInsnNode before(AbstractInsnNode insn) {
    AbstractInsnNode previous = insn.getPrevious();
    while (previous != null && previous.getOpcode() < 0) {
      previous = previous.getPrevious();
    }
    return previous;
  }
}
