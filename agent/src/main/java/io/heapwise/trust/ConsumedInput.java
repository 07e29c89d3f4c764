package io.heapwise.trust;

import io.heapwise.analysis.MethodFlow;
import io.heapwise.trust.ClassTree.Target;
import java.util.BitSet;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * Whether a deflater has consumed the input that a method sets, when the judged call returns
 * normally: from {@code setInput} on, no way leads to a return but one on which {@code
 * needsInput()} of the same deflater has answered true, in that method or in one that it calls on
 * the same object. Then the deflater still refers to the array, but with an empty range, which it
 * never looks at.
 */
final class ConsumedInput {
  private static final String DEFLATER = "java/util/zip/Deflater";

  private final ClassTree tree;
  private final Binding deflater;

  /**
   * @param deflater a field of the receiver; that it always holds the same object is for the caller
   *     to see to
   */
  ConsumedInput(ClassTree tree, Binding deflater) {
    this.tree = tree;
    this.deflater = deflater;
  }

  static boolean isSetInput(MethodInsnNode call) {
    return call.owner.equals(DEFLATER)
        && call.name.equals("setInput")
        && (call.desc.equals("([BII)V") || call.desc.equals("([B)V"));
  }

  /**
   * Whether all returns of the method that calls {@code setInput} come after the answer. That it
   * throws instead is told by {@code Rule.KEEPS_WHEN_THROWING}.
   */
  boolean isCertain(Target target, MethodFlow flow, FrameValues values, MethodInsnNode setInput)
      throws Distrust {
    return isConsumedFrom(target, flow, values, setInput, true);
  }

  /**
   * Whether no return is reached without the answer.
   *
   * @param from the instruction that has completed; null for the beginning of the method
   */
  private boolean isConsumedFrom(
      Target target, MethodFlow flow, FrameValues values, MethodInsnNode from, boolean enter)
      throws Distrust {
    Paths paths = new Paths(target.method());
    BitSet[] without = new BitSet[target.method().instructions.size()];
    for (AbstractInsnNode insn : target.method().instructions) {
      if (insn instanceof MethodInsnNode call && flow.isReachable(call)) {
        if (isQuestion(flow, values, call)) {
          excludeTrue(call, target, without);
        } else if (enter && consumes(flow, values, call)) {
          without[index(target, call)] = new BitSet();
        }
      }
    }
    return !paths.mayReturn(from, without);
  }

  private static int index(Target target, AbstractInsnNode insn) {
    return target.method().instructions.indexOf(insn);
  }

  private boolean isQuestion(MethodFlow flow, FrameValues values, MethodInsnNode call)
      throws Distrust {
    return call.owner.equals(DEFLATER)
        && call.name.equals("needsInput")
        && call.desc.equals("()Z")
        && values.of(flow.operands(call)[0]).is(deflater);
  }

  /** Leaves the branch that is taken on any other answer than true. */
  private static void excludeTrue(MethodInsnNode question, Target target, BitSet[] without) {
    // With nothing in between, not even a label that another answer could come in by.
    if (!(question.getNext() instanceof JumpInsnNode jump)
        || jump.getOpcode() != Opcodes.IFEQ && jump.getOpcode() != Opcodes.IFNE) {
      return;
    }
    BitSet onFalse = new BitSet();
    onFalse.set(index(target, jump.getOpcode() == Opcodes.IFEQ ? jump.label : jump.getNext()));
    without[index(target, jump)] = onFalse;
  }

  /** Whether a call on this object does not return before the input is consumed. */
  private boolean consumes(MethodFlow flow, FrameValues values, MethodInsnNode call)
      throws Distrust {
    if (call.getOpcode() == Opcodes.INVOKESTATIC
        || !call.desc.equals("()V")
        || values.of(flow.operands(call)[0]) != Binding.THIS) {
      return false;
    }
    Target reached = values.targetOnThis(call);
    if (reached == null || reached.is(Opcodes.ACC_NATIVE | Opcodes.ACC_ABSTRACT)) {
      return false;
    }
    MethodFlow body = FrameValues.flow(reached);
    FrameValues bodyValues = new FrameValues(tree, reached, body, new Binding[] {Binding.THIS});
    return isConsumedFrom(reached, body, bodyValues, null, false);
  }
}
