package io.heapwise.rewrite.streams;

import io.heapwise.rewrite.Anchor;
import io.heapwise.rewrite.BridgeCalls;
import io.heapwise.rewrite.MethodContext;
import io.heapwise.rewrite.MethodEdit;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * {@code writer.write(text)} in classes that have to do with an {@code OutputStreamWriter}, which
 * copies the text to a new array of characters each time. A call of the bridge goes in front, which
 * writes from a pooled array, or declines: then the original call follows.
 */
final class TextWrite {
  /** What may stand between the call of the bridge and the one that it answers for. */
  private static final int[] BETWEEN = {Opcodes.NOP, Opcodes.POP2, Opcodes.GOTO, Opcodes.IFEQ};

  private static final String WRITER = "java/io/Writer";
  private static final String WRITE = "write";

  /** Writers that copy. Only classes that name one of them are looked at. */
  private static final String[] COPYING = {"java/io/OutputStreamWriter", "java/io/FileWriter"};

  private TextWrite() {}

  /** Those whose sources were read for it. */
  static boolean isRewrittenOn(int jdk) {
    return jdk == 17 || jdk == 25;
  }

  static void addAnchors(List<Anchor> anchors) {
    for (String copying : COPYING) {
      anchors.add(Anchor.callOfRareClass(Opcodes.INVOKEVIRTUAL, copying, WRITE));
      anchors.add(Anchor.callBeside(Opcodes.INVOKEVIRTUAL, WRITER, WRITE, copying));
    }
  }

  static boolean isCandidate(MethodContext method, MethodInsnNode call) {
    return call.getOpcode() == Opcodes.INVOKEVIRTUAL
        && call.name.equals(WRITE)
        && call.desc.equals("(Ljava/lang/String;)V")
        && (isCopying(call.owner) || call.owner.equals(WRITER) && isNear(method))
        && !isDone(call);
  }

  private static boolean isCopying(String owner) {
    for (String copying : COPYING) {
      if (copying.equals(owner)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isNear(MethodContext method) {
    for (String copying : COPYING) {
      if (method.classNames(copying)) {
        return true;
      }
    }
    return false;
  }

  /** Whether it stands behind a call of the bridge already. */
  private static boolean isDone(MethodInsnNode call) {
    return BridgeCalls.isBehindOne(call, BETWEEN);
  }

  /** Makes the changes, or returns why not. */
  static String plan(MethodContext method, MethodInsnNode call) {
    if (method.secret() != null) {
      return method.secret();
    }
    LabelNode original = new LabelNode();
    LabelNode end = new LabelNode();
    IntInsnNode site = new IntInsnNode(Opcodes.SIPUSH, Short.MAX_VALUE);
    InsnList code = new InsnList();
    code.add(new InsnNode(Opcodes.DUP2)); // ..., writer, text, writer, text
    code.add(site);
    code.add(
        // An Object, so that no class of the program is needed to verify the call.
        BridgeCalls.call("writeText", "(Ljava/lang/Object;Ljava/lang/String;I)Z"));
    code.add(new JumpInsnNode(Opcodes.IFEQ, original)); // ..., writer, text
    code.add(new InsnNode(Opcodes.POP2)); // ...
    code.add(new JumpInsnNode(Opcodes.GOTO, end));
    code.add(original);
    code.add(new InsnNode(Opcodes.NOP)); // ..., writer, text
    InsnList behind = new InsnList();
    behind.add(end);
    MethodEdit edit = method.edit();
    edit.before(call, code, 3);
    edit.after(call, behind, 0);
    String refusal = edit.refusal();
    if (refusal != null) {
      return refusal;
    }
    site.operand = method.numberOf(call);
    return edit.apply();
  }
}
