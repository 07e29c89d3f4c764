package io.heapwise.rewrite.number;

import io.heapwise.rewrite.Anchor;
import io.heapwise.rewrite.MethodContext;
import io.heapwise.rewrite.Rewrite;
import io.heapwise.runtime.pool.FormatPool;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;

/** Uses number formats again that stay in their method: see the package documentation. */
public final class NumberRewrite implements Rewrite {
  @Override
  public String name() {
    return "number";
  }

  @Override
  public List<Anchor> anchors() {
    return List.of(
        Anchor.allocation(FormatCalls.DECIMAL),
        factory("getInstance"),
        factory("getNumberInstance"),
        factory("getIntegerInstance"),
        factory("getPercentInstance"));
  }

  private static Anchor factory(String name) {
    return Anchor.callOfRareClass(Opcodes.INVOKESTATIC, FormatCalls.NUMBER, name);
  }

  @Override
  public void prepare() {
    FormatPool.warmUp();
  }

  @Override
  public void plan(MethodContext method) {
    for (AbstractInsnNode insn = method.instructions().getFirst();
        insn != null;
        insn = insn.getNext()) {
      FormatClaim claim = claimOf(method, insn);
      if (claim != null) {
        method.conclude(insn, claim.plan());
      }
    }
  }

  private static FormatClaim claimOf(MethodContext method, AbstractInsnNode insn) {
    if (insn.getOpcode() == Opcodes.NEW
        && ((TypeInsnNode) insn).desc.equals(FormatCalls.DECIMAL)
        && method.flow().isReachable(insn)) {
      return FormatClaim.of(method, (TypeInsnNode) insn);
    }
    return insn instanceof MethodInsnNode call
            && FormatCalls.isFactory(call)
            && method.flow().isReachable(call)
        ? FormatClaim.of(method, call)
        : null;
  }
}
