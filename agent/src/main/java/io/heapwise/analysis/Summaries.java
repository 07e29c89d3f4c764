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

  private final ExactMethods methods;
  private final ReturnedOperand returnedOperand;
  private final Map<String, MethodFlow> flows = new HashMap<>();
  private final List<String> path = new ArrayList<>();

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
    if (path.size() >= MAX_DEPTH) {
      return "passed more than " + MAX_DEPTH + " calls deep, to " + nameOf(call);
    }
    String key = call.owner + '.' + call.name + call.desc;
    if (path.contains(key)) {
      return "passed to the recursive method " + nameOf(call);
    }
    MethodFlow flow = flowOf(call, key);
    if (flow == null) {
      return "passed to " + nameOf(call);
    }
    path.add(key);
    try {
      String reason = Escape.of(flow.parameter(operand), effects);
      return reason == null ? null : "passed to " + nameOf(call) + ", there " + reason;
    } finally {
      path.remove(path.size() - 1);
    }
  }

  private static String nameOf(MethodInsnNode call) {
    return Escape.simpleName(call.owner) + "." + call.name;
  }

  private MethodFlow flowOf(MethodInsnNode call, String key) {
    if (flows.containsKey(key)) {
      return flows.get(key);
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
}
