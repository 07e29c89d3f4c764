package io.heapwise.analysis;

import io.heapwise.analysis.Value.Use;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.agrona.collections.Long2ObjectHashMap;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/**
 * Which value is where: a forward data-flow analysis over the basic blocks of one method, with
 * merges made explicit. Answers questions about the method as it was when analysed; it changes
 * nothing, loads no class and asks nobody outside. Not thread-safe.
 */
public final class MethodFlow {
  private static final int[] NO_BLOCKS = {};

  private final InsnList list;
  private final int size;
  private final int[] blockOf;
  private final int[] blockStart;
  private final List<int[]> successors = new ArrayList<>();
  private final List<int[]> handlers = new ArrayList<>();
  private final FlowState[] entry;
  private final FlowTransfer transfer;

  /** By block and slot: locals first, then the operand stack. */
  private final Long2ObjectHashMap<Value> phis = new Long2ObjectHashMap<>();

  private final BitSet work = new BitSet();
  private final int[] predecessors;
  private Value[] parameters;

  /** The one state that moves through blocks. */
  private FlowState scratch;

  private MethodFlow(MethodNode method, ReturnedOperand returnedOperand)
      throws UnanalyzableException {
    list = method.instructions;
    size = list.size();
    transfer = new FlowTransfer(size, returnedOperand);
    blockOf = new int[size];
    int blocks = findBlocks(method);
    blockStart = new int[blocks + 1];
    for (int i = size - 1; i >= 0; i--) {
      blockStart[blockOf[i]] = i;
    }
    blockStart[blocks] = size;
    entry = new FlowState[blocks];
    predecessors = new int[blocks];
    link(method, blocks);
    solve(method);
    record();
  }

  /**
   * Analyses a method that has code.
   *
   * @throws UnanalyzableException where the code is not understood
   */
  public static MethodFlow of(MethodNode method, ReturnedOperand returnedOperand)
      throws UnanalyzableException {
    return new MethodFlow(method, returnedOperand);
  }

  /** Whether any path leads to an instruction. */
  public boolean isReachable(AbstractInsnNode insn) {
    return entry[blockOf[indexOf(insn)]] != null;
  }

  /** The value that an instruction produces; null where it produces none of its own. */
  public Value produced(AbstractInsnNode insn) {
    return transfer.produced(indexOf(insn));
  }

  /**
   * What a reachable call, array allocation, {@code aastore}, field access, {@code arraylength},
   * {@code iadd}, {@code ireturn} or {@code areturn} consumes, the deepest on the stack first.
   */
  public Value[] operands(AbstractInsnNode insn) {
    int index = indexOf(insn);
    int block = blockOf[index];
    FlowState state = scratch.become(entry[block]);
    for (int i = blockStart[block]; i < index; i++) {
      replay(i, state);
    }
    int count = FlowTransfer.operandCount(insn);
    return Arrays.copyOfRange(state.stack, state.depth - count, state.depth);
  }

  /**
   * The value on top of the operand stack before a reachable instruction, or null if it is empty.
   */
  public Value onTopBefore(AbstractInsnNode insn) {
    int index = indexOf(insn);
    int block = blockOf[index];
    FlowState state = scratch.become(entry[block]);
    for (int i = blockStart[block]; i < index; i++) {
      replay(i, state);
    }
    return state.depth == 0 ? null : state.stack[state.depth - 1];
  }

  /** Whether an exception at an instruction may be caught. */
  public boolean mayCatchAt(AbstractInsnNode insn) {
    return handlers.get(blockOf[indexOf(insn)]).length > 0;
  }

  /** Whether an exception at an instruction may be caught and the method complete all the same. */
  public boolean mayRecoverAt(AbstractInsnNode insn) {
    boolean[] seen = new boolean[entry.length];
    ArrayDeque<Integer> queue = new ArrayDeque<>();
    addAll(queue, handlers.get(blockOf[indexOf(insn)]));
    while (!queue.isEmpty()) {
      int block = queue.poll();
      if (!seen[block]) {
        seen[block] = true;
        int last = list.get(blockStart[block + 1] - 1).getOpcode();
        if (last >= Opcodes.IRETURN && last <= Opcodes.RETURN) {
          return true;
        }
        addAll(queue, successors.get(block));
        addAll(queue, handlers.get(block));
      }
    }
    return false;
  }

