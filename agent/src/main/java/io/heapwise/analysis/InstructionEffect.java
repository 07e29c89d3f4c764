package io.heapwise.analysis;

import java.util.Arrays;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MultiANewArrayInsnNode;

/**
 * What an instruction does to the operand stack and the locals, as one number. It is asked for once
 * and looked at each time that a flow comes by: a descriptor is parsed once, and what runs each
 * time is short, so that it is compiled in a fraction of the time, and that is while a program
 * starts.
 */
final class InstructionEffect {
  /** It moves values as they are. */
  static final int MOVES = 1 << 10;

  /** The locals, or what they stand for, are not the same behind it. */
  static final int CHANGES_LOCALS = 1 << 11;

  /** No instruction but a label or the like. */
  static final int NOTHING = 1 << 12;

  /** It writes what it produces to a local. */
  static final int INCREMENTS = 1 << 13;

  private static final int MOST_CONSUMED = 0xFF;
  private static final int PRODUCED_AT = 8;
  private static final int RETURNED_AT = 16;

  /** By opcode, where that alone says it. */
  private static final short[] REGULAR = new short[Opcodes.IFNONNULL + 1];

  /** In {@link #REGULAR}: the instruction says it, not its opcode alone. */
  private static final short IRREGULAR = -1;

  /** A power of two. */
  private static final int CALLS = 1024;

  /** Of calls met lately, by their descriptors: the same few hundred come again and again. */
  private static final OfCall[] LATELY = new OfCall[CALLS];

  static {
    Arrays.fill(REGULAR, IRREGULAR);
    regular(Opcodes.NOP, Opcodes.NOP, 0, 0);
    regular(Opcodes.ACONST_NULL, Opcodes.SIPUSH, 0, 1);
    regular(Opcodes.LCONST_0, Opcodes.LCONST_1, 0, 2);
    regular(Opcodes.DCONST_0, Opcodes.DCONST_1, 0, 2);
    regular(Opcodes.IALOAD, Opcodes.SALOAD, 2, 1);
    regular(Opcodes.LALOAD, Opcodes.LALOAD, 2, 2);
    regular(Opcodes.DALOAD, Opcodes.DALOAD, 2, 2);
    regular(Opcodes.IASTORE, Opcodes.SASTORE, 3, 0);
    // Int, long, float and double take turns.
    for (int opcode = Opcodes.IADD; opcode <= Opcodes.LXOR; opcode++) {
      boolean isNegation = opcode >= Opcodes.INEG && opcode <= Opcodes.DNEG;
      regular(opcode, opcode, isNegation ? 1 : 2, 1 + (opcode & 1));
    }
    regular(Opcodes.I2L, Opcodes.I2S, 1, 1);
    regular(Opcodes.I2L, Opcodes.I2L, 1, 2);
    regular(Opcodes.I2D, Opcodes.I2D, 1, 2);
    regular(Opcodes.L2D, Opcodes.L2D, 1, 2);
    regular(Opcodes.F2L, Opcodes.F2L, 1, 2);
    regular(Opcodes.F2D, Opcodes.F2D, 1, 2);
    regular(Opcodes.D2L, Opcodes.D2L, 1, 2);
    regular(Opcodes.LCMP, Opcodes.DCMPG, 2, 1);
    regular(Opcodes.IFEQ, Opcodes.IFLE, 1, 0);
    regular(Opcodes.IF_ICMPEQ, Opcodes.IF_ACMPNE, 2, 0);
    regular(Opcodes.GOTO, Opcodes.GOTO, 0, 0);
    regular(Opcodes.TABLESWITCH, Opcodes.ARETURN, 1, 0);
    regular(Opcodes.RETURN, Opcodes.RETURN, 0, 0);
    regular(Opcodes.NEW, Opcodes.NEW, 0, 1);
    regular(Opcodes.NEWARRAY, Opcodes.ARRAYLENGTH, 1, 1);
    regular(Opcodes.ATHROW, Opcodes.ATHROW, 1, 0);
    regular(Opcodes.INSTANCEOF, Opcodes.INSTANCEOF, 1, 1);
    regular(Opcodes.MONITORENTER, Opcodes.MONITOREXIT, 1, 0);
    regular(Opcodes.IFNULL, Opcodes.IFNONNULL, 1, 0);
    Arrays.fill(REGULAR, Opcodes.ILOAD, Opcodes.ALOAD + 1, (short) MOVES);
    Arrays.fill(REGULAR, Opcodes.ISTORE, Opcodes.ASTORE + 1, (short) (MOVES | CHANGES_LOCALS));
    Arrays.fill(REGULAR, Opcodes.POP, Opcodes.SWAP + 1, (short) MOVES);
    Arrays.fill(REGULAR, Opcodes.JSR, Opcodes.RET + 1, (short) MOVES);
    REGULAR[Opcodes.IINC] = (short) (effect(0, 1) | INCREMENTS | CHANGES_LOCALS);
    REGULAR[Opcodes.CHECKCAST] = (short) MOVES;
    // What was there from an earlier round becomes stale.
    for (int opcode = Opcodes.NEW; opcode <= Opcodes.ANEWARRAY; opcode++) {
      REGULAR[opcode] |= CHANGES_LOCALS;
    }
  }

