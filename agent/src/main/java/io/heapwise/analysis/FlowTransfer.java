package io.heapwise.analysis;

import java.util.Arrays;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MultiANewArrayInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * What one instruction does to the values of a {@link FlowState}. Most only consume operands and
 * produce a result, how many and how large says a table: one path for all of them is compiled in a
 * fraction of the time that a path for each kind takes, and that is while a program starts.
 */
final class FlowTransfer {
  /** The instruction itself, not its opcode alone, says what it consumes and produces. */
  private static final int IRREGULAR = -1;

  /** By opcode: operands that are consumed. */
  private static final byte[] CONSUMED = new byte[Opcodes.IFNONNULL + 1];

  /** By opcode: slots of what is produced, 0 for nothing. */
  private static final byte[] PRODUCED = new byte[Opcodes.IFNONNULL + 1];

  static {
    Arrays.fill(CONSUMED, (byte) IRREGULAR);
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
  }

  private final ReturnedOperand returnedOperand;
  private final FlowMemory memory;

  /** Operands that an instruction pops; the deepest is the first of them. */
  static int operandCount(AbstractInsnNode insn) {
    if (insn instanceof MethodInsnNode call) {
      int receiver = call.getOpcode() == Opcodes.INVOKESTATIC ? 0 : 1;
      return receiver + Type.getArgumentCount(call.desc);
    }
    return switch (insn.getOpcode()) {
      case Opcodes.ANEWARRAY,
          Opcodes.NEWARRAY,
          Opcodes.GETFIELD,
          Opcodes.ARRAYLENGTH,
          Opcodes.IRETURN,
          Opcodes.ARETURN ->
          1;
      case Opcodes.IADD, Opcodes.PUTFIELD -> 2;
      case Opcodes.AASTORE -> 3;
      default -> throw new IllegalArgumentException("opcode " + insn.getOpcode());
    };
  }

  /** Whether consumed values are noted down: only in the last pass, when they are final. */
  private boolean recording;

  FlowTransfer(FlowMemory memory, ReturnedOperand returnedOperand) {
    this.memory = memory;
    this.returnedOperand = returnedOperand;
  }

  void startRecording() {
    recording = true;
  }

  void stopRecording() {
    recording = false;
  }

  Value produced(int index) {
    return memory.produced[index];
  }

  private static void regular(int first, int last, int consumed, int produced) {
    Arrays.fill(CONSUMED, first, last + 1, (byte) consumed);
    Arrays.fill(PRODUCED, first, last + 1, (byte) produced);
  }

  void execute(AbstractInsnNode insn, int index, FlowState state) throws UnanalyzableException {
    int opcode = insn.getOpcode();
    int consumed = CONSUMED[opcode];
    int produced = PRODUCED[opcode];
    Value result = null;
    if (consumed == IRREGULAR) {
      if (opcode >= Opcodes.GETSTATIC || opcode == Opcodes.LDC) {
        if (opcode == Opcodes.CHECKCAST) {
          noteCopies(insn, 1, state);
          return;
        }
        consumed = consumedBy(insn, opcode);
        produced = producedBy(insn, opcode);
        result = returnedOperand(insn, consumed, state);
      } else {
        copy(insn, opcode, index, state);
        return;
      }
    }
    for (int i = consumed - 1; i >= 0; i--) {
      Value value = state.pop();
      if (recording) {
        value.addUse(insn, i, memory);
      }
    }
    if (produced != 0) {
      state.push(result != null ? result : result(insn, opcode, index, produced, state));
    }
  }

  private static int consumedBy(AbstractInsnNode insn, int opcode) {
    return switch (opcode) {
      case Opcodes.LDC, Opcodes.GETSTATIC -> 0;
      case Opcodes.PUTSTATIC -> 1;
      case Opcodes.INVOKEDYNAMIC -> Type.getArgumentCount(((InvokeDynamicInsnNode) insn).desc);
      case Opcodes.MULTIANEWARRAY -> ((MultiANewArrayInsnNode) insn).dims;
      default -> operandCount(insn);
    };
  }

  private static int producedBy(AbstractInsnNode insn, int opcode) {
    return switch (opcode) {
      case Opcodes.LDC -> sizeOfConstant(((LdcInsnNode) insn).cst);
      case Opcodes.GETSTATIC, Opcodes.GETFIELD -> sizeOf(((FieldInsnNode) insn).desc.charAt(0));
      case Opcodes.PUTSTATIC, Opcodes.PUTFIELD -> 0;
      case Opcodes.MULTIANEWARRAY -> 1;
      default -> {
        String descriptor =
            insn instanceof MethodInsnNode call ? call.desc : ((InvokeDynamicInsnNode) insn).desc;
        yield sizeOf(descriptor.charAt(descriptor.lastIndexOf(')') + 1));
      }
    };
  }

  /** The operand that a call is known to return, or null. */
  private Value returnedOperand(AbstractInsnNode insn, int consumed, FlowState state)
      throws UnanalyzableException {
    int returned = insn instanceof MethodInsnNode call ? returnedOperand.of(call) : -1;
    return returned < 0 ? null : state.peek(consumed - 1 - returned);
  }

