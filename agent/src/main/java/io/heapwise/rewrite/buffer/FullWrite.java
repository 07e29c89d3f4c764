package io.heapwise.rewrite.buffer;

import io.heapwise.analysis.ArrayContents;
import io.heapwise.analysis.MethodFlow;
import io.heapwise.analysis.Value;
import io.heapwise.analysis.Value.Use;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/** Definite writes: whether nothing can be read of an array that the method has not written. */
final class FullWrite {
  private FullWrite() {}

  /**
   * Whether the first that is done with an array, with no way around it, is to write all of it.
   * Where that may be caught half way, it does not count.
   */
  static boolean precedesReads(MethodFlow flow, ScratchArray array) {
    AbstractInsnNode origin = array.origin();
    Value value = flow.produced(origin);
    AbstractInsnNode first = null;
    for (Use use : value.uses()) {
      AbstractInsnNode insn = use.instruction();
      if (flow.inOneBlock(origin, insn)
          && (first == null || flow.indexOf(insn) < flow.indexOf(first))) {
        first = insn;
      }
    }
    return first instanceof MethodInsnNode call
        && !flow.mayCatchAt(call)
        && writesAll(flow, array, call);
  }

  private static boolean writesAll(MethodFlow flow, ScratchArray array, MethodInsnNode call) {
    Value value = flow.produced(array.origin());
    Value[] operands = flow.operands(call);
    return switch (call.owner) {
      case "java/util/Arrays" -> call.name.equals("fill") && operands.length == 2;
      case "java/lang/System" ->
          call.name.equals("arraycopy")
              && operands[2] == value
              && operands[0] != value
              && isZero(operands[3])
              && isLength(flow, array, operands[4], call);
      case "java/lang/String" ->
          call.name.equals("getChars")
              && isZero(operands[1])
              && isZero(operands[4])
              && isLength(flow, array, operands[2], call);
      default -> false;
    };
  }

  private static boolean isZero(Value value) {
    Integer constant = ArrayContents.intConstant(value);
    return constant != null && constant == 0;
  }

  /** The same value in one block, which it was not computed in between, is the same number. */
  private static boolean isLength(
      MethodFlow flow, ScratchArray array, Value number, MethodInsnNode call) {
    Integer constant = ArrayContents.intConstant(number);
    if (!array.findsLength()) {
      return constant != null && constant == array.constantLength();
    }
    Value length = flow.operands(array.origin())[0];
    if (constant != null) {
      return constant.equals(ArrayContents.intConstant(length));
    }
    if (number != length) {
      return false;
    }
    for (AbstractInsnNode insn = array.origin(); insn != call; insn = insn.getNext()) {
      if (insn == number.definition()) {
        return false;
      }
    }
    return true;
  }
}