  private InstructionEffect() {}

  private static void regular(int first, int last, int consumed, int produced) {
    Arrays.fill(REGULAR, first, last + 1, (short) effect(consumed, produced));
  }

  private static int effect(int consumed, int produced) {
    return consumed | produced << PRODUCED_AT;
  }

  static int of(AbstractInsnNode insn, ReturnedOperand returnedOperand) {
    int opcode = insn.getOpcode();
    if (opcode < 0) {
      return NOTHING;
    }
    int regular = REGULAR[opcode];
    if (regular != IRREGULAR) {
      return regular;
    }
    if (insn instanceof MethodInsnNode call) {
      int receiver = opcode == Opcodes.INVOKESTATIC ? 0 : 1;
      return ofCall(call.desc) + receiver | returnedOperand.of(call) + 1 << RETURNED_AT;
    }
    if (insn instanceof FieldInsnNode field) {
      boolean isStatic = opcode == Opcodes.GETSTATIC || opcode == Opcodes.PUTSTATIC;
      boolean isRead = opcode == Opcodes.GETSTATIC || opcode == Opcodes.GETFIELD;
      return effect(
          (isStatic ? 0 : 1) + (isRead ? 0 : 1), isRead ? sizeOf(field.desc.charAt(0)) : 0);
    }
    if (insn instanceof LdcInsnNode constant) {
      return effect(0, sizeOfConstant(constant.cst));
    }
    if (insn instanceof InvokeDynamicInsnNode dynamic) {
      return ofCall(dynamic.desc);
    }
    return effect(((MultiANewArrayInsnNode) insn).dims, 1) | CHANGES_LOCALS;
  }

  /** Of a call without a receiver; with one, it consumes one more. */
  private static int ofCall(String descriptor) {
    int place = descriptor.hashCode() & CALLS - 1;
    OfCall known = LATELY[place];
    if (known == null || !known.descriptor.equals(descriptor)) {
      known = new OfCall(descriptor);
      LATELY[place] = known;
    }
    return known.effect;
  }

  /** Never changes, so that threads may find what others have put there. */
  private static final class OfCall {
    final String descriptor;
    final int effect;

    OfCall(String descriptor) {
      this.descriptor = descriptor;
      int consumed = 0;
      int at = 1;
      while (descriptor.charAt(at) != ')') {
        at = afterType(descriptor, at);
        consumed++;
      }
      effect = effect(consumed, sizeOf(descriptor.charAt(at + 1)));
    }
  }

  /** Where the type that begins at a place of a descriptor ends. */
  static int afterType(String descriptor, int start) {
    int at = start;
    while (descriptor.charAt(at) == '[') {
      at++;
    }
    return (descriptor.charAt(at) == 'L' ? descriptor.indexOf(';', at) : at) + 1;
  }

  /** Operands that the instruction pops; the deepest is the first of them. */
  static int consumed(int effect) {
    return effect & MOST_CONSUMED;
  }

  /** Slots of what it pushes, 0 for nothing. */
  static int produced(int effect) {
    return effect >> PRODUCED_AT & 3;
  }

  /** Position of the operand that it pushes again; -1 for none. */
  static int returned(int effect) {
    return (effect >> RETURNED_AT) - 1;
  }

  private static int sizeOf(char type) {
    return type == 'J' || type == 'D' ? 2 : type == 'V' ? 0 : 1;
  }

  private static int sizeOfConstant(Object constant) {
    if (constant instanceof ConstantDynamic dynamic) {
      return dynamic.getSize();
    }
    return constant instanceof Long || constant instanceof Double ? 2 : 1;
  }
}
