package io.heapwise.analysis;

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

/** What one instruction does to the values of a {@link FlowState}. */
final class FlowTransfer {
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

  void execute(AbstractInsnNode insn, int index, FlowState state) throws UnanalyzableException {
    int opcode = insn.getOpcode();
    if (opcode <= Opcodes.SIPUSH) {
      if (opcode > Opcodes.NOP) {
        pushConstant(insn, index, state, isWideConstant(opcode) ? 2 : 1);
      }
    } else if (opcode == Opcodes.LDC) {
      pushConstant(insn, index, state, sizeOfConstant(((LdcInsnNode) insn).cst));
    } else if (opcode <= Opcodes.ALOAD) {
      load((VarInsnNode) insn, state);
    } else if (opcode <= Opcodes.SALOAD) {
      consume(insn, state, 2);
      boolean wide = opcode == Opcodes.LALOAD || opcode == Opcodes.DALOAD;
      produce(insn, index, state, wide ? 2 : 1);
    } else if (opcode <= Opcodes.ASTORE) {
      noteCopies(insn, 1, state);
      state.setLocal(((VarInsnNode) insn).var, state.pop());
    } else if (opcode <= Opcodes.SASTORE) {
      consume(insn, state, 3);
    } else if (opcode <= Opcodes.SWAP) {
      noteCopies(insn, slotsMoved(opcode), state);
      shuffle(opcode, state);
    } else if (opcode <= Opcodes.DCMPG) {
      arithmetic(insn, opcode, index, state);
    } else if (opcode <= Opcodes.RETURN) {
      branchOrReturn(insn, opcode, state);
    } else {
      memberOrObject(insn, opcode, index, state);
    }
  }

  private void arithmetic(AbstractInsnNode insn, int opcode, int index, FlowState state)
      throws UnanalyzableException {
    if (opcode == Opcodes.IINC) {
      Value result = result(insn, index, Value.Kind.RESULT, 1);
      state.setLocal(((IincInsnNode) insn).var, result);
      return;
    }
    if (opcode >= Opcodes.INEG && opcode <= Opcodes.DNEG) {
      consume(insn, state, 1);
      produce(insn, index, state, 1 + (opcode & 1));
    } else if (opcode <= Opcodes.LXOR) {
      consume(insn, state, 2);
      // I, L, F, D take turns, so that the odd ones are wide.
      produce(insn, index, state, 1 + (opcode & 1));
    } else if (opcode <= Opcodes.I2S) {
      consume(insn, state, 1);
      produce(insn, index, state, isWideConversion(opcode) ? 2 : 1);
    } else {
      consume(insn, state, 2);
      produce(insn, index, state, 1);
    }
  }

  private void branchOrReturn(AbstractInsnNode insn, int opcode, FlowState state)
      throws UnanalyzableException {
    if (opcode == Opcodes.JSR || opcode == Opcodes.RET) {
      throw new UnanalyzableException("the method has a subroutine (jsr or ret)");
    }
    if (opcode >= Opcodes.IF_ICMPEQ && opcode <= Opcodes.IF_ACMPNE) {
      consume(insn, state, 2);
    } else if (opcode != Opcodes.GOTO && opcode != Opcodes.RETURN) {
      consume(insn, state, 1);
    }
  }

  private void memberOrObject(AbstractInsnNode insn, int opcode, int index, FlowState state)
      throws UnanalyzableException {
    switch (opcode) {
      case Opcodes.GETSTATIC -> produceField(insn, index, state);
      case Opcodes.PUTSTATIC,
          Opcodes.ATHROW,
          Opcodes.MONITORENTER,
          Opcodes.MONITOREXIT,
          Opcodes.IFNULL,
          Opcodes.IFNONNULL ->
          consume(insn, state, 1);
      case Opcodes.GETFIELD -> {
        consume(insn, state, 1);
        produceField(insn, index, state);
      }
      case Opcodes.PUTFIELD -> consume(insn, state, 2);
      case Opcodes.INVOKEVIRTUAL,
          Opcodes.INVOKESPECIAL,
          Opcodes.INVOKESTATIC,
          Opcodes.INVOKEINTERFACE ->
          invoke((MethodInsnNode) insn, index, state);
      case Opcodes.INVOKEDYNAMIC -> {
        String descriptor = ((InvokeDynamicInsnNode) insn).desc;
        consume(insn, state, Type.getArgumentCount(descriptor));
        produceReturn(insn, index, state, descriptor);
      }
      case Opcodes.NEW -> {
        Value value = result(insn, index, Value.Kind.ALLOCATION, 1);
        if (state.holds(value)) {
          state.replace(value, value.stale(memory));
        }
        state.push(value);
      }
      case Opcodes.NEWARRAY, Opcodes.ANEWARRAY -> {
        consume(insn, state, 1);
        allocateArray(insn, index, state);
      }
      case Opcodes.MULTIANEWARRAY -> {
        consume(insn, state, ((MultiANewArrayInsnNode) insn).dims);
        allocateArray(insn, index, state);
      }
      case Opcodes.ARRAYLENGTH, Opcodes.INSTANCEOF -> {
        consume(insn, state, 1);
        produce(insn, index, state, 1);
      }
      case Opcodes.CHECKCAST -> noteCopies(insn, 1, state);
      default -> throw new UnanalyzableException("unknown opcode " + opcode);
    }
  }

