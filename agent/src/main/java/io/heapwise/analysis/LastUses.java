package io.heapwise.analysis;

import io.heapwise.analysis.Value.Use;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;

/**
 * Where an object that a method makes is certain not to be used any more, on the ways that nothing
 * thrown has touched since: once a call with the object among its operands has failed and been
 * caught, somebody may still be at work on the object.
 */
public final class LastUses {
  private final MethodFlow flow;
  private final Value value;
  private final int definition;
  private final boolean[] uses;
  private final boolean[] liveIn;

  /** Where a block begins: in that of the definition the value is another object behind it. */
  private final boolean[] tainted;

  private final boolean[] isHandler;
  private final List<AbstractInsnNode> behind = new ArrayList<>();
  private final List<AbstractInsnNode> inFrontOf = new ArrayList<>();

  private LastUses(MethodFlow flow, Value value) {
    this.flow = flow;
    this.value = value;
    definition = flow.blockOf(value.definition());
    int blocks = flow.blockCount();
    uses = new boolean[blocks];
    liveIn = new boolean[blocks];
    tainted = new boolean[blocks];
    isHandler = new boolean[blocks];
    for (Use use : value.uses()) {
      uses[flow.blockOf(use.instruction())] = true;
    }
    for (int block = 0; block < blocks; block++) {
      for (int handler : flow.handlersOf(block)) {
        isHandler[handler] = true;
      }
    }
    solveLiveness();
    spreadTaint();
    findBehind();
    findInFront();
  }

  /**
   * Finds the last uses of an object.
   *
   * @param value produced by an instruction, and {@link Value#isDistinct()}
   */
  public static LastUses of(MethodFlow flow, Value value) {
    return new LastUses(flow, value);
  }

  /** Uses behind which the object is dead, once they have completed. */
  public List<AbstractInsnNode> behind() {
    return behind;
  }

  /**
   * Instructions that begin a block, in front of which the object is dead while it was not at the
   * end of some block before. They may be reached without the object having been made at all, or
   * after a place of {@link #behind()}.
   */
  public List<AbstractInsnNode> inFrontOf() {
    return inFrontOf;
  }

  private void solveLiveness() {
    boolean changed = true;
    while (changed) {
      changed = false;
      for (int block = liveIn.length - 1; block >= 0; block--) {
        if (!liveIn[block]
            && block != definition
            && (uses[block] || isLiveBehind(block) || isLiveInHandler(block))) {
          liveIn[block] = true;
          changed = true;
        }
      }
    }
  }

  private boolean isLiveBehind(int block) {
    return isAnyLive(flow.successorsOf(block));
  }

  /** Then it is live throughout the block. */
  private boolean isLiveInHandler(int block) {
    return isAnyLive(flow.handlersOf(block));
  }

  private boolean isAnyLive(int[] blocks) {
    for (int block : blocks) {
      if (liveIn[block]) {
        return true;
      }
    }
    return false;
  }

  private void spreadTaint() {
    ArrayDeque<Integer> queue = new ArrayDeque<>();
    for (Use use : value.uses()) {
      int opcode = use.instruction().getOpcode();
      if (opcode >= Opcodes.INVOKEVIRTUAL && opcode <= Opcodes.INVOKEDYNAMIC) {
        addAll(queue, flow.handlersOf(flow.blockOf(use.instruction())));
      }
    }
    while (!queue.isEmpty()) {
      int block = queue.poll();
      if (tainted[block]) {
        continue;
      }
      tainted[block] = true;
      if (block != definition) {
        addAll(queue, flow.successorsOf(block));
      }
      addAll(queue, flow.handlersOf(block));
    }
  }

  private static void addAll(ArrayDeque<Integer> queue, int[] blocks) {
    for (int block : blocks) {
      queue.add(block);
    }
  }

  private void findBehind() {
    for (int block = 0; block < uses.length; block++) {
      if (uses[block]
          && !isTaintedAtEnd(block)
          && !isLiveBehind(block)
          && !isLiveInHandler(block)) {
        AbstractInsnNode last = lastUseIn(block);
        if (completes(last)) {
          behind.add(last);
        }
      }
    }
  }

  private AbstractInsnNode lastUseIn(int block) {
    AbstractInsnNode last = null;
    for (Use use : value.uses()) {
      AbstractInsnNode insn = use.instruction();
      if (flow.blockOf(insn) == block
          && (last == null || flow.indexOf(insn) > flow.indexOf(last))) {
        last = insn;
      }
    }
    return last;
  }

  /** Whether what follows an instruction in the code runs whenever the instruction completes. */
  private static boolean completes(AbstractInsnNode insn) {
    int opcode = insn.getOpcode();
    boolean jumps =
        opcode >= Opcodes.IFEQ && opcode <= Opcodes.RETURN
            || opcode == Opcodes.IFNULL
            || opcode == Opcodes.IFNONNULL
            || opcode == Opcodes.ATHROW;
    return !jumps;
  }

  private void findInFront() {
    boolean[] found = new boolean[uses.length];
    for (int block = 0; block < uses.length; block++) {
      if (flow.isReachableBlock(block) && !isTaintedAtEnd(block) && isLiveAtEnd(block)) {
        for (int next : flow.successorsOf(block)) {
          findInFront(next, found);
        }
      }
    }
  }

  private void findInFront(int block, boolean[] found) {
    if (found[block] || liveIn[block] || isHandler[block] || tainted[block]) {
      return;
    }
    found[block] = true;
    AbstractInsnNode first = flow.firstIn(block);
    if (first != null) {
      inFrontOf.add(first);
    } else {
      for (int next : flow.successorsOf(block)) {
        findInFront(next, found);
      }
    }
  }

  /** Whether a block comes to its end without the value having died before in it. */
  private boolean isLiveAtEnd(int block) {
    boolean isHeld = liveIn[block] || block == definition;
    if (!isHeld) {
      return false;
    }
    if (isLiveBehind(block) || isLiveInHandler(block)) {
      return true;
    }
    AbstractInsnNode last = flow.lastIn(block);
    return last != null && value.isUsedBy(last) && !completes(last);
  }

  private boolean isTaintedAtEnd(int block) {
    return tainted[block] && block != definition;
  }
}
