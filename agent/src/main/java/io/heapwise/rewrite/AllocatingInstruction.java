package io.heapwise.rewrite;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MultiANewArrayInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;

/** What an instruction that stands for a site allocates, in the words of a profile. */
final class AllocatingInstruction {
  /** From {@code boolean}, the first that {@code newarray} knows, on. */
  private static final String[] ARRAYS = {
    "boolean[]", "char[]", "float[]", "double[]", "byte[]", "short[]", "int[]", "long[]"
  };

  private AllocatingInstruction() {}

  static String kindOf(AbstractInsnNode insn) {
    switch (insn.getOpcode()) {
      case Opcodes.NEW:
        return "new";
      case Opcodes.NEWARRAY:
        return "newarray";
      case Opcodes.ANEWARRAY:
        return "anewarray";
      case Opcodes.MULTIANEWARRAY:
        return "multianewarray";
      default:
        return "call";
    }
  }

  static String typeOf(AbstractInsnNode insn) {
    if (insn instanceof TypeInsnNode node) {
      String type = Type.getObjectType(node.desc).getClassName();
      return insn.getOpcode() == Opcodes.ANEWARRAY ? type + "[]" : type;
    }
    if (insn instanceof IntInsnNode node && insn.getOpcode() == Opcodes.NEWARRAY) {
      return ARRAYS[node.operand - Opcodes.T_BOOLEAN];
    }
    if (insn instanceof MultiANewArrayInsnNode node) {
      return Type.getType(node.desc).getClassName();
    }
    if (insn instanceof MethodInsnNode node) {
      return node.name.equals("<init>")
          ? Type.getObjectType(node.owner).getClassName()
          : Type.getReturnType(node.desc).getClassName();
    }
    if (insn instanceof InvokeDynamicInsnNode node) {
      return Type.getReturnType(node.desc).getClassName();
    }
    return "";
  }
}
