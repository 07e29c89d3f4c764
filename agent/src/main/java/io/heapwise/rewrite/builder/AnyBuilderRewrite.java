package io.heapwise.rewrite.builder;

import io.heapwise.analysis.ThrowableFeed;
import io.heapwise.rewrite.AllocationRewrite;
import io.heapwise.rewrite.Anchor;
import io.heapwise.rewrite.BuilderCalls;
import io.heapwise.rewrite.MethodContext;
import java.util.List;
import org.objectweb.asm.tree.TypeInsnNode;

/** A rewrite whose sites are allocations of string builders. */
public abstract class AnyBuilderRewrite extends AllocationRewrite {
  @Override
  public final List<Anchor> anchors() {
    return List.of(Anchor.allocation(BuilderCalls.BUILDER), Anchor.allocation(BuilderCalls.BUFFER));
  }

  @Override
  protected final boolean concerns(String internalName) {
    return BuilderCalls.isBuilder(internalName);
  }

  @Override
  protected final String plan(MethodContext method, TypeInsnNode allocation) {
    return ThrowableFeed.isFirstArgument(allocation)
        ? ThrowableFeed.REASON
        : planBuilder(method, allocation);
  }

  /** Makes the changes for one that is not the message of an exception, or returns why not. */
  protected abstract String planBuilder(MethodContext method, TypeInsnNode allocation);
}
