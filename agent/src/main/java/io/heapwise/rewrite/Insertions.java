package io.heapwise.rewrite;

import org.agrona.collections.Int2ObjectHashMap;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Instructions to be put between those of one method, by bytecode index, and the local variables
 * that they need behind the method's own. Confined to one thread.
 */
final class Insertions {
  private static final int WIDEST_LOAD = 4;

  private final Int2ObjectHashMap<InsnList> before = new Int2ObjectHashMap<>();
  private final Int2ObjectHashMap<InsnList> after = new Int2ObjectHashMap<>();
  private final int maxLocals;
  private String[] newLocals = {};
  private int slots;
  private int bytes;

  /**
   * @param maxLocals slots of the method's own local variables
   */
  Insertions(int maxLocals) {
    this.maxLocals = maxLocals;
  }

  /**
   * A local variable for references of a class, null at the start of the method. Costs three bytes
   * at least.
   *
   * @param type internal name, or descriptor of an array
   */
  int newLocal(String type) {
    String[] longer = new String[newLocals.length + 1];
    System.arraycopy(newLocals, 0, longer, 0, newLocals.length);
    longer[newLocals.length] = type;
    newLocals = longer;
    int local = maxLocals + longer.length - 1;
    bytes += 1 + sizeOf(new VarInsnNode(Opcodes.ASTORE, local));
    return local;
  }

  /** Puts code in front of an instruction, so that jumps to the instruction run it as well. */
  void addBefore(int bytecodeIndex, InsnList code, int slotsNeeded) {
    add(before, bytecodeIndex, code, slotsNeeded);
  }

  /** Puts code behind an instruction, so that only those who come by it run the code. */
  void addAfter(int bytecodeIndex, InsnList code, int slotsNeeded) {
    InsnList known = after.get(bytecodeIndex);
    if (known != null) {
      bytes -= nopsBehind(known);
    }
    add(after, bytecodeIndex, code, slotsNeeded);
    bytes += nopsBehind(after.get(bytecodeIndex));
  }

  private void add(
      Int2ObjectHashMap<InsnList> place, int bytecodeIndex, InsnList code, int slotsNeeded) {
    bytes += sizeOf(code);
    slots = Math.max(slots, slotsNeeded);
    InsnList known = place.get(bytecodeIndex);
    if (known == null) {
      place.put(bytecodeIndex, code);
    } else {
      known.add(code);
    }
  }

  /** The code in front of an instruction, or null. */
  InsnList before(int bytecodeIndex) {
    return before.get(bytecodeIndex);
  }

  /** The code behind an instruction, or null. */
  InsnList after(int bytecodeIndex) {
    return after.get(bytecodeIndex);
  }

  int maxLocals() {
    return maxLocals;
  }

  /** What the local variables behind the method's own refer to. */
  String[] newLocals() {
    return newLocals;
  }

  /** Slots on the operand stack that the code needs at most, beyond what is there. */
  int slots() {
    return slots;
  }

  /** By how much the method grows. */
  int bytes() {
    return bytes;
  }

  /**
   * Nops to be written behind code that is put behind an instruction: where it ends with a label,
   * the instruction that follows may have a frame of its own, and no place has two.
   */
  static int nopsBehind(InsnList code) {
    return code.getLast() instanceof LabelNode ? 1 : 0;
  }

  /** Bytes of instructions as they will be written, or a few more. */
  static int sizeOf(InsnList code) {
    int size = 0;
    for (AbstractInsnNode insn : code) {
      size += sizeOf(insn);
    }
    return size;
  }

  private static int sizeOf(AbstractInsnNode insn) {
    if (insn instanceof LabelNode) {
      return 0;
    }
    if (insn instanceof VarInsnNode variable) {
      return variable.var < 4 ? 1 : variable.var < 256 ? 2 : WIDEST_LOAD;
    }
    if (insn instanceof IntInsnNode) {
      return insn.getOpcode() == Opcodes.SIPUSH ? 3 : 2;
    }
    if (insn instanceof MethodInsnNode) {
      return insn.getOpcode() == Opcodes.INVOKEINTERFACE ? 5 : 3;
    }
    return insn.getType() == AbstractInsnNode.INSN ? 1 : 3;
  }
}
