package io.heapwise.analysis;

import java.util.Arrays;

/**
 * The values in the locals and on the operand stack at one point of a method. Locals are shared
 * between states until one of them changes: most blocks of a method change none.
 */
final class FlowState {
  private static final Value[] EMPTY = {};

  private final FlowMemory memory;
  private Value[] locals;
  private int localCount;
  private boolean sharesLocals;

  /** An array that no other state has, for when this one must no longer share; or null. */
  private Value[] spareLocals;

  Value[] stack = EMPTY;
  int depth;

  /** Slots in use, long and double taking two. */
  int slots;

  /** To be had from {@link FlowMemory}. */
  FlowState(FlowMemory memory) {
    this.memory = memory;
  }

  /** Forgets everything that this was before. */
  void begin() {
    locals = EMPTY;
    localCount = 0;
    sharesLocals = true;
    spareLocals = null;
    depth = 0;
    slots = 0;
  }

  /** Becomes the state of nothing but locals that are undefined; returns this. */
  FlowState become(int undefinedLocals) {
    begin();
    locals = memory.locals(undefinedLocals);
    localCount = undefinedLocals;
    sharesLocals = false;
    Arrays.fill(locals, 0, localCount, Value.UNDEFINED);
    return this;
  }

  FlowState copy() {
    return memory.state().become(this);
  }

  int localCount() {
    return localCount;
  }

  boolean equalTo(FlowState other) {
    return (locals == other.locals
            || Arrays.equals(locals, 0, localCount, other.locals, 0, localCount))
        && depth == other.depth
        && Arrays.equals(stack, 0, depth, other.stack, 0, depth);
  }

  /** Takes over all of another state, which stays as it is; returns this. */
  FlowState become(FlowState other) {
    if (!sharesLocals) {
      spareLocals = locals;
    }
    locals = other.locals;
    localCount = other.localCount;
    sharesLocals = true;
    other.sharesLocals = true;
    if (stack.length < other.depth) {
      stack = new Value[Math.max(8, other.depth)];
    }
    System.arraycopy(other.stack, 0, stack, 0, other.depth);
    depth = other.depth;
    slots = other.slots;
    return this;
  }

  void push(Value value) {
    if (depth == stack.length) {
      stack = Arrays.copyOf(stack, Math.max(8, 2 * depth));
    }
    stack[depth++] = value;
    slots += value.size();
  }

  Value pop() throws UnanalyzableException {
    if (depth == 0) {
      throw new UnanalyzableException("operand stack underflow");
    }
    Value value = stack[--depth];
    stack[depth] = null;
    slots -= value.size();
    return value;
  }

  void drop(int count) throws UnanalyzableException {
    if (count > depth) {
      throw new UnanalyzableException("operand stack underflow");
    }
    for (int i = 0; i < count; i++) {
      slots -= stack[--depth].size();
      stack[depth] = null;
    }
  }

  /**
   * Takes values from the stack and puts them back.
   *
   * @param order what comes back, the deepest first: {@code a} is what was on top, {@code b} what
   *     was below it
   */
  void rearrange(int taken, String order) throws UnanalyzableException {
    Value[] moved = memory.moved;
    for (int i = 0; i < taken; i++) {
      moved[i] = pop();
    }
    for (int i = 0; i < order.length(); i++) {
      push(moved[order.charAt(i) - 'a']);
    }
  }

  Value peek(int fromTop) throws UnanalyzableException {
    if (fromTop >= depth) {
      throw new UnanalyzableException("operand stack underflow");
    }
    return stack[depth - 1 - fromTop];
  }

  void clearStack() {
    Arrays.fill(stack, 0, depth, null);
    depth = 0;
    slots = 0;
  }

  Value local(int index) throws UnanalyzableException {
    if (index >= localCount) {
      throw new UnanalyzableException("local variable " + index + " is out of range");
    }
    return locals[index];
  }

  void setLocal(int index, Value value) throws UnanalyzableException {
    if (index + value.size() > localCount) {
      throw new UnanalyzableException("local variable " + index + " is out of range");
    }
    if (index > 0 && locals[index - 1].size() == 2) {
      put(index - 1, Value.UNDEFINED);
    }
    put(index, value);
    if (value.size() == 2) {
      put(index + 1, Value.UNDEFINED);
    }
  }

  /** Sets one slot, whatever is in its neighbours. */
  void put(int index, Value value) {
    if (locals[index] == value) {
      return;
    }
    if (sharesLocals) {
      Value[] own = spareLocals != null ? spareLocals : memory.locals(localCount);
      System.arraycopy(locals, 0, own, 0, localCount);
      locals = own;
      spareLocals = null;
      sharesLocals = false;
    }
    locals[index] = value;
  }

  /** Replaces a value wherever it is. */
  void replace(Value value, Value replacement) {
    for (int i = 0; i < localCount; i++) {
      if (locals[i] == value) {
        put(i, replacement);
      }
    }
    for (int i = 0; i < depth; i++) {
      if (stack[i] == value) {
        stack[i] = replacement;
      }
    }
  }

  boolean holds(Value value) {
    for (int i = 0; i < localCount; i++) {
      if (locals[i] == value) {
        return true;
      }
    }
    for (int i = 0; i < depth; i++) {
      if (stack[i] == value) {
        return true;
      }
    }
    return false;
  }
}
