package io.heapwise.rewrite.chars;

import io.heapwise.analysis.Adjacent;
import io.heapwise.rewrite.BridgeCalls;
import io.heapwise.rewrite.MethodContext;
import io.heapwise.rewrite.MethodEdit;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/** Puts the text in a local variable of its own, beside that of the array; one of them is null. */
final class CharsTransformation {
  static final String STRING = "java/lang/String";
  private static final String ARRAY = "[C";

  private final MethodContext method;
  private final MethodInsnNode origin;
  private final CharsMatcher array;
  private final MethodEdit edit;

  CharsTransformation(MethodContext method, MethodInsnNode origin, CharsMatcher array) {
    this.method = method;
    this.origin = origin;
    this.array = array;
    edit = method.edit();
  }

  /** Whether a call is one that stands behind the question already. */
  static boolean isDone(MethodInsnNode call) {
    AbstractInsnNode before = Adjacent.before(call);
    return before != null
        && before.getOpcode() == Opcodes.IFNE
        && BridgeCalls.isOne(Adjacent.before(before));
  }

  /** Makes the changes, or returns why not. */
  String apply() {
    int text = edit.newLocal(STRING);
    IntInsnNode site = new IntInsnNode(Opcodes.SIPUSH, Short.MAX_VALUE);
    keepText(text, site);
    for (CharsMatcher.Read read : array.reads()) {
      read(read, text);
    }
    String refusal = edit.refusal();
    if (refusal != null) {
      return refusal;
    }
    // Numbers are few: only now that it will be.
    site.operand = method.numberOf(origin);
    return edit.apply();
  }

  /**
   * The original call stays: for a null text, which it throws for, and for one that an array is
   * better for. The variables change together, once nothing can fail any more: where a handler
   * catches a failure, both are what they were in the round before.
   */
  private void keepText(int text, IntInsnNode site) {
    LabelNode asText = new LabelNode();
    LabelNode end = new LabelNode();
    InsnList question = new InsnList();
    question.add(new InsnNode(Opcodes.DUP)); // ..., text, text
    question.add(site); // ..., text, text, site
    String name = array.isReadInInnerLoop() ? "readsShortText" : "readsText";
    question.add(BridgeCalls.call(name, "(Ljava/lang/String;I)Z")); // ..., text, boolean
    question.add(new JumpInsnNode(Opcodes.IFNE, asText)); // ..., text
    edit.before(origin, question, 2);
    InsnList code = new InsnList();
    // The casts are for the frame at the end, where both ways must have the same types.
    code.add(new InsnNode(Opcodes.ACONST_NULL)); // ..., array, null
    code.add(new TypeInsnNode(Opcodes.CHECKCAST, STRING)); // ..., array, null
    code.add(new VarInsnNode(Opcodes.ASTORE, text)); // ..., array
    code.add(new JumpInsnNode(Opcodes.GOTO, end));
    code.add(asText);
    code.add(new VarInsnNode(Opcodes.ASTORE, text)); // ..., text -> ...
    code.add(new InsnNode(Opcodes.ACONST_NULL)); // ..., null
    code.add(new TypeInsnNode(Opcodes.CHECKCAST, ARRAY)); // ..., null
    code.add(end);
    edit.after(origin, code, 1);
  }

  private void read(CharsMatcher.Read read, int text) {
    InsnList load = new InsnList();
    load.add(new VarInsnNode(Opcodes.ALOAD, text));
    edit.before(read.load(), load, 1); // ..., text, array
    InsnList code = new InsnList();
    code.add(
        read.use().getOpcode() == Opcodes.CALOAD
            // ..., text, array, index -> ..., char
            ? BridgeCalls.call("charAt", "(Ljava/lang/String;[CI)C")
            // ..., text, array -> ..., length
            : BridgeCalls.call("length", "(Ljava/lang/String;[C)I"));
    edit.remove(read.use());
    edit.before(read.use(), code, 0);
  }
}
