package io.heapwise.analysis;

import io.heapwise.analysis.Value.Use;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;

/**
 * Where the last use of a value is over: at most one such place on each way through a method, and
 * none on a way that an exception handler has been on since the value was made. There somebody else
 * may still have it, such as a writer that was interrupted.
 */
public final class ReleasePoints {
  private final MethodFlow flow;
  private final Value value;
  private final int definition;
  private final int definingBlock;
  private final boolean[] isUsedAt;
  private final boolean[] isLiveAtStart;

  /** Blocks that a handler may have been on the way to since the value was made. */
  private final boolean[] isHandled;

  private final List<Point> found = new ArrayList<>();

  private ReleasePoints(MethodFlow flow, Value value) {
    this.flow = flow;
    this.value = value;
    definition = flow.indexOf(value.definition());
    definingBlock = flow.blockOf(definition);
    isUsedAt = new boolean[flow.blockStart(flow.blockCount())];
    for (Use use : value.uses()) {
      isUsedAt[flow.indexOf(use.instruction())] = true;
    }
    isLiveAtStart = new boolean[flow.blockCount()];
    isHandled = new boolean[flow.blockCount()];
  }

  /**
   * A place between instructions, and what holds the value there.
   *
   * @param isBefore whether jumps to {@code at} pass the place; if not it is behind {@code at}
   * @param local the local variable that holds the value
   */
  public record Point(AbstractInsnNode at, boolean isBefore, int local) {}

  /**
   * The places for a value that an instruction produces and that is {@linkplain Value#isDistinct()
   * distinct}. Ways on which no local variable holds it are left out.
   */
  public static List<Point> of(MethodFlow flow, Value value) {
    return new ReleasePoints(flow, value).find();
  }

  private List<Point> find() {
    findLive();
    findHandled();
    for (int block = 0; block < flow.blockCount(); block++) {
      if (flow.isReachableBlock(block)) {
        findAtStart(block);
        findBehindUses(block);
      }
    }
    return found;
  }

  /** Backwards from the uses, round by round until nothing changes. */
  private void findLive() {
    boolean changed = true;
    while (changed) {
      changed = false;
      for (int block = flow.blockCount() - 1; block >= 0; block--) {
        if (!isLiveAtStart[block] && flow.isReachableBlock(block)) {
          isLiveAtStart[block] = isLiveAfter(block, flow.blockStart(block) - 1);
          changed |= isLiveAtStart[block];
        }
      }
    }
  }

  /** Whether the value may be used after an instruction of a block, before it is made anew. */
  private boolean isLiveAfter(int block, int index) {
    if (isAnyLive(flow.handlersOf(block))) {
      return true;
    }
    for (int i = index + 1; i < flow.blockStart(block + 1); i++) {
      if (isUsedAt[i]) {
        return true;
      }
      if (i == definition) {
        return false;
      }
    }
    return isAnyLive(flow.successorsOf(block));
  }

  private boolean isAnyLive(int[] blocks) {
    for (int block : blocks) {
      if (isLiveAtStart[block]) {
        return true;
      }
    }
    return false;
  }

  /** Forwards from the handlers, to where the value is made anew. */
  private void findHandled() {
    ArrayDeque<Integer> queue = new ArrayDeque<>();
    for (int block = 0; block < flow.blockCount(); block++) {
      if (flow.isReachableBlock(block)) {
        addAll(queue, flow.handlersOf(block));
      }
    }
    while (!queue.isEmpty()) {
      int block = queue.poll();
      if (!isHandled[block]) {
        isHandled[block] = true;
        if (block != definingBlock) {
          addAll(queue, flow.successorsOf(block));
        }
      }
    }
  }

  private static void addAll(ArrayDeque<Integer> queue, int[] blocks) {
    for (int block : blocks) {
      queue.add(block);
    }
  }

  /** Where the value ends between blocks: all that come here would still have used it elsewhere. */
  private void findAtStart(int block) {
    if (isLiveAtStart[block] || isHandled[block] || !isLiveWhereverFrom(block)) {
      return;
    }
    int first = flow.blockStart(block);
    while (first < flow.blockStart(block + 1) && flow.instruction(first).getOpcode() < 0) {
      first++;
    }
    if (first < flow.blockStart(block + 1)) {
      add(flow.instruction(first), true, flow.localHolding(value, block, first));
    }
  }

  private boolean isLiveWhereverFrom(int block) {
    boolean any = false;
    for (int from = 0; from < flow.blockCount(); from++) {
      if (flow.isReachableBlock(from) && contains(flow.successorsOf(from), block)) {
        any = true;
        int last = flow.blockStart(from + 1) - 1;
        boolean endsWithUse = isUsedAt[last] && isJump(flow.instruction(last));
        if (!endsWithUse && !isLiveAfter(from, last)) {
          return false;
        }
      }
    }
    return any && block != 0;
  }

  private void findBehindUses(int block) {
    boolean isFresh = !isHandled[block];
    for (int i = flow.blockStart(block); i < flow.blockStart(block + 1); i++) {
      AbstractInsnNode insn = flow.instruction(i);
      if (isFresh && isUsedAt[i] && !isEnd(insn) && !isLiveAfter(block, i)) {
        add(insn, false, flow.localHolding(value, block, i + 1));
      }
      isFresh |= i == definition;
    }
  }

  private void add(AbstractInsnNode at, boolean isBefore, int local) {
    if (local >= 0) {
      found.add(new Point(at, isBefore, local));
    }
  }

  private static boolean contains(int[] blocks, int wanted) {
    for (int block : blocks) {
      if (block == wanted) {
        return true;
      }
    }
    return false;
  }

  /** Whether no code can be put behind an instruction. */
  private static boolean isEnd(AbstractInsnNode insn) {
    int opcode = insn.getOpcode();
    return isJump(insn)
        || opcode == Opcodes.ATHROW
        || opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN;
  }

  private static boolean isJump(AbstractInsnNode insn) {
    return insn instanceof JumpInsnNode
        || insn instanceof TableSwitchInsnNode
        || insn instanceof LookupSwitchInsnNode;
  }
}
