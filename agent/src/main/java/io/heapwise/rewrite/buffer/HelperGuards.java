package io.heapwise.rewrite.buffer;

import io.heapwise.analysis.Value;
import io.heapwise.analysis.Value.Use;
import io.heapwise.rewrite.GuardedCall;
import io.heapwise.rewrite.MethodContext;
import io.heapwise.rewrite.MethodEdit;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Guards in a method of the class that is given a claimed array. Others may give it arrays of their
 * own: for those the guards do nothing.
 */
final class HelperGuards {
  private HelperGuards() {}

  /**
   * Puts the guards in, or returns why the array must not be given to the method.
   *
   * @param depth calls between the method that makes the array and this one
   */
  static String plan(MethodContext helper, MethodInsnNode call, int operand, int depth) {
    String secret = helper.secret();
    if (secret != null) {
      return secret;
    }
    Value array = helper.flow().parameter(operand);
    String[] refusal = new String[1];
    ArrayLoans loans = ArrayLoans.of(helper, array, refusal);
    if (loans == null) {
      return refusal[0];
    }
    if (mayRecover(helper, array)) {
      return "an exception may be caught while somebody has it";
    }
    int slot = slotOf(call, operand);
    if (!loans.guarded().isEmpty() && isAssigned(helper, slot)) {
      return "its variable is assigned to";
    }
    String descriptor = Type.getArgumentTypes(call.desc)[positionOf(call, operand)].getDescriptor();
    MethodEdit edit = helper.edit();
    for (GuardedCall guard : loans.guarded()) {
      if (!guard.loads(slot)) {
        return "taken from somewhere else than its variable";
      }
      if (!ArrayLoans.guard(guard, edit, slot, descriptor)) {
        return GuardedCall.TOO_MANY;
      }
    }
    String other = edit.refusal();
    if (other == null) {
      other = loans.guardHelpers(depth);
    }
    return other == null ? edit.apply() : other;
  }

  /** Then the method would end as if nothing had happened, while somebody may be at work on it. */
  private static boolean mayRecover(MethodContext helper, Value array) {
    for (Use use : array.uses()) {
      if (use.instruction() instanceof MethodInsnNode call && helper.flow().mayRecoverAt(call)) {
        return true;
      }
    }
    return false;
  }

  private static int positionOf(MethodInsnNode call, int operand) {
    return call.getOpcode() == Opcodes.INVOKESTATIC ? operand : operand - 1;
  }

  private static int slotOf(MethodInsnNode call, int operand) {
    Type[] types = Type.getArgumentTypes(call.desc);
    int position = positionOf(call, operand);
    int slot = operand - position;
    for (int i = 0; i < position; i++) {
      slot += types[i].getSize();
    }
    return slot;
  }

  private static boolean isAssigned(MethodContext helper, int slot) {
    for (AbstractInsnNode insn : helper.instructions()) {
      int opcode = insn.getOpcode();
      if (opcode >= Opcodes.ISTORE && opcode <= Opcodes.ASTORE) {
        int first = ((VarInsnNode) insn).var;
        boolean isWide = opcode == Opcodes.LSTORE || opcode == Opcodes.DSTORE;
        if (first == slot || isWide && first + 1 == slot) {
          return true;
        }
      }
    }
    return false;
  }
}
