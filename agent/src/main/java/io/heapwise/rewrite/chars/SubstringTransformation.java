package io.heapwise.rewrite.chars;

import io.heapwise.analysis.Adjacent;
import io.heapwise.analysis.MethodFlow;
import io.heapwise.rewrite.BridgeCalls;
import io.heapwise.rewrite.MethodContext;
import io.heapwise.rewrite.MethodEdit;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * Parses a part of a text where it is. The original calls stay, for a text that is null: so they
 * fail as they did, with the message that names where the null came from.
 */
final class SubstringTransformation {
  /** What may stand between the call of the bridge and the one that it answers for. */
  private static final int[] BETWEEN = {Opcodes.POP, Opcodes.DUP_X2, Opcodes.SWAP, Opcodes.GOTO};

  private static final String PARSE = "(Ljava/lang/String;)I";

  private final MethodContext method;
  private final MethodInsnNode substring;
  private final MethodInsnNode consumer;

  SubstringTransformation(MethodContext method, MethodInsnNode substring) {
    this.method = method;
    this.substring = substring;
    consumer = consumerOf(substring);
  }

  /** Whether a call is of {@code substring}, with a consumer right behind it. */
  static boolean isSite(MethodInsnNode call) {
    return call.getOpcode() == Opcodes.INVOKEVIRTUAL
        && call.name.equals("substring")
        && call.owner.equals(CharsTransformation.STRING)
        && consumerOf(call) != null;
  }

  private static MethodInsnNode consumerOf(MethodInsnNode call) {
    return Adjacent.after(call) instanceof MethodInsnNode next && parses(next) ? next : null;
  }

  private static boolean parses(MethodInsnNode call) {
    return call.name.equals("parseInt")
        && call.desc.equals(PARSE)
        && call.owner.equals("java/lang/Integer");
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
    if (method.isChanged(consumer) || method.isChanged(substring)) {
      return "rewritten already";
    }
    MethodFlow flow = method.flow();
    if (!flow.inOneBlock(substring, consumer) || method.hasFrameBetween(substring, consumer)) {
      return "made around a branch";
    }
    MethodEdit edit = method.edit();
    if (!edit.isUntouched(substring) || !edit.isUntouched(consumer)) {
      return "rewritten already";
    }
    IntInsnNode site = new IntInsnNode(Opcodes.SIPUSH, Short.MAX_VALUE);
    parsePart(edit, site);
    String refusal = edit.refusal();
    if (refusal != null) {
      return refusal;
    }
    // Numbers are few: only now that it will be.
    site.operand = method.numberOf(substring);
    return edit.apply();
  }

  private void parsePart(MethodEdit edit, IntInsnNode site) {
    boolean hasEnd = substring.desc.startsWith("(II)");
    LabelNode isNull = new LabelNode();
    LabelNode end = new LabelNode();
    InsnList code = new InsnList();
    if (hasEnd) {
      code.add(new InsnNode(Opcodes.DUP2_X1)); // ..., from, to, text, from, to
      code.add(new InsnNode(Opcodes.POP2)); // ..., from, to, text
    } else {
      code.add(new InsnNode(Opcodes.SWAP)); // ..., from, text
    }
    code.add(new InsnNode(Opcodes.DUP));
    code.add(new JumpInsnNode(Opcodes.IFNULL, isNull)); // ..., from, [to], text
    code.add(site); // ..., from, [to], text, site
    String part = (hasEnd ? "II" : "I") + "Ljava/lang/String;I)";
    code.add(BridgeCalls.call("parsePart", "(" + part + "I")); // ... -> int
    code.add(new JumpInsnNode(Opcodes.GOTO, end));
    code.add(isNull); // ..., from, [to], text
    if (hasEnd) {
      code.add(new InsnNode(Opcodes.DUP_X2)); // ..., text, from, to, text
      code.add(new InsnNode(Opcodes.POP)); // ..., text, from, to
    } else {
      code.add(new InsnNode(Opcodes.SWAP)); // ..., text, from
    }
    edit.before(substring, code, 2);
    InsnList behind = new InsnList();
    behind.add(end);
    edit.after(consumer, behind, 0);
  }
}
