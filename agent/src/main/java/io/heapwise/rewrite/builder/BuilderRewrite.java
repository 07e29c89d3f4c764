package io.heapwise.rewrite.builder;

import io.heapwise.analysis.ThrowableFeed;
import io.heapwise.rewrite.MethodContext;
import io.heapwise.rewrite.concat.ConcatRewrite;
import io.heapwise.runtime.LentBuilders;
import org.objectweb.asm.tree.TypeInsnNode;

/** Claims builders that live in local variables: see the package documentation. */
public final class BuilderRewrite extends AnyBuilderRewrite {
  private static final int LENT = 2;
  private static final int GUARDED = 3;

  private static final LoanPreparation PREPARATION = new LoanPreparation(1);

  /**
   * To be called when a builder is claimed that is lent to others, or released otherwise than by a
   * {@code toString()}.
   *
   * @param guarded whether its borrowers are asked for
   */
  static void lent(boolean guarded) {
    PREPARATION.plan(guarded ? GUARDED : LENT);
  }

  @Override
  public String name() {
    return "builder";
  }

  @Override
  public boolean isToPrepareAgain() {
    return PREPARATION.isToPrepareAgain();
  }

  @Override
  public void prepare() {
    int now = PREPARATION.planned();
    if (now >= LENT) {
      LentBuilders.warmUp(now == GUARDED);
    }
    PREPARATION.done(now);
  }

  @Override
  public boolean asksJudge() {
    return PREPARATION.planned() == GUARDED;
  }

  @Override
  protected boolean isSite(MethodContext method, TypeInsnNode allocation) {
    return !ConcatRewrite.isChain(method.flow(), allocation);
  }

  @Override
  protected String planBuilder(MethodContext method, TypeInsnNode allocation) {
    return ThrowableFeed.leadsToThrow(allocation)
        ? ThrowableFeed.LEADS_TO_THROW
        : BuilderClaim.plan(method, allocation);
  }
}
