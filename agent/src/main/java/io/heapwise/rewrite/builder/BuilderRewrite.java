package io.heapwise.rewrite.builder;

import io.heapwise.analysis.MethodFlow;
import io.heapwise.rewrite.MethodContext;
import io.heapwise.rewrite.concat.ConcatRewrite;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;

/** Claims builders that live in local variables: see the package documentation. */
public final class BuilderRewrite extends AllocationRewrite {
  @Override
  public String name() {
    return "builder";
  }

  @Override
  protected boolean isSite(MethodFlow flow, AbstractInsnNode allocation) {
    return !ConcatRewrite.isChain(flow, allocation);
  }

  @Override
  protected String plan(MethodContext method, TypeInsnNode allocation) {
    return BuilderClaim.plan(method, allocation);
  }
}