  /** Moves values between variables and the stack, as they are; but for {@code iinc}. */
  private void copy(AbstractInsnNode insn, int opcode, int index, FlowState state)
      throws UnanalyzableException {
    if (opcode <= Opcodes.ALOAD) {
      load((VarInsnNode) insn, state);
    } else if (opcode <= Opcodes.ASTORE) {
      noteCopies(insn, 1, state);
      state.setLocal(((VarInsnNode) insn).var, state.pop());
    } else if (opcode <= Opcodes.SWAP) {
      noteCopies(insn, slotsMoved(opcode), state);
      shuffle(opcode, state);
    } else if (opcode == Opcodes.IINC) {
      state.setLocal(((IincInsnNode) insn).var, result(insn, opcode, index, 1, state));
    } else {
      throw new UnanalyzableException("the method has a subroutine (jsr or ret)");
    }
  }

  private void load(VarInsnNode insn, FlowState state) throws UnanalyzableException {
    Value value = state.local(insn.var);
    int opcode = insn.getOpcode();
    int size = opcode == Opcodes.LLOAD || opcode == Opcodes.DLOAD ? 2 : 1;
    if (value == Value.UNDEFINED || value.size() != size) {
      throw new UnanalyzableException("local variable " + insn.var + " is read before written");
    }
    state.push(value);
  }

  private void noteCopies(AbstractInsnNode insn, int slots, FlowState state)
      throws UnanalyzableException {
    if (!recording) {
      return;
    }
    int seen = 0;
    for (int i = 0; seen < slots; i++) {
      Value value = state.peek(i);
      value.addCopy(insn);
      seen += value.size();
    }
  }

  private static int slotsMoved(int opcode) {
    return switch (opcode) {
      case Opcodes.DUP -> 1;
      case Opcodes.DUP_X1, Opcodes.DUP2, Opcodes.SWAP -> 2;
      case Opcodes.DUP_X2, Opcodes.DUP2_X1 -> 3;
      case Opcodes.DUP2_X2 -> 4;
      default -> 0;
    };
  }

  private static void shuffle(int opcode, FlowState state) throws UnanalyzableException {
    Value a = state.pop();
    boolean wide = a.size() == 2;
    switch (opcode) {
      case Opcodes.POP -> {}
      case Opcodes.POP2 -> {
        if (!wide) {
          state.pop();
        }
      }
      case Opcodes.DUP -> push(state, "aa", a, null, null, null);
      case Opcodes.DUP_X1 -> push(state, "aba", a, state.pop(), null, null);
      case Opcodes.DUP_X2 -> insertBelowTwo(state, a);
      case Opcodes.DUP2 -> {
        Value b = wide ? null : state.pop();
        push(state, wide ? "aa" : "baba", a, b, null, null);
      }
      case Opcodes.DUP2_X1 -> {
        Value b = state.pop();
        Value c = wide ? null : state.pop();
        push(state, wide ? "aba" : "bacba", a, b, c, null);
      }
      case Opcodes.DUP2_X2 -> {
        if (wide) {
          insertBelowTwo(state, a);
        } else {
          insertPairBelowTwo(state, a);
        }
      }
      default -> push(state, "ab", a, state.pop(), null, null);
    }
  }

  /** ..., x, a -> ..., a, x, a where x takes two slots, as one value or as two. */
  private static void insertBelowTwo(FlowState state, Value a) throws UnanalyzableException {
    Value b = state.pop();
    Value c = b.size() == 2 ? null : state.pop();
    push(state, c == null ? "aba" : "acba", a, b, c, null);
  }

  /** ..., x, b, a -> ..., b, a, x, b, a where x takes two slots. */
  private static void insertPairBelowTwo(FlowState state, Value a) throws UnanalyzableException {
    Value b = state.pop();
    Value c = state.pop();
    Value d = c.size() == 2 ? null : state.pop();
    push(state, d == null ? "bacba" : "badcba", a, b, c, d);
  }

  /** Pushes values in an order, the first of them first. */
  private static void push(FlowState state, String order, Value a, Value b, Value c, Value d) {
    for (int i = 0; i < order.length(); i++) {
      state.push(
          switch (order.charAt(i)) {
            case 'a' -> a;
            case 'b' -> b;
            case 'c' -> c;
            default -> d;
          });
    }
  }

  private Value result(AbstractInsnNode insn, int opcode, int index, int size, FlowState state) {
    boolean isAllocation =
        opcode >= Opcodes.NEW && opcode <= Opcodes.ANEWARRAY || opcode == Opcodes.MULTIANEWARRAY;
    Value value = memory.produced[index];
    if (value == null) {
      Value.Kind kind =
          isAllocation
              ? Value.Kind.ALLOCATION
              : opcode <= Opcodes.LDC ? Value.Kind.CONSTANT : Value.Kind.RESULT;
      value = memory.value(kind, insn, 0, size);
      memory.produced[index] = value;
    } else if (isAllocation && state.holds(value)) {
      state.replace(value, value.stale(memory));
    }
    return value;
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
