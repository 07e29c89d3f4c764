package io.heapwise.analysis;

import io.heapwise.analysis.Value.Use;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.agrona.collections.IntArrayList;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.TypeInsnNode;

/**
 * Which value is where: a forward data-flow analysis over the basic blocks of one method, with
 * merges made explicit. Answers questions about the method as it was when analysed; it changes
 * nothing, loads no class and asks nobody outside. Not thread-safe.
 */
public final class MethodFlow {
  private final InsnList list;
  private final int size;
  private final int blocks;
  private final FlowMemory memory;
  private final FlowTransfer transfer;
  private final int[] effects;
  private final int[] blockOf;
  private final int[] blockStart;
  private final FlowState[] entry;
  private final int[] predecessors;
  private final BitSet work;
  private Value[] parameters;

  /** The one state that moves through blocks. */
  private FlowState scratch;

  private MethodFlow(MethodNode method, ReturnedOperand returnedOperand, FlowMemory memory)
      throws UnanalyzableException {
    this.memory = memory;
    list = method.instructions;
    size = list.size();
    if (size == 0) {
      throw new IllegalArgumentException("a method without instructions");
    }
    memory.begin(size);
    transfer = new FlowTransfer(memory);
    effects = memory.effects;
    for (int i = 0; i < size; i++) {
      effects[i] = InstructionEffect.of(list.get(i), returnedOperand);
    }
    blockOf = memory.blockOf;
    blocks = findBlocks(method);
    memory.beginBlocks(blocks);
    blockStart = memory.blockStart;
    for (int i = size - 1; i >= 0; i--) {
      blockStart[blockOf[i]] = i;
    }
    blockStart[blocks] = size;
    entry = memory.entry;
    predecessors = memory.predecessors;
    work = memory.work;
    link(method);
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
    return of(method, returnedOperand, new FlowMemory());
  }

