package io.heapwise.trust;

import io.heapwise.analysis.CallEffects;
import io.heapwise.analysis.Escape;
import io.heapwise.analysis.MethodFlow;
import io.heapwise.analysis.Value;
import io.heapwise.runtime.trust.LentCall;
import io.heapwise.runtime.trust.Rule;
import io.heapwise.runtime.trust.Trust;
import io.heapwise.trust.BeforeUse.Place;
import io.heapwise.trust.ClassTree.Target;
import io.heapwise.trust.Lending.Need;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * A buffer around a lent array that is written to a channel and forgotten: follows it through one
 * method, and through the static ones that it is passed to. Nothing may be done to the buffer but
 * to ask how much of it is left, so that channels see the given range and no more of the array.
 */
final class WrappedArray implements CallEffects {
  private static final String BUFFER = "java/nio/ByteBuffer";
  private static final int MAX_DEPTH = 2;

  private final LendingAnalysis analysis;
  private final Target target;
  private final MethodFlow flow;
  private final FrameValues values;
  private final int depth;

  /** Takes the channels in fields of the receiver. */
  private final Lending lending;

  WrappedArray(
      LendingAnalysis analysis, Target target, MethodFlow flow, FrameValues values, Lending to) {
    this(analysis, target, flow, values, to, 0);
  }

  private WrappedArray(
      LendingAnalysis analysis,
      Target target,
      MethodFlow flow,
      FrameValues values,
      Lending lending,
      int depth) {
    this.analysis = analysis;
    this.target = target;
    this.flow = flow;
    this.values = values;
    this.lending = lending;
    this.depth = depth;
  }

  static boolean isWrap(MethodInsnNode call) {
    return call.owner.equals(BUFFER)
        && call.name.equals("wrap")
        && (call.desc.equals("([BII)L" + BUFFER + ";") || call.desc.equals("([B)L" + BUFFER + ";"));
  }

  void check(Value buffer) throws Distrust {
    String reason = Escape.of(buffer, this);
    if (reason != null) {
      throw new Distrust("wrapped in a buffer that is " + reason);
    }
  }

  @Override
  public String escape(MethodInsnNode call, int operand) {
    try {
      boolean isStatic = call.getOpcode() == Opcodes.INVOKESTATIC;
      if (!isStatic && operand == 0 && asks(call)) {
        return null;
      }
      if (!isStatic && operand == 1 && isWrite(call)) {
        return write(call);
      }
      return isStatic && depth < MAX_DEPTH ? enter(call, operand) : passedTo(call);
    } catch (Distrust e) {
      return passedTo(call) + ", there " + e.getMessage();
    }
  }

  private static String passedTo(MethodInsnNode call) {
    return "passed to " + Escape.simpleName(call.owner) + "." + call.name;
  }

  private static boolean asks(MethodInsnNode call) {
    return (call.owner.equals(BUFFER) || call.owner.equals("java/nio/Buffer"))
        && (call.desc.equals("()I") || call.desc.equals("()Z"))
        && switch (call.name) {
          case "hasRemaining", "remaining", "position", "limit", "capacity" -> true;
          default -> false;
        };
  }

  private static boolean isWrite(MethodInsnNode call) {
    return call.name.equals("write") && call.desc.equals("(L" + BUFFER + ";)I");
  }

  private String write(MethodInsnNode call) throws Distrust {
    Binding channel = values.of(flow.operands(call)[0]);
    LentCall lent = Trust.lentCall(call.name, call.desc, 1, false);
    if (!channel.isField() || lent == null) {
      return passedTo(call);
    }
    lending.needs.add(
        new Need(
            channel.owner,
            channel.name,
            lent,
            Rule.KEEPS_NOTHING,
            false,
            analysis.wayTo(new Place(target, flow, values, call))));
    return null;
  }

  private String enter(MethodInsnNode call, int operand) throws Distrust {
    Target reached = analysis.tree().exactTarget(target.owner(), call.owner, call.name, call.desc);
    if (reached == null || reached.is(Opcodes.ACC_NATIVE)) {
      return passedTo(call);
    }
    Value[] operands = flow.operands(call);
    Binding[] parameters = new Binding[operands.length];
    for (int i = 0; i < operands.length; i++) {
      parameters[i] = i == operand ? Binding.OTHER : values.of(operands[i]);
    }
    MethodFlow body = FrameValues.flow(reached);
    FrameValues bodyValues = new FrameValues(analysis.tree(), reached, body, parameters);
    analysis.enter(new Place(target, flow, values, call));
    try {
      new WrappedArray(analysis, reached, body, bodyValues, lending, depth + 1)
          .check(body.parameter(operand));
      return null;
    } finally {
      analysis.leave();
    }
  }
}
