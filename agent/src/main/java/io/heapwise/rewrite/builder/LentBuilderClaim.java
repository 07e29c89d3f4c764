package io.heapwise.rewrite.builder;

import io.heapwise.analysis.LastUses;
import io.heapwise.analysis.Value;
import io.heapwise.rewrite.BridgeCalls;
import io.heapwise.rewrite.Construction;
import io.heapwise.rewrite.GuardedCall;
import io.heapwise.rewrite.MethodContext;
import io.heapwise.rewrite.MethodEdit;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Claims a builder, a writer or an output stream that is lent to other methods, or a builder whose
 * last use is no {@code toString()}. A local variable of its own holds the builder for as long as
 * nobody else may have it; what is still there behind the last use is released.
 */
public final class LentBuilderClaim {
  private static final String OBJECT = "java/lang/Object";

  private final MethodContext method;
  private final Construction construction;
  private final TypeInsnNode allocation;
  private final BuilderLoans loans;
  private final String claim;

  private boolean isAroundSlowCall;

  /** Where the number of the site is pushed. */
  private final List<IntInsnNode> sites = new ArrayList<>();

  /**
   * @param claim the method of the bridge that takes the place of the constructor
   */
  public LentBuilderClaim(
      MethodContext method,
      Construction construction,
      TypeInsnNode allocation,
      BuilderLoans loans,
      String claim) {
    this.method = method;
    this.construction = construction;
    this.allocation = allocation;
    this.loans = loans;
    this.claim = claim;
  }

  /** See {@link MethodEdit#isAroundSlowCall}. */
  public LentBuilderClaim aroundSlowCall() {
    isAroundSlowCall = true;
    return this;
  }

  /**
   * Plans the edits, or returns why not.
   *
   * @param looks calls of {@code toString()}, or {@code toByteArray()}, that are the builder's last
   *     use
   */
  public String plan(List<MethodInsnNode> looks) {
    MethodEdit edit = method.edit();
    if (isAroundSlowCall) {
      edit.isAroundSlowCall();
    }
    int kept = edit.newLocal(OBJECT);
    InsnList keep = new InsnList(); // ..., builder
    keep.add(new InsnNode(Opcodes.DUP));
    keep.add(new VarInsnNode(Opcodes.ASTORE, kept)); // ..., builder
    edit.after(construction.constructor(), keep, 1);
    List<LdcInsnNode> numbers = new ArrayList<>();
    if (!loans.guard(edit, kept, numbers)) {
      return GuardedCall.TOO_MANY;
    }
    if (looks.isEmpty()) {
      Value builder = method.flow().produced(allocation);
      LastUses last = LastUses.of(method.flow(), builder);
      if (last.behind().isEmpty() && last.inFrontOf().isEmpty()) {
        return "has no last use on a normal path";
      }
      release(edit, kept, last);
    } else {
      for (MethodInsnNode look : looks) {
        edit.remove(look);
        edit.before(look, releaseInPlaceOf(look, kept), 2);
      }
    }
    String refusal = edit.refusal();
    if (refusal != null) {
      return refusal;
    }
    apply(edit, numbers);
    return null;
  }

  private void apply(MethodEdit edit, List<LdcInsnNode> numbers) {
    int site = method.numberOf(allocation);
    for (LdcInsnNode number : numbers) {
      number.cst = (Integer) number.cst | site;
    }
    for (IntInsnNode push : sites) {
      push.operand = site;
    }
    edit.apply();
    construction.replace(claim, allocation.desc);
  }

  private void release(MethodEdit edit, int kept, LastUses last) {
    for (AbstractInsnNode use : last.behind()) {
      edit.after(use, releaseOf(kept), 2);
    }
    for (AbstractInsnNode begin : last.inFrontOf()) {
      // There the claim would come first.
      if (begin != allocation) {
        edit.before(begin, releaseOf(kept), 2);
      }
    }
  }

  private InsnList releaseInPlaceOf(MethodInsnNode look, int kept) {
    InsnList code = new InsnList(); // ..., builder, [charset]
    code.add(new VarInsnNode(Opcodes.ALOAD, kept));
    code.add(site()); // ..., builder, [charset], kept, site
    int end = look.desc.indexOf(')');
    String taken = "(L" + allocation.desc + ";" + look.desc.substring(1, end) + "L" + OBJECT + ";I";
    String name = look.name.equals("toString") ? "releaseLent" : "releaseLentBytes";
    code.add(BridgeCalls.call(name, taken + look.desc.substring(end)));
    return code; // ..., string or bytes
  }

  private InsnList releaseOf(int kept) {
    InsnList code = new InsnList(); // ...
    code.add(new VarInsnNode(Opcodes.ALOAD, kept));
    code.add(site()); // ..., kept, site
    code.add(BridgeCalls.call("releaseLent", "(L" + OBJECT + ";I)V"));
    code.add(new InsnNode(Opcodes.ACONST_NULL));
    code.add(new VarInsnNode(Opcodes.ASTORE, kept));
    return code; // ...
  }

  private IntInsnNode site() {
    IntInsnNode site = new IntInsnNode(Opcodes.SIPUSH, Short.MAX_VALUE);
    sites.add(site);
    return site;
  }
}
