package io.heapwise.analysis;

import java.util.Arrays;

/** The values in the locals and on the operand stack at one point of a method. */
final class FlowState {
  final Value[] locals;
  Value[] stack;
  int depth;

  /** Slots in use, long and double taking two. */
  int slots;

  FlowState(int maxLocals, int maxStack) {
    locals = new Value[maxLocals];
    Arrays.fill(locals, Value.UNDEFINED);
    stack = new Value[Math.max(4, maxStack)];
  }

  private FlowState(FlowState other) {
    locals = other.locals.clone();
    stack = other.stack.clone();
    depth = other.depth;
    slots = other.slots;
  }

  FlowState copy() {
    return new FlowState(this);
  }

  /** Takes over all of another state, which stays as it is; returns this. */
  FlowState become(FlowState other) {
    System.arraycopy(other.locals, 0, locals, 0, locals.length);
    if (stack.length < other.depth) {
      stack = new Value[other.stack.length];
    }
    System.arraycopy(other.stack, 0, stack, 0, other.depth);
    depth = other.depth;
    slots = other.slots;
    return this;
  }

  void push(Value value) {
    if (depth == stack.length) {
      stack = Arrays.copyOf(stack, 2 * depth);
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
      locals[index - 1] = Value.UNDEFINED;
    }
    locals[index] = value;
    if (value.size() == 2) {
      locals[index + 1] = Value.UNDEFINED;
    }
  }

  boolean equalTo(FlowState other) {
    return Arrays.equals(locals, other.locals)
        && depth == other.depth
        && Arrays.equals(stack, 0, depth, other.stack, 0, depth);
  }

  /** Replaces a value wherever it is. */
  void replace(Value value, Value replacement) {
    for (int i = 0; i < locals.length; i++) {
      if (locals[i] == value) {
        locals[i] = replacement;
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
