package io.heapwise.analysis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * What methods do with their parameters, read from bytecode when first asked and remembered for the
 * life of this object. Only calls whose target is certain are followed, up to {@value #MAX_DEPTH}
 * deep. Not thread-safe.
 */
public final class Summaries {
  static final int MAX_DEPTH = 3;

  private static final int NOTHING = Integer.MAX_VALUE;

  private final ExactMethods methods;
  private final ReturnedOperand returnedOperand;
  private final Map<Object, MethodFlow> flows = new HashMap<>();
  private final List<Object> path = new ArrayList<>();

  /** Place in the path of the outermost method that something was assumed of. */
  private int assumed = NOTHING;

  public Summaries(ExactMethods methods, ReturnedOperand returnedOperand) {
    this.methods = methods;
    this.returnedOperand = returnedOperand;
  }

  /**
   * Why an operand of a call escapes in the method called, or null if it does not.
   *
   * @param effects what is known of the calls that the method makes in turn; it may ask this object
   */
  public String escape(MethodInsnNode call, int operand, CallEffects effects) {
    Step step = new Step(call, operand);
    Map<Object, String> memory = effects.memory();
    String known = memory == null ? null : memory.get(step);
    if (known != null) {
      return known.isEmpty() ? null : known;
    }
    int again = path.indexOf(step);
    if (again >= 0) {
      // It does what the call does that is being followed: if that is harmless, so is this.
      assumed = Math.min(assumed, again);
      return null;
    }
    if (path.size() >= MAX_DEPTH) {
      return "passed more than " + MAX_DEPTH + " calls deep, to " + nameOf(call);
    }
    MethodFlow flow = flowOf(call);
    if (flow == null) {
      return "passed to " + nameOf(call);
    }
    int depth = path.size();
    path.add(step);
    String reason;
    try {
      reason = Escape.of(flow.parameter(operand), effects);
    } finally {
      path.remove(depth);
    }
    if (reason != null) {
      reason = "passed to " + nameOf(call) + ", there " + reason;
    }
    // A harmless method is harmless wherever it is called; a bad answer may be one of depth.
    if (memory != null && (depth == 0 || reason == null && assumed >= depth)) {
      memory.put(step, reason == null ? "" : reason);
    }
    if (assumed >= depth) {
      assumed = NOTHING;
    }
    return reason;
  }

  private static String nameOf(MethodInsnNode call) {
    return Escape.simpleName(call.owner) + "." + call.name;
  }

  private MethodFlow flowOf(MethodInsnNode call) {
    Step key = new Step(call, Step.ANY_OPERAND);
    MethodFlow known = flows.get(key);
    if (known != null || flows.containsKey(key)) {
      return known;
    }
    MethodFlow flow = null;
    MethodNode target = methods.target(call);
    if (target != null) {
      try {
        flow = MethodFlow.of(target, returnedOperand);
      } catch (UnanalyzableException e) {
        // Stays null: a method that is not understood may do anything.
      }
    }
    flows.put(key, flow);
    return flow;
  }

  /** A method and one of its operands. */
  private static final class Step {
    static final int ANY_OPERAND = -1;

    private final String owner;
    private final String name;
    private final String descriptor;
    private final int operand;

    Step(MethodInsnNode call, int operand) {
      owner = call.owner;
      name = call.name;
      descriptor = call.desc;
      this.operand = operand;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Step step
          && operand == step.operand
          && name.equals(step.name)
          && descriptor.equals(step.descriptor)
          && owner.equals(step.owner);
    }

    @Override
    public int hashCode() {
      return 31 * (31 * name.hashCode() + descriptor.hashCode()) + operand;
    }
  }
}
