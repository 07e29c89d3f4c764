package io.heapwise.rewrite.concat;

import io.heapwise.analysis.Adjacent;
import io.heapwise.analysis.MethodFlow;
import io.heapwise.analysis.ThrowableFeed;
import io.heapwise.analysis.Value;
import io.heapwise.analysis.Value.Use;
import io.heapwise.rewrite.BuilderCalls;
import io.heapwise.rewrite.MethodContext;
import io.heapwise.rewrite.builder.AnyBuilderRewrite;
import io.heapwise.rewrite.builder.BuilderClaim;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;

/** Rewrites the chains that compilers make of {@code a + b}: see the package documentation. */
public final class ConcatRewrite extends AnyBuilderRewrite {
  @Override
  public String name() {
    return "concat";
  }

  @Override
  protected boolean isSite(MethodContext method, TypeInsnNode allocation) {
    return isChain(method.flow(), allocation);
  }

  /**
   * Whether a builder lives on the operand stack alone, as in an expression, and ends in a {@code
   * toString()}. All other builders are for the builder rewrite.
   */
  public static boolean isChain(MethodFlow flow, AbstractInsnNode allocation) {
    Value builder = flow.produced(allocation);
    if (builder.copies().size() != 1
        || builder.copies().get(0) != Adjacent.after(allocation)
        || !builder.phis().isEmpty()) {
      return false;
    }
    List<Use> uses = builder.uses();
    for (int i = 0; i < uses.size(); i++) {
      Use use = uses.get(i);
      if (use.operand() == 0
          && use.instruction() instanceof MethodInsnNode call
          && BuilderCalls.isToString(call)) {
        return true;
      }
    }
    return false;
  }

  @Override
  protected String planBuilder(MethodContext method, TypeInsnNode allocation) {
    ConcatChain chain = ConcatChain.match(method, allocation);
    if (chain == null) {
      return BuilderClaim.plan(method, allocation);
    }
    if (ThrowableFeed.isOnlyUse(method.flow(), method.flow().produced(chain.toStringCall()))) {
      return ThrowableFeed.REASON;
    }
    if (chain.fitsJoin()) {
      new ConcatTransformation(method, chain).join();
      return null;
    }
    boolean hasDynamic = method.classVersion() >= Opcodes.V1_7;
    if (hasDynamic && chain.fitsInvokedynamic() && chain.isAsFreshAsConcatenation()) {
      new ConcatTransformation(method, chain).concatenate();
      return null;
    }
    return chain.isFusedByC2()
        ? "C2 removes this builder by itself, and nothing else fits"
        : BuilderClaim.plan(method, allocation);
  }
}
