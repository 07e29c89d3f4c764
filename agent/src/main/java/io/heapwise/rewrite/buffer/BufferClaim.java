package io.heapwise.rewrite.buffer;

import io.heapwise.analysis.LastUses;
import io.heapwise.rewrite.BridgeCalls;
import io.heapwise.rewrite.GuardedCall;
import io.heapwise.rewrite.MethodContext;
import io.heapwise.rewrite.MethodEdit;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Turns the allocation of a scratch array into a claim, and puts a release behind its last use. A
 * local variable of its own holds the array in between and is null before and after, so that a
 * claim is released once at most, whatever way the method takes.
 */
final class BufferClaim {
  private final MethodContext method;
  private final ScratchArray array;

  private BufferClaim(MethodContext method, ScratchArray array) {
    this.method = method;
    this.array = array;
  }

  /** Plans the edits for an array, or returns why not. */
  static String plan(MethodContext method, ScratchArray array) {
    return new BufferClaim(method, array).plan();
  }

  private String plan() {
    if (method.isChanged(array.origin())) {
      return "rewritten already";
    }
    String secret = method.secret();
    if (secret != null) {
      return secret;
    }
    String[] refusal = new String[1];
    ArrayLoans loans = ArrayLoans.of(method, method.flow().produced(array.origin()), refusal);
    if (loans == null) {
      return refusal[0];
    }
    LastUses last = LastUses.of(method.flow(), method.flow().produced(array.origin()));
    if (last.behind().isEmpty() && last.inFrontOf().isEmpty()) {
      return "has no last use on a normal path";
    }
    MethodEdit edit = method.edit();
    int local = edit.newLocal(array.descriptor());
    IntInsnNode site = new IntInsnNode(Opcodes.SIPUSH, Short.MAX_VALUE);
    claim(edit, local, site, loans);
    for (GuardedCall call : loans.guarded()) {
      if (!ArrayLoans.guard(call, edit, local, array.descriptor())) {
        return GuardedCall.TOO_MANY;
      }
    }
    release(edit, local, last);
    return apply(edit, site, loans);
  }

  private void claim(MethodEdit edit, int local, IntInsnNode site, ArrayLoans loans) {
    InsnList code = new InsnList();
    if (!array.findsLength()) {
      code.add(new LdcInsnNode(array.constantLength()));
    }
    String kind =
        loans.isEmpty() && FullWrite.precedesReads(method.flow(), array)
            ? "claimScratch" + array.kind()
            : "claim" + array.kind();
    code.add(site); // ..., length, site
    code.add(BridgeCalls.call(kind, "(II)" + array.descriptor())); // ..., array
    code.add(new InsnNode(Opcodes.DUP));
    code.add(new VarInsnNode(Opcodes.ASTORE, local)); // ..., array
    edit.remove(array.origin());
    edit.before(array.origin(), code, 2);
  }

  private void release(MethodEdit edit, int local, LastUses last) {
    for (AbstractInsnNode use : last.behind()) {
      edit.after(use, releaseOf(local), 1);
    }
    for (AbstractInsnNode begin : last.inFrontOf()) {
      // There the claim would come first.
      if (begin != array.origin()) {
        edit.before(begin, releaseOf(local), 1);
      }
    }
  }

  private InsnList releaseOf(int local) {
    InsnList code = new InsnList();
    code.add(new VarInsnNode(Opcodes.ALOAD, local));
    code.add(BridgeCalls.call("release" + array.kind(), "(" + array.descriptor() + ")V"));
    code.add(new InsnNode(Opcodes.ACONST_NULL));
    code.add(new VarInsnNode(Opcodes.ASTORE, local));
    return code;
  }

  /** The helpers and the number of the site come last: both stay, whatever becomes of the rest. */
  private String apply(MethodEdit edit, IntInsnNode site, ArrayLoans loans) {
    String refusal = edit.refusal();
    if (refusal == null) {
      refusal = loans.guardHelpers(0);
    }
    if (refusal != null) {
      return refusal;
    }
    site.operand = method.numberOf(array.origin());
    return edit.apply();
  }
}
