package io.heapwise.rewrite.append;

import io.heapwise.analysis.Adjacent;
import io.heapwise.analysis.Value;
import io.heapwise.rewrite.MethodContext;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/** A text that is made and appended, and whether that is all that happens to it. */
final class AppendMatcher {
  private final MethodContext method;
  final MethodInsnNode call;
  final MethodInsnNode consumer;

  /** What stores the text in a variable; null where it is appended at once. */
  final VarInsnNode store;

  AppendMatcher(MethodContext method, MethodInsnNode call) {
    this.method = method;
    this.call = call;
    consumer = consumerOf(call);
    store = Adjacent.after(call) instanceof VarInsnNode variable ? variable : null;
  }

  /** What appends the text that a call returns, at once or by way of one variable; or null. */
  static MethodInsnNode consumerOf(MethodInsnNode call) {
    AbstractInsnNode next = Adjacent.after(call);
    if (isVariable(next, Opcodes.ASTORE)) {
      AbstractInsnNode builder = Adjacent.after(next);
      AbstractInsnNode text = builder == null ? null : Adjacent.after(builder);
      if (!isVariable(builder, Opcodes.ALOAD)
          || !isVariable(text, Opcodes.ALOAD)
          || ((VarInsnNode) text).var != ((VarInsnNode) next).var) {
        return null;
      }
      next = Adjacent.after(text);
    }
    return next instanceof MethodInsnNode append && appends(append) ? append : null;
  }

  private static boolean isVariable(AbstractInsnNode insn, int opcode) {
    return insn != null && insn.getOpcode() == opcode;
  }

  private static boolean appends(MethodInsnNode call) {
    return call.name.equals("append")
        && call.owner.equals("java/lang/StringBuilder")
        && call.desc.equals("(Ljava/lang/String;)Ljava/lang/StringBuilder;");
  }

  /** The variable that the builder is in, where the text is in one. */
  int builder() {
    return ((VarInsnNode) Adjacent.after(store)).var;
  }

  /** Why the text is needed, or null. */
  String refusal() {
    if (method.runsOnce() != null) {
      return method.runsOnce();
    }
    if (method.isChanged(call) || method.isChanged(consumer)) {
      return "rewritten already";
    }
    if (!method.flow().inOneBlock(call, consumer) || method.hasFrameBetween(call, consumer)) {
      return "made around a branch";
    }
    Value text = method.flow().produced(call);
    if (!text.isDistinct()) {
      return "may be merged with another text where it is used";
    }
    return text.uses().size() == 1 ? null : "used elsewhere as well";
  }
}
