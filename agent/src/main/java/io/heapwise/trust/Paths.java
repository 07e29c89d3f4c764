package io.heapwise.trust;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/** Which instructions of a method may run before which; every instruction may throw. */
final class Paths {
  private final InsnList list;
  private final int size;

  /** Per instruction, where it goes on normally, and whether a handler catches what it throws. */
  private final BitSet[] next;

  private final BitSet[] caught;

  Paths(MethodNode method) {
    list = method.instructions;
    size = list.size();
    next = new BitSet[size];
    caught = new BitSet[size];
    for (int i = 0; i < size; i++) {
      next[i] = successors(i);
      caught[i] = new BitSet();
    }
    for (TryCatchBlockNode range : method.tryCatchBlocks) {
      int end = list.indexOf(range.end);
      for (int i = list.indexOf(range.start); i < end; i++) {
        caught[i].set(list.indexOf(range.handler));
      }
    }
  }

  private BitSet successors(int index) {
    BitSet successors = new BitSet();
    AbstractInsnNode insn = list.get(index);
    int opcode = insn.getOpcode();
    if (insn instanceof JumpInsnNode jump) {
      successors.set(list.indexOf(jump.label));
    } else if (insn instanceof TableSwitchInsnNode table) {
      setAll(successors, table.labels, table.dflt);
    } else if (insn instanceof LookupSwitchInsnNode lookup) {
      setAll(successors, lookup.labels, lookup.dflt);
    }
    boolean ends =
        opcode == Opcodes.GOTO
            || opcode == Opcodes.TABLESWITCH
            || opcode == Opcodes.LOOKUPSWITCH
            || opcode == Opcodes.ATHROW
            || opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN;
    if (!ends && index + 1 < size) {
      successors.set(index + 1);
    }
    return successors;
  }

  private void setAll(BitSet successors, List<LabelNode> labels, LabelNode other) {
    for (LabelNode label : labels) {
      successors.set(list.indexOf(label));
    }
    successors.set(list.indexOf(other));
  }

  /** Whether an instruction can run without another one having completed. */
  boolean canRunWithout(AbstractInsnNode insn, AbstractInsnNode completed) {
    return walk(0, list.indexOf(completed)).get(list.indexOf(insn));
  }

  /** Whether an instruction can run after another one has completed. */
  boolean canFollow(AbstractInsnNode insn, AbstractInsnNode completed) {
    BitSet after = new BitSet();
    BitSet start = next[list.indexOf(completed)];
    for (int i = start.nextSetBit(0); i >= 0; i = start.nextSetBit(i + 1)) {
      after.or(walk(i, -1));
    }
    return after.get(list.indexOf(insn));
  }

  private BitSet walk(int from, int incomplete) {
    BitSet seen = new BitSet();
    ArrayDeque<Integer> work = new ArrayDeque<>();
    seen.set(from);
    work.add(from);
    while (!work.isEmpty()) {
      int at = work.remove();
      if (at != incomplete) {
        visit(next[at], seen, work);
      }
      visit(caught[at], seen, work);
    }
    return seen;
  }

  private static void visit(BitSet found, BitSet seen, ArrayDeque<Integer> work) {
    for (int i = found.nextSetBit(0); i >= 0; i = found.nextSetBit(i + 1)) {
      if (!seen.get(i)) {
        seen.set(i);
        work.add(i);
      }
    }
  }

  /**
   * Whether the method may return normally.
   *
   * @param completed after this instruction; null for after the beginning
   * @param normally per instruction where else it goes on normally than its opcode says; null for
   *     no difference
   */
  boolean mayReturn(AbstractInsnNode completed, BitSet[] normally) {
    BitSet seen = new BitSet();
    ArrayDeque<Integer> work = new ArrayDeque<>();
    BitSet start = new BitSet();
    if (completed == null) {
      start.set(0);
    } else {
      start.or(next[list.indexOf(completed)]);
    }
    visit(start, seen, work);
    while (!work.isEmpty()) {
      int at = work.remove();
      int opcode = list.get(at).getOpcode();
      if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
        return true;
      }
      visit(normally[at] == null ? next[at] : normally[at], seen, work);
      visit(caught[at], seen, work);
    }
    return false;
  }

  /** The instructions that may run before one does, itself only if it runs again. */
  BitSet before(AbstractInsnNode insn) {
    return backwards(list.indexOf(insn));
  }

  /** The instructions from which the method may return normally. */
  BitSet beforeReturn() {
    BitSet all = new BitSet();
    for (int i = 0; i < size; i++) {
      int opcode = list.get(i).getOpcode();
      if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
        all.or(backwards(i));
      }
    }
    return all;
  }

  BitSet all() {
    BitSet all = new BitSet();
    all.set(0, size);
    return all;
  }

  /** Whether what an instruction throws may lead to one of a set. */
  boolean mayThrowInto(AbstractInsnNode insn, BitSet set) {
    return caught[list.indexOf(insn)].intersects(set);
  }

  private BitSet backwards(int to) {
    BitSet target = new BitSet();
    target.set(to);
    BitSet before = new BitSet();
    boolean grew = true;
    while (grew) {
      grew = false;
      for (int i = size - 1; i >= 0; i--) {
        if (!before.get(i)
            && (leads(next[i], target, before) || leads(caught[i], target, before))) {
          before.set(i);
          grew = true;
        }
      }
    }
    return before;
  }

  private static boolean leads(BitSet successors, BitSet target, BitSet before) {
    return successors.intersects(target) || successors.intersects(before);
  }
}
