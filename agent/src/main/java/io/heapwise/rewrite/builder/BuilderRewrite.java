package io.heapwise.rewrite.builder;

import io.heapwise.analysis.MethodFlow;
import io.heapwise.analysis.ThrowableFeed;
import io.heapwise.rewrite.MethodContext;
import io.heapwise.rewrite.concat.ConcatRewrite;
import io.heapwise.runtime.LentBuilders;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;

/** Claims builders that live in local variables: see the package documentation. */
public final class BuilderRewrite extends AllocationRewrite {
  private static final int LENT = 2;
  private static final int GUARDED = 3;

  /** What claims have been planned so far; only grows. */
  private static volatile int planned = 1;

  private static volatile int prepared = 1;

  /**
   * To be called when a builder is claimed that is lent to others, or released otherwise than by a
   * {@code toString()}.
   *
   * @param guarded whether its borrowers are asked for
   */
  static synchronized void lent(boolean guarded) {
    planned = Math.max(planned, guarded ? GUARDED : LENT);
  }

  @Override
  public String name() {
    return "builder";
  }

  @Override
  public boolean isToPrepareAgain() {
    return prepared < planned;
  }

  @Override
  public void prepare() {
    int now = planned;
    if (now >= LENT) {
      LentBuilders.warmUp(now == GUARDED);
    }
    prepared = now;
  }

  @Override
  public boolean asksJudge() {
    return planned == GUARDED;
  }

  @Override
  protected boolean isSite(MethodFlow flow, AbstractInsnNode allocation) {
    return !ConcatRewrite.isChain(flow, allocation);
  }

  @Override
  protected String plan(MethodContext method, TypeInsnNode allocation) {
    return ThrowableFeed.leadsToThrow(allocation)
        ? ThrowableFeed.LEADS_TO_THROW
        : BuilderClaim.plan(method, allocation);
  }
}
