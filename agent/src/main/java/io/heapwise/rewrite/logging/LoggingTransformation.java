package io.heapwise.rewrite.logging;

import io.heapwise.analysis.MethodFlow;
import io.heapwise.rewrite.BridgeCalls;
import io.heapwise.rewrite.GuardedCall;
import io.heapwise.rewrite.MethodContext;
import io.heapwise.rewrite.MethodEdit;
import io.heapwise.runtime.LoggingSupport;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Asks when all operands are there, and passes over the concatenation and the call where both would
 * be for nothing. Whatever computes the operands stays, and so does what it throws.
 */
final class LoggingTransformation {
  /** What stands between the question and the concatenation. */
  private static final int[] BETWEEN = {Opcodes.IFEQ, Opcodes.POP, Opcodes.POP2, Opcodes.GOTO};

  private static final int NO_NUMBER = 0;

  private final MethodContext method;
  private final MethodInsnNode call;
  private final LoggingMatcher message;

  LoggingTransformation(MethodContext method, MethodInsnNode call, LoggingMatcher message) {
    this.method = method;
    this.call = call;
    this.message = message;
  }

  /** Whether a call is one that stands behind the question already. */
  static boolean isDone(MethodInsnNode call) {
    return BridgeCalls.isBehindOne(LoggingMatcher.lastOfText(call), BETWEEN);
  }

  /** Makes the changes, or returns why not. */
  String apply() {
    MethodFlow flow = method.flow();
    AbstractInsnNode first = GuardedCall.firstArgument(flow, call);
    if (first == null) {
      return "made around a branch";
    }
    if (flow.stackSlotsBefore()[flow.indexOf(first)] > 1) {
      return "in the middle of an expression";
    }
    MethodEdit edit = method.edit();
    edit.isAroundSlowCall();
    if (!edit.isUntouched(message.concatenation()) || !edit.isUntouched(call)) {
      return "rewritten already";
    }
    int number = LoggingSupport.call(call.name, call.desc, message.level());
    LdcInsnNode callAndSite = new LdcInsnNode(LoggingSupport.callAndSite(number, NO_NUMBER));
    ask(edit, receiver(edit, first), callAndSite);
    String refusal = edit.refusal();
    if (refusal != null) {
      return refusal;
    }
    // Numbers are few: only now that it will be.
    callAndSite.cst = LoggingSupport.callAndSite(number, method.numberOf(call));
    return edit.apply();
  }

  /** The local variable that holds the receiver when the operands are there. */
  private int receiver(MethodEdit edit, AbstractInsnNode firstArgument) {
    int local = GuardedCall.receiverLocal(method, call, firstArgument);
    if (local >= 0) {
      return local;
    }
    int kept = edit.newLocal("java/lang/Object");
    InsnList keep = new InsnList(); // receiver
    keep.add(new InsnNode(Opcodes.DUP)); // receiver, receiver
    keep.add(new VarInsnNode(Opcodes.ASTORE, kept)); // receiver
    edit.before(firstArgument, keep, 1);
    return kept;
  }

  private void ask(MethodEdit edit, int receiver, LdcInsnNode callAndSite) {
    LabelNode speaks = new LabelNode();
    LabelNode end = new LabelNode();
    InsnList code = new InsnList(); // receiver, level or none, operands
    code.add(new VarInsnNode(Opcodes.ALOAD, receiver));
    code.add(callAndSite); // receiver, level or none, operands, receiver, call and site
    code.add(BridgeCalls.call("isSilent", "(Ljava/lang/Object;I)Z"));
    code.add(new JumpInsnNode(Opcodes.IFEQ, speaks)); // receiver, level or none, operands
    String sizes = message.sizes();
    for (int i = sizes.length() - 1; i >= 0; i--) {
      code.add(new InsnNode(sizes.charAt(i) == '2' ? Opcodes.POP2 : Opcodes.POP));
    }
    if (message.level() != null) {
      code.add(new InsnNode(Opcodes.POP)); // receiver
    }
    code.add(new InsnNode(Opcodes.POP)); //
    code.add(new JumpInsnNode(Opcodes.GOTO, end));
    code.add(speaks); // receiver, level or none, operands
    edit.before(message.concatenation(), code, 2);
    InsnList behind = new InsnList();
    behind.add(end);
    edit.after(call, behind, 0);
  }
}