  int blockCount() {
    return entry.length;
  }

  int blockOf(AbstractInsnNode insn) {
    return blockOf[indexOf(insn)];
  }

  boolean isReachableBlock(int block) {
    return entry[block] != null;
  }

  /** First real instruction of a block, or null. */
  AbstractInsnNode firstIn(int block) {
    for (int i = blockStart[block]; i < blockStart[block + 1]; i++) {
      if (list.get(i).getOpcode() >= 0) {
        return list.get(i);
      }
    }
    return null;
  }

  /** Last real instruction of a block, or null. */
  AbstractInsnNode lastIn(int block) {
    for (int i = blockStart[block + 1] - 1; i >= blockStart[block]; i--) {
      if (list.get(i).getOpcode() >= 0) {
        return list.get(i);
      }
    }
    return null;
  }

  int[] successorsOf(int block) {
    return successors.get(block);
  }

  int[] handlersOf(int block) {
    return handlers.get(block);
  }

  /** Position of an instruction in the method, labels and the like included. */
  public int indexOf(AbstractInsnNode insn) {
    return list.indexOf(insn);
  }

  /** Slots on the operand stack before each reachable instruction. */
  public int[] stackSlotsBefore() {
    int[] slots = new int[size];
    for (int block = 0; block < entry.length; block++) {
      if (entry[block] != null) {
        FlowState state = scratch.become(entry[block]);
        for (int i = blockStart[block]; i < blockStart[block + 1]; i++) {
          slots[i] = state.slots;
          replay(i, state);
        }
      }
    }
    return slots;
  }

