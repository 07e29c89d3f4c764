package io.heapwise.analysis;

import io.heapwise.analysis.Value.Use;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/** Whether a text is made only to become the message of an exception: a path that runs seldom. */
public final class ThrowableFeed {
  private ThrowableFeed() {}

  /** Whether every use of a value is as an argument of the constructor of a throwable. */
  public static boolean isOnlyUse(MethodFlow flow, Value value) {
    if (value.uses().isEmpty()) {
      return false;
    }
    for (Use use : value.uses()) {
      if (!(use.instruction() instanceof MethodInsnNode call)
          || !call.name.equals("<init>")
          || use.operand() == 0
          || !isThrowable(flow, call)) {
        return false;
      }
    }
    return value.phis().isEmpty();
  }

  /** By what becomes of the object, or else by its name: the class itself is never loaded. */
  private static boolean isThrowable(MethodFlow flow, MethodInsnNode constructor) {
    if (constructor.owner.endsWith("Exception") || constructor.owner.endsWith("Error")) {
      return true;
    }
    for (Use use : flow.operands(constructor)[0].uses()) {
      AbstractInsnNode insn = use.instruction();
      if (insn.getOpcode() == Opcodes.ATHROW) {
        return true;
      }
    }
    return false;
  }
}