  /**
   * Analyses a method that has code.
   *
   * @param memory what the flow is made in; any flow made there before is void from now on
   * @throws UnanalyzableException where the code is not understood
   */
  public static MethodFlow of(MethodNode method, ReturnedOperand returnedOperand, FlowMemory memory)
      throws UnanalyzableException {
    return new MethodFlow(method, returnedOperand, memory);
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
   * What a reachable instruction consumes, the deepest on the stack first: any but loads, stores,
   * {@code checkcast} and those that move values on the stack.
   */
  public Value[] operands(AbstractInsnNode insn) {
    FlowState state = stateBefore(insn);
    Value[] operands = new Value[operandCount(insn)];
    System.arraycopy(state.stack, state.depth - operands.length, operands, 0, operands.length);
    return operands;
  }

  /** One of the {@link #operands}. */
  public Value operand(AbstractInsnNode insn, int position) {
    FlowState state = stateBefore(insn);
    return state.stack[state.depth - operandCount(insn) + position];
  }

  /** Whether a reachable constructor is that of the object itself, and not of what it extends. */
  public boolean isOwnConstructor(MethodInsnNode constructor) {
    Value made = operand(constructor, 0);
    return made.kind() == Value.Kind.ALLOCATION
        && made.definition() instanceof TypeInsnNode allocation
        && allocation.desc.equals(constructor.owner);
  }

  private int operandCount(AbstractInsnNode insn) {
    int effect = effects[indexOf(insn)];
    if ((effect & InstructionEffect.MOVES) != 0) {
      throw new IllegalArgumentException("opcode " + insn.getOpcode());
    }
    return InstructionEffect.consumed(effect);
  }

  private FlowState stateBefore(AbstractInsnNode insn) {
    int index = indexOf(insn);
    int block = blockOf[index];
    FlowState state = scratch.become(entry[block]);
    for (int i = blockStart[block]; i < index; i++) {
      replay(i, state);
    }
    return state;
  }

  /**
   * The value on top of the operand stack before a reachable instruction, or null if it is empty.
   */
  public Value onTopBefore(AbstractInsnNode insn) {
    FlowState state = stateBefore(insn);
    return state.depth == 0 ? null : state.stack[state.depth - 1];
  }

  /** Whether an exception at an instruction may be caught. */
  public boolean mayCatchAt(AbstractInsnNode insn) {
    return handlersOf(blockOf[indexOf(insn)]).length > 0;
  }

  /** Whether an exception at an instruction may be caught and the method complete all the same. */
  public boolean mayRecoverAt(AbstractInsnNode insn) {
    BitSet seen = memory.seen;
    seen.clear();
    work.clear();
    addHandlers(blockOf[indexOf(insn)]);
    for (int block = work.nextSetBit(0); block >= 0; block = work.nextSetBit(0)) {
      work.clear(block);
      if (!seen.get(block)) {
        seen.set(block);
        int last = list.get(blockStart[block + 1] - 1).getOpcode();
        if (last >= Opcodes.IRETURN && last <= Opcodes.RETURN) {
          return true;
        }
        addSuccessors(block);
        addHandlers(block);
      }
    }
    return false;
  }

  int blockCount() {
    return blocks;
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
    return copyOf(memory.successors, memory.successorStart, block);
  }

  int[] handlersOf(int block) {
    return copyOf(memory.handlers, memory.handlerStart, block);
  }

  /** Position of an instruction in the method, labels and the like included. */
  public int indexOf(AbstractInsnNode insn) {
    return list.indexOf(insn);
  }

  /** Slots on the operand stack before each reachable instruction. */
  public int[] stackSlotsBefore() {
    int[] slots = new int[size];
    for (int block = 0; block < blocks; block++) {
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
    try {
      transfer.execute(effects[index], list.get(index), index, state);
    } catch (UnanalyzableException e) {
      throw new IllegalStateException(e);
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
    return isUsedAfter(insn, value.uses(), end);
  }

  /** The same for a choice of uses. */
  public boolean isUsedAfter(AbstractInsnNode insn, List<Use> uses, AbstractInsnNode end) {
    boolean[] usedAt = placesOf(uses);
    int endIndex = indexOf(end);
    work.clear();
    int start = indexOf(insn) + 1;
    return scan(start, blockOf[start - 1], usedAt, endIndex) || isUsedFromWork(usedAt, endIndex);
  }

  /**
   * Whether a value may be consumed once an instruction has thrown and a handler here has caught
   * it.
   */
  public boolean isUsedAfterFailure(AbstractInsnNode insn, Value value) {
    boolean[] usedAt = placesOf(value.uses());
    work.clear();
    addHandlers(blockOf[indexOf(insn)]);
    return isUsedFromWork(usedAt, -1);
  }

  private boolean[] placesOf(List<Use> uses) {
    boolean[] usedAt = memory.marks;
    Arrays.fill(usedAt, 0, size, false);
    for (int i = 0; i < uses.size(); i++) {
      usedAt[indexOf(uses.get(i).instruction())] = true;
    }
    return usedAt;
  }

  /** Whether a way from the blocks that are left to be looked at leads to a use. */
  private boolean isUsedFromWork(boolean[] usedAt, int endIndex) {
    BitSet seen = memory.seen;
    seen.clear();
    for (int block = work.nextSetBit(0); block >= 0; block = work.nextSetBit(0)) {
      work.clear(block);
      if (!seen.get(block)) {
        seen.set(block);
        if (scan(blockStart[block], block, usedAt, endIndex)) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean scan(int from, int block, boolean[] usedAt, int end) {
    for (int i = from; i < blockStart[block + 1]; i++) {
      if (usedAt[i]) {
        return true;
      }
      if (i == end) {
        // It may throw before it begins the next round.
        addHandlers(block);
        return false;
      }
    }
    addSuccessors(block);
    addHandlers(block);
    return false;
  }

  private static int[] copyOf(IntArrayList all, int[] start, int block) {
    int[] copy = new int[start[block + 1] - start[block]];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = all.getInt(start[block] + i);
    }
    return copy;
  }

  private void addSuccessors(int block) {
    for (int i = memory.successorStart[block]; i < memory.successorStart[block + 1]; i++) {
      work.set(memory.successors.getInt(i));
    }
  }

  private void addHandlers(int block) {
    for (int i = memory.handlerStart[block]; i < memory.handlerStart[block + 1]; i++) {
      work.set(memory.handlers.getInt(i));
    }
  }

  private int findBlocks(MethodNode method) {
    boolean[] leader = memory.marks;
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
    for (int i = 0; i < method.tryCatchBlocks.size(); i++) {
      TryCatchBlockNode range = method.tryCatchBlocks.get(i);
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
    for (int i = 0; i < labels.size(); i++) {
      leader[indexOf(labels.get(i))] = true;
    }
    leader[indexOf(dflt)] = true;
  }

  private void link(MethodNode method) {
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
      memory.successorStart[block] = memory.successors.size();
      addSuccessors(last, falls ? block + 1 : -1);
      memory.handlerStart[block] = memory.handlers.size();
      addHandlersOf(method, blockStart[block]);
    }
    memory.successorStart[blocks] = memory.successors.size();
    memory.handlerStart[blocks] = memory.handlers.size();
    for (int i = 0; i < memory.successors.size(); i++) {
      predecessors[memory.successors.getInt(i)]++;
    }
  }

  /**
   * @param following the block that control falls into, or -1
   */
  private void addSuccessors(AbstractInsnNode last, int following) {
    if (last instanceof JumpInsnNode jump) {
      addSuccessor(jump.label);
    } else if (last instanceof TableSwitchInsnNode table) {
      addSuccessors(table.labels, table.dflt);
    } else if (last instanceof LookupSwitchInsnNode lookup) {
      addSuccessors(lookup.labels, lookup.dflt);
    }
    if (following >= 0) {
      memory.successors.addInt(following);
    }
  }

  private void addSuccessors(List<LabelNode> targets, LabelNode other) {
    for (int i = 0; i < targets.size(); i++) {
      addSuccessor(targets.get(i));
    }
    addSuccessor(other);
  }

  private void addSuccessor(LabelNode target) {
    memory.successors.addInt(blockOf[indexOf(target)]);
  }

  private void addHandlersOf(MethodNode method, int start) {
    for (int i = 0; i < method.tryCatchBlocks.size(); i++) {
      TryCatchBlockNode range = method.tryCatchBlocks.get(i);
      if (indexOf(range.start) <= start && start < indexOf(range.end)) {
        memory.handlers.addInt(blockOf[indexOf(range.handler)]);
      }
    }
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
      for (int i = memory.successorStart[block]; i < memory.successorStart[block + 1]; i++) {
        flowInto(memory.successors.getInt(i), state);
      }
    }
  }

  private void runBlock(int block, FlowState state) throws UnanalyzableException {
    flowIntoHandlers(block, state);
    for (int i = blockStart[block]; i < blockStart[block + 1]; i++) {
      transfer.execute(effects[i], list.get(i), i, state);
      if ((effects[i] & InstructionEffect.CHANGES_LOCALS) != 0) {
        flowIntoHandlers(block, state);
      }
    }
  }

  private void flowIntoHandlers(int block, FlowState state) throws UnanalyzableException {
    for (int i = memory.handlerStart[block]; i < memory.handlerStart[block + 1]; i++) {
      flowIntoHandler(memory.handlers.getInt(i), state);
    }
  }

  private FlowState initialState(MethodNode method) throws UnanalyzableException {
    FlowState state = memory.state().become(method.maxLocals);
    int receiver = (method.access & Opcodes.ACC_STATIC) != 0 ? 0 : 1;
    parameters = new Value[receiver + Type.getArgumentCount(method.desc)];
    int slot = 0;
    int at = 1;
    for (int i = 0; i < parameters.length; i++) {
      int size = 1;
      if (i >= receiver) {
        char type = method.desc.charAt(at);
        size = type == 'J' || type == 'D' ? 2 : 1;
        at = InstructionEffect.afterType(method.desc, at);
      }
      parameters[i] = memory.value(Value.Kind.PARAMETER, null, i, size);
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
        entry[block].become(state);
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
      initial.push(memory.value(Value.Kind.CAUGHT, null, 0, 1));
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
      if (merged == Value.UNDEFINED || merged.size() != into.stack[i].size()) {
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
    Value phi = memory.phiAt.get(place);
    if (phi == null) {
      phi = memory.phi(old.size());
      memory.phiAt.put(place, phi);
    }
    phi.addInput(old);
    phi.addInput(other);
    return phi;
  }

  private void record() {
    for (int i = 0; i < memory.phiCount; i++) {
      Value phi = memory.phis[i];
      List<Value> inputs = phi.inputs();
      for (int j = 0; j < inputs.size(); j++) {
        inputs.get(j).addPhi(phi);
      }
    }
    transfer.startRecording();
    for (int block = 0; block < blocks; block++) {
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