  private void allocateArray(AbstractInsnNode insn, int index, FlowState state) {
    Value value = result(insn, index, Value.Kind.ALLOCATION, 1);
    if (state.holds(value)) {
      state.replace(value, value.stale(memory));
    }
    state.push(value);
  }

  private void invoke(MethodInsnNode call, int index, FlowState state)
      throws UnanalyzableException {
    int count = operandCount(call);
    int returned = returnedOperand.of(call);
    Value same = returned < 0 ? null : state.peek(count - 1 - returned);
    consume(call, state, count);
    if (same != null) {
      state.push(same);
    } else {
      produceReturn(call, index, state, call.desc);
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
    switch (opcode) {
      case Opcodes.POP -> {}
      case Opcodes.POP2 -> {
        if (a.size() == 1) {
          state.pop();
        }
      }
      case Opcodes.DUP -> push(state, a, a);
      case Opcodes.DUP_X1 -> {
        Value b = state.pop();
        push(state, a, b, a);
      }
      case Opcodes.DUP_X2 -> insertBelowTwo(state, a);
      case Opcodes.DUP2 -> {
        if (a.size() == 2) {
          push(state, a, a);
        } else {
          Value b = state.pop();
          push(state, b, a);
          push(state, b, a);
        }
      }
      case Opcodes.DUP2_X1 -> {
        Value b = state.pop();
        if (a.size() == 2) {
          push(state, a, b, a);
        } else {
          Value c = state.pop();
          push(state, b, a);
          push(state, c, b, a);
        }
      }
      case Opcodes.DUP2_X2 -> {
        if (a.size() == 2) {
          insertBelowTwo(state, a);
        } else {
          insertPairBelowTwo(state, a);
        }
      }
      default -> {
        Value b = state.pop();
        push(state, a, b);
      }
    }
  }

  /** ..., x, a -> ..., a, x, a where x takes two slots, as one value or as two. */
  private static void insertBelowTwo(FlowState state, Value a) throws UnanalyzableException {
    Value b = state.pop();
    if (b.size() == 2) {
      push(state, a, b, a);
    } else {
      Value c = state.pop();
      push(state, a, c);
      push(state, b, a);
    }
  }

  /** ..., x, b, a -> ..., b, a, x, b, a where x takes two slots. */
  private static void insertPairBelowTwo(FlowState state, Value a) throws UnanalyzableException {
    Value b = state.pop();
    Value c = state.pop();
    if (c.size() == 2) {
      push(state, b, a);
      push(state, c, b, a);
    } else {
      Value d = state.pop();
      push(state, b, a);
      push(state, d, c);
      push(state, b, a);
    }
  }

  private static void push(FlowState state, Value a, Value b) {
    state.push(a);
    state.push(b);
  }

  private static void push(FlowState state, Value a, Value b, Value c) {
    push(state, a, b);
    state.push(c);
  }

  private void consume(AbstractInsnNode insn, FlowState state, int count)
      throws UnanalyzableException {
    for (int i = count - 1; i >= 0; i--) {
      Value value = state.pop();
      if (recording) {
        value.addUse(insn, i, memory);
      }
    }
  }

  private void pushConstant(AbstractInsnNode insn, int index, FlowState state, int size) {
    state.push(result(insn, index, Value.Kind.CONSTANT, size));
  }

  private void produce(AbstractInsnNode insn, int index, FlowState state, int size) {
    state.push(result(insn, index, Value.Kind.RESULT, size));
  }

  private void produceField(AbstractInsnNode insn, int index, FlowState state) {
    produce(insn, index, state, sizeOf(((FieldInsnNode) insn).desc.charAt(0)));
  }

  private void produceReturn(AbstractInsnNode insn, int index, FlowState state, String descriptor) {
    char type = descriptor.charAt(descriptor.lastIndexOf(')') + 1);
    if (type != 'V') {
      produce(insn, index, state, sizeOf(type));
    }
  }

  private Value result(AbstractInsnNode insn, int index, Value.Kind kind, int size) {
    Value value = memory.produced[index];
    if (value == null) {
      value = memory.value(kind, insn, 0, size);
      memory.produced[index] = value;
    }
    return value;
  }

  private static int sizeOf(char type) {
    return type == 'J' || type == 'D' ? 2 : 1;
  }

  private static int sizeOfConstant(Object constant) {
    if (constant instanceof ConstantDynamic dynamic) {
      return dynamic.getSize();
    }
    return constant instanceof Long || constant instanceof Double ? 2 : 1;
  }

  private static boolean isWideConstant(int opcode) {
    return opcode == Opcodes.LCONST_0
        || opcode == Opcodes.LCONST_1
        || opcode == Opcodes.DCONST_0
        || opcode == Opcodes.DCONST_1;
  }

  private static boolean isWideConversion(int opcode) {
    return switch (opcode) {
      case Opcodes.I2L, Opcodes.I2D, Opcodes.L2D, Opcodes.F2L, Opcodes.F2D, Opcodes.D2L -> true;
      default -> false;
    };
  }
}
