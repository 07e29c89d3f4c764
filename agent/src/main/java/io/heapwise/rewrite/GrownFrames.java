package io.heapwise.rewrite;

import java.util.Arrays;

/**
 * Stack map frames of a method that has grown: those that it had, and others, each with the new
 * variables in it. Confined to one thread.
 */
final class GrownFrames {
  private final TypeFlow flow;
  private final int maxLocals;
  private final int[] newLocals;
  private final int[] movedTo;
  private final int[] locals;
  private final int[] stack;

  /**
   * @param flow at the start of the method, and what frames are entered into and taken from
   * @param movedTo new bytecode indexes of instructions
   */
  GrownFrames(TypeFlow flow, Insertions insertions, VerificationTypes types, int[] movedTo) {
    this.flow = flow;
    this.movedTo = movedTo;
    maxLocals = insertions.maxLocals();
    newLocals = new int[insertions.newLocals().length];
    for (int i = 0; i < newLocals.length; i++) {
      newLocals[i] = types.named(insertions.newLocals()[i]);
    }
    locals = new int[flow.locals.length];
    stack = new int[flow.stack.length];
  }

  /** What the variables hold at the start of the method, as in frames. */
  int[] parameters() {
    return Arrays.copyOf(locals, compact(flow.locals, flow.localCount, locals));
  }

  /** Enters what a frame says, and what is in the new variables. */
  void enter(StackMapReader frame) {
    flow.clear();
    int variable = 0;
    for (int i = 0; i < frame.localCount; i++) {
      int type = moved(frame.locals[i]);
      flow.set(variable, type);
      variable += VerificationTypes.isWide(type) ? 2 : 1;
    }
    for (int i = 0; i < frame.stackCount; i++) {
      flow.push(moved(frame.stack[i]));
    }
    setNewLocals();
  }

  private void setNewLocals() {
    for (int i = 0; i < newLocals.length; i++) {
      flow.set(maxLocals + i, newLocals[i]);
    }
  }

  private int moved(int type) {
    return VerificationTypes.tag(type) == VerificationTypes.UNINITIALIZED
        ? VerificationTypes.of(
            VerificationTypes.UNINITIALIZED, movedTo[VerificationTypes.reference(type)])
        : type;
  }

  /** Writes what is known now as a frame. */
  void write(StackMapWriter writer, int place) {
    // They may hold null at the moment; whoever else comes here may not.
    setNewLocals();
    int localCount = compact(flow.locals, flow.localCount, locals);
    int stackCount = compact(flow.stack, flow.depth, stack);
    writer.write(place, locals, localCount, stack, stackCount);
  }

  /** One element for a long or double, as frames have it. */
  private static int compact(int[] slots, int count, int[] compacted) {
    int length = 0;
    for (int i = 0; i < count; i++) {
      compacted[length++] = slots[i];
      if (VerificationTypes.isWide(slots[i])) {
        i++;
      }
    }
    return length;
  }

  /** What is in the variables and on the stack now, to be restored. */
  int[][] state() {
    return new int[][] {
      Arrays.copyOf(flow.locals, flow.localCount), Arrays.copyOf(flow.stack, flow.depth)
    };
  }

  void restore(int[][] state) {
    flow.clear();
    System.arraycopy(state[0], 0, flow.locals, 0, state[0].length);
    flow.localCount = state[0].length;
    System.arraycopy(state[1], 0, flow.stack, 0, state[1].length);
    flow.depth = state[1].length;
  }
}
