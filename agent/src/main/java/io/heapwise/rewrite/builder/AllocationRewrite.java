package io.heapwise.rewrite.builder;

import io.heapwise.analysis.MethodFlow;
import io.heapwise.analysis.ThrowableFeed;
import io.heapwise.rewrite.Anchor;
import io.heapwise.rewrite.BuilderCalls;
import io.heapwise.rewrite.MethodContext;
import io.heapwise.rewrite.Rewrite;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;

/** A rewrite whose sites are allocations of string builders. */
public abstract class AllocationRewrite implements Rewrite {
  @Override
  public final List<Anchor> anchors() {
    return List.of(Anchor.allocation(BuilderCalls.BUILDER), Anchor.allocation(BuilderCalls.BUFFER));
  }

  @Override
  public final void plan(MethodContext method) {
    for (AbstractInsnNode insn = method.instructions().getFirst();
        insn != null;
        insn = insn.getNext()) {
      if (insn.getOpcode() == Opcodes.NEW
          && BuilderCalls.isBuilder(((TypeInsnNode) insn).desc)
          && method.flow().isReachable(insn)
          && isSite(method.flow(), insn)) {
        boolean feedsThrowable = ThrowableFeed.isFirstArgument(insn);
        method.conclude(
            insn, feedsThrowable ? ThrowableFeed.REASON : plan(method, (TypeInsnNode) insn));
      }
    }
  }

  /** Whether a builder is this rewrite's concern. */
  protected abstract boolean isSite(MethodFlow flow, AbstractInsnNode allocation);

  /** Makes the changes, or returns why not. */
  protected abstract String plan(MethodContext method, TypeInsnNode allocation);
}
