package io.heapwise.analysis;

import io.heapwise.analysis.Value.Use;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;

/** Whether a text is made only to become the message of an exception: a path that runs seldom. */
public final class ThrowableFeed {
  /** How such a text is refused. */
  public static final String REASON = "only feeds an exception constructor";

  /** How one is refused that need not be such a message, but stands on the way to a throw. */
  public static final String LEADS_TO_THROW = "leads only to a throw";

  private ThrowableFeed() {}

  /** Whether every use of a value is as an argument of the constructor of a throwable. */
  public static boolean isOnlyUse(MethodFlow flow, Value value) {
    if (value.isUnused()) {
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

  /**
   * Whether there is no way from an instruction but to a throw, and that takes no more than reading
   * on to find out. Nothing is to be had there.
   */
  public static boolean leadsToThrow(AbstractInsnNode insn) {
    for (AbstractInsnNode next = insn.getNext(); next != null; next = next.getNext()) {
      int opcode = next.getOpcode();
      if (opcode == Opcodes.ATHROW) {
        return true;
      }
      if (next instanceof JumpInsnNode
          || opcode == Opcodes.TABLESWITCH
          || opcode == Opcodes.LOOKUPSWITCH
          || opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
        return false;
      }
    }
    return false;
  }

  /**
   * Why nothing is to be had at an instruction that leads only to a throw, be its value the message
   * or not; null for any other.
   */
  public static String refusal(MethodFlow flow, AbstractInsnNode insn) {
    if (!leadsToThrow(insn)) {
      return null;
    }
    Value value = flow.produced(insn);
    return value != null && isOnlyUse(flow, value) ? REASON : LEADS_TO_THROW;
  }

  /** Whether an instruction begins the first argument of a throwable's constructor. */
  public static boolean isFirstArgument(AbstractInsnNode insn) {
    AbstractInsnNode dup = Adjacent.before(insn);
    return dup != null
        && dup.getOpcode() == Opcodes.DUP
        && Adjacent.before(dup) instanceof TypeInsnNode allocation
        && allocation.getOpcode() == Opcodes.NEW
        && isNamedThrowable(allocation.desc);
  }

  private static boolean isNamedThrowable(String internalName) {
    return internalName.endsWith("Exception") || internalName.endsWith("Error");
  }

  /** By what becomes of the object, or else by its name: the class itself is never loaded. */
  private static boolean isThrowable(MethodFlow flow, MethodInsnNode constructor) {
    if (isNamedThrowable(constructor.owner)) {
      return true;
    }
    for (Use use : flow.operand(constructor, 0).uses()) {
      AbstractInsnNode insn = use.instruction();
      if (insn.getOpcode() == Opcodes.ATHROW) {
        return true;
      }
    }
    return false;
  }
}
