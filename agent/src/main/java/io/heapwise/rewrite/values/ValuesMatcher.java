package io.heapwise.rewrite.values;

import io.heapwise.analysis.CallEffects;
import io.heapwise.analysis.Escape;
import io.heapwise.analysis.Value;
import io.heapwise.analysis.Value.Use;
import io.heapwise.rewrite.MethodContext;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodInsnNode;

/** Whether an array of constants is only read. */
final class ValuesMatcher {
  /** No lambda: what the JDK makes to link one would be a program's garbage. */
  private static final CallEffects NONE_IS_HARMLESS =
      new CallEffects() {
        @Override
        public String escape(MethodInsnNode call, int operand) {
          return "passed to " + Escape.simpleName(call.owner) + "." + call.name;
        }
      };

  private ValuesMatcher() {}

  /** Why the array that a call returns must be a copy, or null. */
  static String refusal(MethodContext method, MethodInsnNode call) {
    if (method.isChanged(call)) {
      return "rewritten already";
    }
    Value array = method.flow().produced(call);
    if (!array.isDistinct()) {
      return "may be another array where it is used";
    }
    List<Use> uses = array.uses();
    boolean readsElements = false;
    for (int i = 0; i < uses.size(); i++) {
      int opcode = uses.get(i).instruction().getOpcode();
      if (opcode == Opcodes.AALOAD) {
        readsElements = true;
      } else if (opcode != Opcodes.ARRAYLENGTH) {
        String escape = Escape.of(array, NONE_IS_HARMLESS);
        return escape == null ? "written or compared" : "escapes: " + escape;
      }
    }
    return readsElements ? null : "only its length is read, for which the JIT makes no array";
  }
}
