package io.heapwise.trust;

import io.heapwise.analysis.CallEffects;
import io.heapwise.analysis.Escape;
import io.heapwise.analysis.Lendable;
import io.heapwise.analysis.MethodFlow;
import io.heapwise.analysis.ReturnedOperand;
import io.heapwise.analysis.Value;
import io.heapwise.runtime.trust.LentCall;
import io.heapwise.runtime.trust.Rule;
import io.heapwise.trust.BeforeUse.Place;
import io.heapwise.trust.ClassTree.Target;
import io.heapwise.trust.Lending.Need;
import java.util.HashSet;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * One method that is lent a string builder, a writer or an output stream: follows it through the
 * method, and through the calls that it is passed to. Whatever way the method takes, it does not
 * keep a builder; what else is lent only where nobody does anything but write to it.
 */
final class ObjectFrame implements CallEffects {
  private static final int NEVER_OVERRIDDEN = Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL;

  private final LendingAnalysis analysis;
  private final Target target;
  private final MethodFlow flow;
  private final FrameValues values;
  private final Lendable kind;
  private final ReturnedOperand returned;
  private final Value object;
  private final Lending sum = new Lending(Rule.KEEPS_NOTHING);

  /** Calls whose results have been followed, as they may be the builder. */
  private final Set<MethodInsnNode> returning = new HashSet<>();

  /**
   * @param parameters what the parameters stand for; the object's own is ignored
   */
  ObjectFrame(LendingAnalysis analysis, Target target, int parameter, Binding[] parameters)
      throws Distrust {
    this.analysis = analysis;
    this.target = target;
    analysis.tree().prepare(target);
    kind = analysis.kind();
    returned = new CheckedOrItself(kind);
    flow = FrameValues.flow(target, returned);
    values = new FrameValues(analysis.tree(), target, flow, parameters);
    object = flow.parameter(parameter);
  }

  Lending lending() throws Distrust {
    String reason = Escape.of(object, this);
    if (reason != null) {
      throw new Distrust(reason);
    }
    return sum;
  }

  @Override
  public boolean mayReturn() {
    sum.returns = true;
    return true;
  }

  @Override
  public String escape(MethodInsnNode call, int operand) {
    if (kind.isHarmless(call, operand)
        || operand == 0 && FrameValues.isRequireNonNull(call)
        || kind.isWrapped(call, operand) && flow.isOwnConstructor(call)) {
      return null;
    }
    String place = "passed to " + Escape.simpleName(call.owner) + "." + call.name;
    boolean isStatic = call.getOpcode() == Opcodes.INVOKESTATIC;
    if (kind.is(call.owner) || !isStatic && operand == 0) {
      return call.name + "() is called on it";
    }
    if (Secrets.contain(call.owner)) {
      return place;
    }
    try {
      Value[] operands = flow.operands(call);
      Binding receiver = isStatic ? Binding.OTHER : values.of(operands[0]);
      if (receiver.isField() && call.getOpcode() != Opcodes.INVOKESPECIAL) {
        return delegate(receiver, call, operand) ? null : place;
      }
      Target reached = target(receiver, call);
      return reached == null ? place : enter(reached, call, operand, operands, place);
    } catch (Distrust e) {
      return place + ", there " + e.getMessage();
    }
  }

  @Override
  public String stored(FieldInsnNode field) {
    String reason = CallEffects.super.stored(field);
    if (!kind.mayBeKept()) {
      return reason;
    }
    try {
      String use = new WrittenField(analysis, target.owner(), field).otherUse();
      return use == null ? null : reason + use;
    } catch (Distrust e) {
      return reason + ", and " + e.getMessage();
    }
  }

  /** Whether what is in a field of the receiver can be asked at each call. */
  private boolean delegate(Binding field, MethodInsnNode call, int operand) {
    LentCall lent = analysis.lentOn(call, operand, !isTaken(call));
    if (lent == null) {
      return false;
    }
    sum.needs.add(
        new Need(
            field.owner,
            field.name,
            lent,
            Rule.KEEPS_NOTHING,
            false,
            analysis.wayTo(new Place(target, flow, values, call))));
    return true;
  }

  /** The method that a call is certain to reach, or null. */
  private Target target(Binding receiver, MethodInsnNode call) throws Distrust {
    if (receiver == Binding.THIS) {
      return values.targetOnThis(call);
    }
    int opcode = call.getOpcode();
    if (opcode == Opcodes.INVOKEINTERFACE) {
      return null;
    }
    Target named = analysis.tree().exactTarget(target.owner(), call.owner, call.name, call.desc);
    boolean isExact =
        opcode == Opcodes.INVOKESTATIC
            || opcode == Opcodes.INVOKESPECIAL && call.name.equals("<init>")
            || named != null && (named.is(NEVER_OVERRIDDEN) || isFinal(named, call));
    return isExact ? named : null;
  }

  private boolean isFinal(Target named, MethodInsnNode call) throws Distrust {
    ParsedClass owner = analysis.tree().named(target.owner(), call.owner);
    return (owner.node.access & Opcodes.ACC_FINAL) != 0 && !named.owner().isInterface();
  }

  private String enter(
      Target reached, MethodInsnNode call, int operand, Value[] operands, String place)
      throws Distrust {
    Binding[] parameters = new Binding[operands.length];
    for (int i = 0; i < operands.length; i++) {
      parameters[i] = i == operand ? Binding.OTHER : values.of(operands[i]);
    }
    Lending lending;
    analysis.enter(new Place(target, flow, values, call));
    try {
      lending = analysis.followObject(reached, operand, parameters);
    } catch (Distrust e) {
      return place + ", there " + e.getMessage();
    } finally {
      analysis.leave();
    }
    sum.needs.addAll(lending.needs);
    if (!lending.returns || !isTaken(call) || !returning.add(call)) {
      return null;
    }
    // What is returned may be the builder then, and must go nowhere either.
    Value result = flow.produced(call);
    return result == null ? place + ", there returned" : Escape.of(result, this);
  }

  /** Whether anybody looks at what a call returns; also where that passes for another operand. */
  private boolean isTaken(MethodInsnNode call) {
    Value result = flow.produced(call);
    return result == null
        ? returned.of(call) >= 0
        : !(result.isUnused() && result.phis().isEmpty());
  }
}
