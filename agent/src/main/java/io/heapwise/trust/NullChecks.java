package io.heapwise.trust;

import io.heapwise.analysis.MethodFlow;
import io.heapwise.analysis.ReturnedOperand;
import io.heapwise.analysis.Value;
import io.heapwise.analysis.Value.Use;
import io.heapwise.trust.ClassTree.Target;
import java.util.HashMap;
import java.util.Map;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * Static methods that return their first argument or throw, and do nothing to it but compare it
 * with null: {@code Objects.requireNonNull}, and what libraries have instead of it.
 */
final class NullChecks implements ReturnedOperand {
  private final ClassTree tree;
  private final ParsedClass caller;
  private final Map<String, Boolean> known = new HashMap<>();

  NullChecks(ClassTree tree, ParsedClass caller) {
    this.tree = tree;
    this.caller = caller;
  }

  @Override
  public int of(MethodInsnNode call) {
    return isCheck(call) ? 0 : -1;
  }

  boolean isCheck(MethodInsnNode call) {
    if (FrameValues.isRequireNonNull(call)) {
      return true;
    }
    if (call.getOpcode() != Opcodes.INVOKESTATIC
        || !call.desc.startsWith("(Ljava/lang/Object;")
        || !call.desc.endsWith(")Ljava/lang/Object;")) {
      return false;
    }
    String key = call.owner + '.' + call.name + call.desc;
    Boolean answer = known.get(key);
    if (answer == null) {
      answer = checks(call);
      known.put(key, answer);
    }
    return answer;
  }

  private boolean checks(MethodInsnNode call) {
    try {
      Target target = tree.exactTarget(caller, call.owner, call.name, call.desc);
      if (target == null) {
        return false;
      }
      MethodFlow flow = FrameValues.flow(target);
      Value argument = flow.parameter(0);
      if (!argument.phis().isEmpty()) {
        return false;
      }
      for (Use use : argument.uses()) {
        int opcode = use.instruction().getOpcode();
        if (opcode != Opcodes.IFNULL && opcode != Opcodes.IFNONNULL && opcode != Opcodes.ARETURN) {
          return false;
        }
      }
      for (AbstractInsnNode insn : target.method().instructions) {
        if (insn.getOpcode() == Opcodes.ARETURN
            && flow.isReachable(insn)
            && flow.operands(insn)[0] != argument) {
          return false;
        }
      }
      return true;
    } catch (Distrust e) {
      return false;
    }
  }
}
