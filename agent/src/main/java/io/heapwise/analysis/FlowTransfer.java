package io.heapwise.analysis;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/** What one instruction does to the values of a {@link FlowState}. */
final class FlowTransfer {
  private final FlowMemory memory;

  /** Whether consumed values are noted down: only in the last pass, when they are final. */
  private boolean recording;

  FlowTransfer(FlowMemory memory) {
    this.memory = memory;
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

  /**
   * @param effect of the instruction
   * @param index of the instruction
   */
  void execute(int effect, AbstractInsnNode insn, int index, FlowState state)
      throws UnanalyzableException {
    if ((effect & (InstructionEffect.MOVES | InstructionEffect.NOTHING)) != 0) {
      if ((effect & InstructionEffect.MOVES) != 0) {
        move(insn, state);
      }
      return;
    }
    int consumed = InstructionEffect.consumed(effect);
    int returned = InstructionEffect.returned(effect);
    Value result = returned < 0 ? null : state.peek(consumed - 1 - returned);
    if (recording) {
      for (int i = consumed - 1; i >= 0; i--) {
        state.peek(consumed - 1 - i).addUse(insn, i, memory);
      }
    }
    state.drop(consumed);
    int produced = InstructionEffect.produced(effect);
    if (produced == 0) {
      return;
    }
    if (result == null) {
      result = result(insn, index, produced, state);
    }
    if ((effect & InstructionEffect.INCREMENTS) == 0) {
      state.push(result);
    } else {
      state.setLocal(((IincInsnNode) insn).var, result);
    }
  }

  /** Moves values between variables and the stack, as they are. */
  private void move(AbstractInsnNode insn, FlowState state) throws UnanalyzableException {
    int opcode = insn.getOpcode();
    if (opcode <= Opcodes.ALOAD) {
      load((VarInsnNode) insn, state);
    } else if (opcode <= Opcodes.ASTORE) {
      noteCopies(insn, 1, state);
      state.setLocal(((VarInsnNode) insn).var, state.pop());
    } else if (opcode <= Opcodes.SWAP) {
      noteCopies(insn, slotsMoved(opcode), state);
      shuffle(opcode, state);
    } else if (opcode == Opcodes.CHECKCAST) {
      noteCopies(insn, 1, state);
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
      value.addCopy(insn, memory);
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
    boolean wide = state.peek(0).size() == 2;
    switch (opcode) {
      case Opcodes.POP -> state.drop(1);
      case Opcodes.POP2 -> state.drop(wide ? 1 : 2);
      case Opcodes.DUP -> state.rearrange(1, "aa");
      case Opcodes.DUP_X1 -> state.rearrange(2, "aba");
      case Opcodes.DUP2 -> state.rearrange(wide ? 1 : 2, wide ? "aa" : "baba");
      case Opcodes.DUP2_X1 -> state.rearrange(wide ? 2 : 3, wide ? "aba" : "bacba");
      case Opcodes.DUP_X2 -> insertBelowTwo(state);
      case Opcodes.DUP2_X2 -> {
        if (wide) {
          insertBelowTwo(state);
        } else {
          // ..., x, b, a -> ..., b, a, x, b, a where x takes two slots, as one value or as two.
          boolean isOne = state.peek(2).size() == 2;
          state.rearrange(isOne ? 3 : 4, isOne ? "bacba" : "badcba");
        }
      }
      default -> state.rearrange(2, "ab");
    }
  }

  /** ..., x, a -> ..., a, x, a where x takes two slots, as one value or as two. */
  private static void insertBelowTwo(FlowState state) throws UnanalyzableException {
    boolean isOne = state.peek(1).size() == 2;
    state.rearrange(isOne ? 2 : 3, isOne ? "aba" : "acba");
  }

  private Value result(AbstractInsnNode insn, int index, int size, FlowState state) {
    int opcode = insn.getOpcode();
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
}
