package io.heapwise.analysis;

import io.heapwise.analysis.Value.Use;
import java.util.Arrays;
import java.util.BitSet;
import org.agrona.collections.IntArrayList;
import org.agrona.collections.Long2ObjectHashMap;
import org.objectweb.asm.tree.AbstractInsnNode;

/**
 * What the flow of a method is made of. Kept from one method to the next, so that the values and
 * states of each are not garbage: a program's start is when thousands of methods are analysed.
 *
 * <p>There is one flow at a time: the next one that is made in here takes everything away from the
 * flow before, its values included. Not thread-safe.
 */
public final class FlowMemory {
  /** Enough for nearly all methods; what is larger is made anew. */
  private static final int MOST_VALUES = 8192;

  private static final int MOST_LOCAL_SLOTS = 65536;

  private final Recycled<Value> values = new Recycled<>();
  private final Recycled<Use> uses = new Recycled<>();
  private final Recycled<FlowState> states = new Recycled<>();
  private int nodesUsed;
  private int blocksUsed;
  private Value[][] localArrays = {};
  private int localArraysTaken;
  private int localSlots;

  /** By instruction. */
  Value[] produced = {};

  int[] effects = {};
  int[] blockOf = {};
  boolean[] marks = {};

  /** By block. */
  FlowState[] entry = {};

  int[] blockStart = {};
  int[] predecessors = {};
  int[] successorStart = {};
  int[] handlerStart = {};

  final IntArrayList successors = new IntArrayList();
  final IntArrayList handlers = new IntArrayList();
  final BitSet work = new BitSet();
  final BitSet seen = new BitSet();

  /** Values on their way from one place of a stack to another. */
  final Value[] moved = new Value[4];

  /** By block and slot: locals first, then the operand stack. */
  final Long2ObjectHashMap<Value> phiAt = new Long2ObjectHashMap<>();

  /** Merges, in the order in which they were found. */
  Value[] phis = {};

  int phiCount;

  /** Makes room for a method with so many nodes; whatever was here before is gone. */
  void begin(int nodes) {
    Arrays.fill(produced, 0, nodesUsed, null);
    Arrays.fill(entry, 0, blocksUsed, null);
    nodesUsed = nodes;
    blocksUsed = 0;
    values.recycle();
    uses.recycle();
    states.recycle();
    localArraysTaken = 0;
    successors.clear();
    handlers.clear();
    work.clear();
    phiAt.clear();
    phiCount = 0;
    if (blockOf.length < nodes) {
      int length = roomFor(nodes, blockOf.length);
      effects = new int[length];
      blockOf = new int[length];
      produced = new Value[length];
      marks = new boolean[length];
    }
    Arrays.fill(marks, 0, nodes, false);
  }

  /** Makes room for the blocks of the method. */
  void beginBlocks(int blocks) {
    blocksUsed = blocks;
    if (predecessors.length < blocks) {
      int length = roomFor(blocks, predecessors.length);
      entry = new FlowState[length];
      predecessors = new int[length];
      blockStart = new int[length + 1];
      successorStart = new int[length + 1];
      handlerStart = new int[length + 1];
    }
    Arrays.fill(predecessors, 0, blocks, 0);
  }

  private static int roomFor(int needed, int before) {
    return Math.max(needed, 2 * before);
  }

  /** Whether so much is kept here that it is better let go. */
  public boolean isLarge() {
    return values.size() > MOST_VALUES || localSlots > MOST_LOCAL_SLOTS;
  }

  Value value(Value.Kind kind, AbstractInsnNode definition, int parameter, int size) {
    Value value = values.next();
    if (value == null) {
      value = values.add(new Value());
    }
    value.begin(kind, definition, parameter, size);
    return value;
  }

  Value phi(int size) {
    Value phi = value(Value.Kind.PHI, null, 0, size);
    if (phiCount == phis.length) {
      phis = Arrays.copyOf(phis, Math.max(16, 2 * phiCount));
    }
    phis[phiCount++] = phi;
    return phi;
  }

  Use use(AbstractInsnNode instruction, int operand, Use previous) {
    Use use = uses.next();
    if (use == null) {
      use = uses.add(new Use());
    }
    use.begin(instruction, operand, previous);
    return use;
  }

  /** A state that has to become another before it is of any use. */
  FlowState state() {
    FlowState state = states.next();
    if (state == null) {
      state = states.add(new FlowState(this));
    }
    state.begin();
    return state;
  }

  /** An array for locals, at least as long as asked for, with anything in it. */
  Value[] locals(int count) {
    if (localArraysTaken == localArrays.length) {
      localArrays = Arrays.copyOf(localArrays, Math.max(16, 2 * localArraysTaken));
    }
    Value[] locals = localArrays[localArraysTaken];
    if (locals == null || locals.length < count) {
      int length = count + 15 & -16;
      localSlots += length - (locals == null ? 0 : locals.length);
      locals = new Value[length];
      localArrays[localArraysTaken] = locals;
    }
    localArraysTaken++;
    return locals;
  }
}
