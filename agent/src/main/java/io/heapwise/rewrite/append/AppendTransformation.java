package io.heapwise.rewrite.append;

import io.heapwise.rewrite.BridgeCalls;
import io.heapwise.rewrite.MethodContext;
import io.heapwise.rewrite.MethodEdit;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.VarInsnNode;

/** Asks for a number in front of the original calls, and leaves them out for one. */
final class AppendTransformation {
  private static final String BUILDER = "Ljava/lang/StringBuilder;";
  private static final String OPERANDS = "(" + BUILDER + "Ljava/lang/Object;";

  private final MethodContext method;
  private final AppendMatcher text;

  AppendTransformation(MethodContext method, AppendMatcher text) {
    this.method = method;
    this.text = text;
  }

  /** Makes the changes, or returns why not. */
  String apply() {
    MethodEdit edit = method.edit();
    if (!edit.isUntouched(text.call) || !edit.isUntouched(text.consumer)) {
      return "rewritten already";
    }
    IntInsnNode site = new IntInsnNode(Opcodes.SIPUSH, Short.MAX_VALUE);
    boolean isInVariable = text.store != null;
    LabelNode isOther = new LabelNode();
    LabelNode end = new LabelNode();
    InsnList code = new InsnList();
    if (isInVariable) {
      code.add(new VarInsnNode(Opcodes.ALOAD, text.builder())); // ..., object, builder
      code.add(new InsnNode(Opcodes.SWAP));
    }
    code.add(new InsnNode(Opcodes.DUP2)); // ..., builder, object, builder, object
    code.add(BridgeCalls.call("appendsNumber", OPERANDS + ")Z"));
    code.add(new JumpInsnNode(Opcodes.IFEQ, isOther)); // ..., builder, object
    code.add(site);
    code.add(BridgeCalls.call("appendNumber", OPERANDS + "I)" + BUILDER)); // ..., builder
    if (isInVariable) {
      code.add(new InsnNode(Opcodes.ACONST_NULL));
      code.add(new VarInsnNode(Opcodes.ASTORE, text.store.var));
    }
    code.add(new JumpInsnNode(Opcodes.GOTO, end));
    code.add(isOther);
    if (isInVariable) {
      code.add(new InsnNode(Opcodes.SWAP)); // ..., object, builder
      code.add(new InsnNode(Opcodes.POP));
    }
    edit.before(text.call, code, isInVariable ? 3 : 2);
    InsnList behind = new InsnList();
    behind.add(end);
    edit.after(text.consumer, behind, 0);
    String refusal = edit.refusal();
    if (refusal != null) {
      return refusal;
    }
    // Numbers are few: only now that it will be.
    site.operand = method.numberOf(text.call);
    return edit.apply();
  }
}