  private void replay(int index, FlowState state) {
    if (list.get(index).getOpcode() >= 0) {
      try {
        transfer.execute(list.get(index), index, state);
      } catch (UnanalyzableException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** The value of a parameter, the receiver of an instance method being 0; null if unreachable. */
  public Value parameter(int index) {
    return parameters[index];
  }

  /** Whether both instructions run one after the other with no way in or out between them. */
  public boolean inOneBlock(AbstractInsnNode first, AbstractInsnNode last) {
    return blockOf[indexOf(first)] == blockOf[indexOf(last)];
  }

  /**
   * Whether a value may be consumed after an instruction, be it that it completes or that a handler
   * catches what it throws half way, before {@code end} runs (again).
   */
  public boolean isUsedAfter(AbstractInsnNode insn, Value value, AbstractInsnNode end) {
    List<Use> uses = value.uses();
    boolean[] usedAt = new boolean[size];
    for (Use use : uses) {
      usedAt[indexOf(use.instruction())] = true;
    }
    int endIndex = indexOf(end);
    boolean[] seen = new boolean[entry.length];
    ArrayDeque<Integer> queue = new ArrayDeque<>();
    int start = indexOf(insn) + 1;
    int block = blockOf[start - 1];
    if (scan(start, blockStart[block + 1], usedAt, endIndex, queue, block)) {
      return true;
    }
    while (!queue.isEmpty()) {
      block = queue.poll();
      if (seen[block]) {
        continue;
      }
      seen[block] = true;
      if (scan(blockStart[block], blockStart[block + 1], usedAt, endIndex, queue, block)) {
        return true;
      }
    }
    return false;
  }

  private boolean scan(
      int from, int to, boolean[] usedAt, int end, ArrayDeque<Integer> queue, int block) {
    for (int i = from; i < to; i++) {
      if (usedAt[i]) {
        return true;
      }
      if (i == end) {
        // It may throw before it begins the next round.
        addAll(queue, handlers.get(block));
        return false;
      }
    }
    addAll(queue, successors.get(block));
    addAll(queue, handlers.get(block));
    return false;
  }

  private static void addAll(ArrayDeque<Integer> queue, int[] blocks) {
    for (int block : blocks) {
      queue.add(block);
    }
  }

  private int findBlocks(MethodNode method) {
    boolean[] leader = new boolean[size];
    leader[0] = true;
    for (int i = 0; i < size; i++) {
      AbstractInsnNode insn = list.get(i);
      boolean ends = true;
      if (insn instanceof JumpInsnNode jump) {
        leader[indexOf(jump.label)] = true;
      } else if (insn instanceof TableSwitchInsnNode table) {
        lead(leader, table.labels, table.dflt);
      } else if (insn instanceof LookupSwitchInsnNode lookup) {
        lead(leader, lookup.labels, lookup.dflt);
      } else {
        int opcode = insn.getOpcode();
        ends = opcode == Opcodes.ATHROW || opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN;
      }
      if (ends && i + 1 < size) {
        leader[i + 1] = true;
      }
    }
    for (TryCatchBlockNode range : method.tryCatchBlocks) {
      leader[indexOf(range.start)] = true;
      leader[indexOf(range.end)] = true;
      leader[indexOf(range.handler)] = true;
    }
    int block = -1;
    for (int i = 0; i < size; i++) {
      if (leader[i]) {
        block++;
      }
      blockOf[i] = block;
    }
    return block + 1;
  }

  private void lead(boolean[] leader, List<LabelNode> labels, LabelNode dflt) {
    for (LabelNode label : labels) {
      leader[indexOf(label)] = true;
    }
    leader[indexOf(dflt)] = true;
  }

  private void link(MethodNode method, int blocks) {
    for (int block = 0; block < blocks; block++) {
      AbstractInsnNode last = list.get(blockStart[block + 1] - 1);
      int opcode = last.getOpcode();
      boolean falls =
          opcode != Opcodes.GOTO
              && opcode != Opcodes.ATHROW
              && opcode != Opcodes.TABLESWITCH
              && opcode != Opcodes.LOOKUPSWITCH
              && !(opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN)
              && block + 1 < blocks;
      int[] next = successorsOf(last, falls ? block + 1 : -1);
      for (int successor : next) {
        predecessors[successor]++;
      }
      successors.add(next);
      handlers.add(handlersOf(method, blockStart[block]));
    }
  }

  /**
   * @param following the block that control falls into, or -1
   */
  private int[] successorsOf(AbstractInsnNode last, int following) {
    List<LabelNode> targets = List.of();
    LabelNode other = null;
    if (last instanceof JumpInsnNode jump) {
      other = jump.label;
    } else if (last instanceof TableSwitchInsnNode table) {
      targets = table.labels;
      other = table.dflt;
    } else if (last instanceof LookupSwitchInsnNode lookup) {
      targets = lookup.labels;
      other = lookup.dflt;
    }
    int count = targets.size() + (other == null ? 0 : 1) + (following < 0 ? 0 : 1);
    int[] next = count == 0 ? NO_BLOCKS : new int[count];
    int filled = 0;
    for (int i = 0; i < targets.size(); i++) {
      next[filled++] = blockOf[indexOf(targets.get(i))];
    }
    if (other != null) {
      next[filled++] = blockOf[indexOf(other)];
    }
    if (following >= 0) {
      next[filled] = following;
    }
    return next;
  }

  private int[] handlersOf(MethodNode method, int start) {
    int[] found = NO_BLOCKS;
    for (int i = 0; i < method.tryCatchBlocks.size(); i++) {
      TryCatchBlockNode range = method.tryCatchBlocks.get(i);
      if (indexOf(range.start) <= start && start < indexOf(range.end)) {
        found = Arrays.copyOf(found, found.length + 1);
        found[found.length - 1] = blockOf[indexOf(range.handler)];
      }
    }
    return found;
  }

  private void solve(MethodNode method) throws UnanalyzableException {
    entry[0] = initialState(method);
    scratch = entry[0].copy();
    predecessors[0]++;
    work.set(0);
    // Lowest block first: close to reverse postorder in what compilers emit.
    for (int block = 0; block >= 0; block = work.nextSetBit(0)) {
      work.clear(block);
      FlowState state = scratch.become(entry[block]);
      runBlock(block, state);
      for (int next : successors.get(block)) {
        flowInto(next, state);
      }
    }
  }

  private void runBlock(int block, FlowState state) throws UnanalyzableException {
    int[] guards = handlers.get(block);
    for (int handler : guards) {
      flowIntoHandler(handler, state);
    }
    for (int i = blockStart[block]; i < blockStart[block + 1]; i++) {
      AbstractInsnNode insn = list.get(i);
      if (insn.getOpcode() < 0) {
        continue;
      }
      transfer.execute(insn, i, state);
      if (changesLocals(insn.getOpcode())) {
        for (int handler : guards) {
          flowIntoHandler(handler, state);
        }
      }
    }
  }

  /** Allocations do: what was there from an earlier round becomes stale. */
  private static boolean changesLocals(int opcode) {
    return opcode >= Opcodes.ISTORE && opcode <= Opcodes.ASTORE
        || opcode == Opcodes.IINC
        || opcode >= Opcodes.NEW && opcode <= Opcodes.ANEWARRAY
        || opcode == Opcodes.MULTIANEWARRAY;
  }

  private FlowState initialState(MethodNode method) throws UnanalyzableException {
    FlowState state = new FlowState(method.maxLocals);
    Type[] types = Type.getArgumentTypes(method.desc);
    boolean isStatic = (method.access & Opcodes.ACC_STATIC) != 0;
    parameters = new Value[types.length + (isStatic ? 0 : 1)];
    int slot = 0;
    for (int i = 0; i < parameters.length; i++) {
      int size = !isStatic && i == 0 ? 1 : types[isStatic ? i : i - 1].getSize();
      parameters[i] = new Value(Value.Kind.PARAMETER, null, i, size);
      state.setLocal(slot, parameters[i]);
      slot += size;
    }
    return state;
  }

  private void flowInto(int block, FlowState state) throws UnanalyzableException {
    if (entry[block] == null) {
      entry[block] = state.copy();
      work.set(block);
    } else if (predecessors[block] == 1) {
      // Nothing to merge with: what came this way before is out of date.
      if (!entry[block].equalTo(state)) {
        entry[block] = state.copy();
        work.set(block);
      }
    } else if (merge(block, entry[block], state, true)) {
      work.set(block);
    }
  }

  private void flowIntoHandler(int block, FlowState state) throws UnanalyzableException {
    if (entry[block] == null) {
      FlowState initial = state.copy();
      initial.clearStack();
      initial.push(new Value(Value.Kind.CAUGHT, null, 0, 1));
      entry[block] = initial;
      // A jump to a handler, which no compiler emits, must merge as well.
      predecessors[block] = 2;
      work.set(block);
    } else if (merge(block, entry[block], state, false)) {
      work.set(block);
    }
  }

  private boolean merge(int block, FlowState into, FlowState from, boolean withStack)
      throws UnanalyzableException {
    boolean changed = false;
    for (int i = 0; i < into.localCount(); i++) {
      Value old = into.local(i);
      Value merged = merge(block, i, old, from.local(i));
      if (merged != old) {
        into.put(i, merged);
        changed = true;
      }
    }
    if (!withStack) {
      return changed;
    }
    if (into.depth != from.depth) {
      throw new UnanalyzableException("paths meet with different operand stacks");
    }
    for (int i = 0; i < into.depth; i++) {
      Value merged = merge(block, into.localCount() + i, into.stack[i], from.stack[i]);
      if (merged.size() != into.stack[i].size()) {
        throw new UnanalyzableException("paths meet with different operand stacks");
      }
      if (merged != into.stack[i]) {
        into.stack[i] = merged;
        changed = true;
      }
    }
    return changed;
  }

  private Value merge(int block, int slot, Value old, Value other) {
    if (old == other || old == Value.UNDEFINED) {
      return old;
    }
    if (other == Value.UNDEFINED || old.size() != other.size()) {
      return Value.UNDEFINED;
    }
    long place = (long) block << 32 | slot;
    Value phi = phis.get(place);
    if (phi == null) {
      phi = new Value(Value.Kind.PHI, null, 0, old.size());
      phis.put(place, phi);
    }
    phi.addInput(old);
    phi.addInput(other);
    return phi;
  }

  private void record() {
    for (Value phi : phis.values()) {
      for (Value input : phi.inputs()) {
        input.addPhi(phi);
      }
    }
    transfer.startRecording();
    for (int block = 0; block < entry.length; block++) {
      if (entry[block] == null) {
        continue;
      }
      FlowState state = scratch.become(entry[block]);
      for (int i = blockStart[block]; i < blockStart[block + 1]; i++) {
        replay(i, state);
      }
    }
    transfer.stopRecording();
  }
}
