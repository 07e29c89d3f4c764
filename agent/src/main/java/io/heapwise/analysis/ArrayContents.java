package io.heapwise.analysis;

import io.heapwise.analysis.Value.Use;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;

/** Definite writes: what a small array is certain to hold when an instruction consumes it. */
public final class ArrayContents {
  private ArrayContents() {}

  /**
   * The instructions that fill an array allocated in the same block, element by element, or null
   * unless each element is written exactly once, in order, before {@code consumer}, and nothing
   * else ever uses the array.
   */
  public static AbstractInsnNode[] definiteWrites(
      MethodFlow flow, Value array, AbstractInsnNode consumer) {
    AbstractInsnNode allocation = array.definition();
    if (array.kind() != Value.Kind.ALLOCATION
        || allocation.getOpcode() != Opcodes.ANEWARRAY
        || !array.isDistinct()
        || !flow.inOneBlock(allocation, consumer)) {
      return null;
    }
    Integer length = intConstant(flow.operand(allocation, 0));
    if (length == null || array.uses().size() != length + 1 || array.copies().size() != length) {
      return null;
    }
    AbstractInsnNode[] writes = new AbstractInsnNode[length];
    for (int i = 0; i < length; i++) {
      Use use = array.uses().get(i);
      AbstractInsnNode write = use.instruction();
      if (write.getOpcode() != Opcodes.AASTORE || use.operand() != 0) {
        return null;
      }
      Integer index = intConstant(flow.operand(write, 1));
      if (index == null || index != i) {
        return null;
      }
      writes[i] = write;
    }
    return array.uses().get(length).instruction() == consumer ? writes : null;
  }

  /** The int that a value always is, or null. */
  public static Integer intConstant(Value value) {
    if (value.kind() != Value.Kind.CONSTANT) {
      return null;
    }
    AbstractInsnNode insn = value.definition();
    int opcode = insn.getOpcode();
    if (opcode >= Opcodes.ICONST_M1 && opcode <= Opcodes.ICONST_5) {
      return opcode - Opcodes.ICONST_0;
    }
    if (opcode == Opcodes.BIPUSH || opcode == Opcodes.SIPUSH) {
      return ((IntInsnNode) insn).operand;
    }
    return opcode == Opcodes.LDC && ((LdcInsnNode) insn).cst instanceof Integer number
        ? number
        : null;
  }
}
