package io.heapwise.rewrite.chars;

import io.heapwise.analysis.Adjacent;
import io.heapwise.rewrite.BridgeCalls;
import io.heapwise.rewrite.MethodContext;
import io.heapwise.rewrite.MethodEdit;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * Replaces characters where the text is put together with constants, as in {@code name.replace('.',
 * '/') + ".class"}. The original instructions stay, for a text that is null: so they fail as they
 * did, with the message that names where the null came from.
 */
final class ReplaceTransformation {
  /** What may stand between the call of the bridge and the one that it answers for. */
  private static final int[] BETWEEN = {Opcodes.POP, Opcodes.DUP_X2, Opcodes.GOTO};

  private static final String STRING = "Ljava/lang/String;";
  private static final char OPERAND = '\1';
  private static final char CONSTANT = '\2';

  private final MethodContext method;
  private final MethodInsnNode replace;
  private final InvokeDynamicInsnNode concatenation;
  private final String recipe;

  ReplaceTransformation(MethodContext method, MethodInsnNode replace) {
    this.method = method;
    this.replace = replace;
    concatenation = concatenationOf(replace);
    recipe = (String) concatenation.bsmArgs[0];
  }

  /** Whether a call is of {@code replace}, right in front of a concatenation of its text alone. */
  static boolean isSite(MethodInsnNode call) {
    return call.getOpcode() == Opcodes.INVOKEVIRTUAL
        && call.name.equals("replace")
        && call.desc.equals("(CC)" + STRING)
        && call.owner.equals(CharsTransformation.STRING)
        && concatenationOf(call) != null;
  }

  private static InvokeDynamicInsnNode concatenationOf(MethodInsnNode call) {
    return Adjacent.after(call) instanceof InvokeDynamicInsnNode next
            && next.name.equals("makeConcatWithConstants")
            && next.desc.equals("(" + STRING + ")" + STRING)
            && next.bsm.getOwner().equals("java/lang/invoke/StringConcatFactory")
        ? next
        : null;
  }

  /** Whether a call is one that stands behind the call of the bridge already. */
  static boolean isDone(MethodInsnNode call) {
    return BridgeCalls.isBehindOne(call, BETWEEN);
  }

  /** Makes the changes, or returns why not. */
  String plan() {
    if (method.runsOnce() != null) {
      return method.runsOnce();
    }
    if (method.secret() != null) {
      return method.secret();
    }
    int operand = recipe.indexOf(OPERAND);
    if (recipe.indexOf(CONSTANT) >= 0 || operand < 0 || recipe.length() == 1) {
      return "concatenated with something else than plain constants";
    }
    MethodEdit edit = method.edit();
    boolean isChanged = method.isChanged(replace) || method.isChanged(concatenation);
    if (isChanged || !edit.isUntouched(replace) || !edit.isUntouched(concatenation)) {
      return "rewritten already";
    }
    if (method.hasFrameBetween(replace, concatenation)) {
      return "made around a branch";
    }
    IntInsnNode site = new IntInsnNode(Opcodes.SIPUSH, Short.MAX_VALUE);
    LabelNode isNull = new LabelNode();
    LabelNode end = new LabelNode();
    InsnList code = new InsnList();
    code.add(new InsnNode(Opcodes.DUP2_X1)); // ..., from, to, text, from, to
    code.add(new InsnNode(Opcodes.POP2));
    code.add(new InsnNode(Opcodes.DUP)); // ..., from, to, text, text
    code.add(new JumpInsnNode(Opcodes.IFNULL, isNull)); // ..., from, to, text
    code.add(new LdcInsnNode(recipe.substring(0, operand)));
    code.add(new LdcInsnNode(recipe.substring(operand + 1)));
    code.add(site); // ..., from, to, text, prefix, suffix, site
    String operands = "(CC" + STRING + STRING + STRING + "I)";
    code.add(BridgeCalls.call("concatenateReplaced", operands + STRING)); // ..., result
    code.add(new JumpInsnNode(Opcodes.GOTO, end));
    code.add(isNull); // ..., from, to, text
    code.add(new InsnNode(Opcodes.DUP_X2));
    code.add(new InsnNode(Opcodes.POP)); // ..., text, from, to
    edit.before(replace, code, 3);
    InsnList behind = new InsnList();
    behind.add(end);
    edit.after(concatenation, behind, 0);
    String refusal = edit.refusal();
    if (refusal != null) {
      return refusal;
    }
    // Numbers are few: only now that it will be.
    site.operand = method.numberOf(replace);
    return edit.apply();
  }
}
