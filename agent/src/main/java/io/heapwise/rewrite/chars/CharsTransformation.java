package io.heapwise.rewrite.chars;

import io.heapwise.rewrite.BuilderCalls;
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
import org.objectweb.asm.tree.VarInsnNode;

/** Puts the text in a local variable of its own, and reads that. */
final class CharsTransformation {
  static final String STRING = "java/lang/String";

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
   * The original call stays for a null text, which it throws for. The variable is set behind that:
   * where a handler catches it, both variables are what they were in the round before.
   */
  private void keepText(int text, IntInsnNode site) {
    LabelNode present = new LabelNode();
    InsnList check = new InsnList();
    check.add(new InsnNode(Opcodes.DUP)); // ..., text, text
    check.add(new JumpInsnNode(Opcodes.IFNONNULL, present)); // ..., text
    edit.before(origin, check, 1);
    InsnList code = new InsnList();
    // Nobody gets here, but a verifier cannot know.
    code.add(new InsnNode(Opcodes.POP)); // ..., array -> ...
    code.add(new InsnNode(Opcodes.ACONST_NULL));
    code.add(new InsnNode(Opcodes.ATHROW));
    code.add(present);
    code.add(new InsnNode(Opcodes.DUP)); // ..., text, text
    code.add(new VarInsnNode(Opcodes.ASTORE, text)); // ..., text
    code.add(site); // ..., text, site
    code.add(bridge("readingText", "(Ljava/lang/String;I)V")); // ...
    code.add(new InsnNode(Opcodes.ACONST_NULL)); // ..., null
    edit.after(origin, code, 1);
  }

  private void read(CharsMatcher.Read read, int text) {
    InsnList load = new InsnList();
    load.add(new VarInsnNode(Opcodes.ALOAD, text)); // ..., text
    replace(read.load(), load);
    InsnList code = new InsnList();
    code.add(
        read.use().getOpcode() == Opcodes.CALOAD
            ? bridge("charAt", "(Ljava/lang/String;I)C") // ..., text, index -> ..., char
            : new MethodInsnNode(Opcodes.INVOKEVIRTUAL, STRING, "length", "()I", false));
    replace(read.use(), code);
  }

  private void replace(AbstractInsnNode insn, InsnList code) {
    edit.remove(insn);
    edit.before(insn, code, 1);
  }

  private static MethodInsnNode bridge(String name, String descriptor) {
    return new MethodInsnNode(Opcodes.INVOKESTATIC, BuilderCalls.BRIDGE, name, descriptor, false);
  }
}
