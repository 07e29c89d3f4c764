package io.heapwise.trust;

import io.heapwise.analysis.ArrayContents;
import io.heapwise.analysis.MethodFlow;
import io.heapwise.analysis.ReturnedOperand;
import io.heapwise.analysis.UnanalyzableException;
import io.heapwise.analysis.Value;
import io.heapwise.trust.ClassTree.Target;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/** What the values of one method stand for, given what its parameters do. */
final class FrameValues {
  private static final int MAX_GETTERS = 3;

  /** No lambda: what the JDK makes to link one would be a program's garbage. */
  private static final ReturnedOperand CHECKED =
      new ReturnedOperand() {
        @Override
        public int of(MethodInsnNode call) {
          return isRequireNonNull(call) ? 0 : -1;
        }
      };

  private final ClassTree tree;
  private final Target method;
  private final MethodFlow flow;
  private final Binding[] parameters;
  private final int getters;

  FrameValues(ClassTree tree, Target method, MethodFlow flow, Binding[] parameters) {
    this(tree, method, flow, parameters, 0);
  }

  private FrameValues(
      ClassTree tree, Target method, MethodFlow flow, Binding[] parameters, int getters) {
    this.tree = tree;
    this.method = method;
    this.flow = flow;
    this.parameters = parameters;
    this.getters = getters;
  }

  /** Analyses a method that has code. */
  static MethodFlow flow(Target target) throws Distrust {
    return flow(target, CHECKED);
  }

  /**
   * Analyses a method that has code.
   *
   * @param returned tells the calls that return what they are given
   */
  static MethodFlow flow(Target target, ReturnedOperand returned) throws Distrust {
    if (target.method().instructions.size() == 0) {
      throw new Distrust(target + (target.is(Opcodes.ACC_NATIVE) ? " is native" : " is abstract"));
    }
    try {
      return MethodFlow.of(target.method(), returned);
    } catch (UnanalyzableException e) {
      throw new Distrust(target + ": " + e.getMessage());
    }
  }

  static boolean isRequireNonNull(MethodInsnNode call) {
    return call.owner.equals("java/util/Objects") && call.name.equals("requireNonNull");
  }

  Binding of(Value value) throws Distrust {
    return switch (value.kind()) {
      case PARAMETER -> parameters[value.parameter()];
      case CONSTANT -> {
        Integer constant = ArrayContents.intConstant(value);
        yield constant != null && constant == 0 ? Binding.ZERO : Binding.OTHER;
      }
      case RESULT -> ofResult(value.definition());
      case PHI -> {
        Binding common = null;
        for (Value input : value.inputs()) {
          // A merge of merges may go round in circles; nothing of interest does.
          Binding binding = input.kind() == Value.Kind.PHI ? Binding.OTHER : of(input);
          if (common != null && !common.is(binding)) {
            yield Binding.OTHER;
          }
          common = binding;
        }
        yield common == null ? Binding.OTHER : common;
      }
      default -> Binding.OTHER;
    };
  }

  private Binding ofResult(AbstractInsnNode insn) throws Distrust {
    if (insn.getOpcode() == Opcodes.GETFIELD) {
      FieldInsnNode field = (FieldInsnNode) insn;
      return of(flow.operands(insn)[0]) == Binding.THIS
          ? Binding.field(field.owner, field.name)
          : Binding.OTHER;
    }
    if (insn instanceof MethodInsnNode call
        && call.desc.startsWith("()L")
        && call.getOpcode() != Opcodes.INVOKESTATIC
        && of(flow.operands(call)[0]) == Binding.THIS
        && getters < MAX_GETTERS) {
      return ofGetter(targetOnThis(call));
    }
    return Binding.OTHER;
  }

  /** The field whose content a method without arguments returns, whenever it returns. */
  private Binding ofGetter(Target getter) throws Distrust {
    if (getter == null || getter.method().instructions.size() == 0) {
      return Binding.OTHER;
    }
    MethodFlow getterFlow = flow(getter);
    FrameValues values =
        new FrameValues(tree, getter, getterFlow, new Binding[] {Binding.THIS}, getters + 1);
    Binding common = null;
    for (AbstractInsnNode insn : getter.method().instructions) {
      if (insn.getOpcode() == Opcodes.ARETURN && getterFlow.isReachable(insn)) {
        Binding returned = values.of(getterFlow.operands(insn)[0]);
        if (common != null && !common.is(returned)) {
          return Binding.OTHER;
        }
        common = returned;
      }
    }
    return common == null || !common.isField() ? Binding.OTHER : common;
  }

  /** The method that a call on the receiver under judgement reaches, or null. */
  Target targetOnThis(MethodInsnNode call) throws Distrust {
    ParsedClass here = method.owner();
    if (call.getOpcode() == Opcodes.INVOKESPECIAL) {
      boolean isSuper = !call.itf && !call.owner.equals(here.name());
      return tree.exactTarget(
          here, isSuper ? here.node.superName : call.owner, call.name, call.desc);
    }
    Target resolved = tree.exactTarget(here, call.owner, call.name, call.desc);
    if (resolved != null && resolved.is(Opcodes.ACC_PRIVATE)) {
      return resolved;
    }
    Target selected = tree.virtualTarget(call.name, call.desc);
    if (selected != null
        && resolved != null
        && resolved.isPackagePrivate()
        && !selected.owner().packageName().equals(resolved.owner().packageName())) {
      throw new Distrust(selected + " may not override what is called");
    }
    return selected;
  }
}
