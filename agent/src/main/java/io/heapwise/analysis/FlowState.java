package io.heapwise.analysis;

import java.util.Arrays;

/**
 * The values in the locals and on the operand stack at one point of a method. Locals are shared
 * between states until one of them changes: most blocks of a method change none.
 */
final class FlowState {
  private static final Value[] EMPTY = {};

  private Value[] locals;
  private boolean sharesLocals;
  Value[] stack;
  int depth;

  /** Slots in use, long and double taking two. */
  int slots;

  FlowState(int maxLocals) {
    locals = new Value[maxLocals];
    Arrays.fill(locals, Value.UNDEFINED);
    stack = EMPTY;
  }

  private FlowState(Value[] locals, Value[] stack, int depth, int slots) {
    this.locals = locals;
    this.stack = stack;
    this.depth = depth;
    this.slots = slots;
    sharesLocals = true;
  }

  FlowState copy() {
    sharesLocals = true;
    return new FlowState(locals, depth == 0 ? EMPTY : Arrays.copyOf(stack, depth), depth, slots);
  }

  int localCount() {
    return locals.length;
  }

  boolean equalTo(FlowState other) {
    return Arrays.equals(locals, other.locals)
        && depth == other.depth
        && Arrays.equals(stack, 0, depth, other.stack, 0, depth);
  }

  /** Takes over all of another state, which stays as it is; returns this. */
  FlowState become(FlowState other) {
    locals = other.locals;
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
    if (index >= locals.length) {
      throw new UnanalyzableException("local variable " + index + " is out of range");
    }
    return locals[index];
  }

  void setLocal(int index, Value value) throws UnanalyzableException {
    if (index + value.size() > locals.length) {
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
      locals = locals.clone();
      sharesLocals = false;
    }
    locals[index] = value;
  }

  /** Replaces a value wherever it is. */
  void replace(Value value, Value replacement) {
    for (int i = 0; i < locals.length; i++) {
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
    for (Value local : locals) {
      if (local == value) {
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
