package io.heapwise.rewrite.writer;

import io.heapwise.analysis.OutputUse;
import io.heapwise.analysis.WriterUse;
import io.heapwise.rewrite.AllocationRewrite;
import io.heapwise.rewrite.Anchor;
import io.heapwise.rewrite.MethodContext;
import io.heapwise.rewrite.builder.LoanPreparation;
import io.heapwise.runtime.LentBuilders;
import java.util.List;
import org.objectweb.asm.tree.TypeInsnNode;

/**
 * Claims arrays for what is written to writers and output streams: see the package documentation.
 */
public final class WriterRewrite extends AllocationRewrite {
  private static final int PLAIN = 1;
  private static final int GUARDED = 2;

  private static final LoanPreparation PREPARATION = new LoanPreparation(0);

  /**
   * To be called when a writer or an output stream is claimed.
   *
   * @param guarded whether those that it is lent to are asked for
   */
  static void planned(boolean guarded) {
    PREPARATION.plan(guarded ? GUARDED : PLAIN);
  }

  @Override
  public String name() {
    return "writer";
  }

  @Override
  public List<Anchor> anchors() {
    return List.of(Anchor.allocation(WriterUse.WRITER), Anchor.allocation(OutputUse.OUTPUT));
  }

  @Override
  public boolean isToPrepareAgain() {
    return PREPARATION.isToPrepareAgain();
  }

  @Override
  public void prepare() {
    int now = PREPARATION.planned();
    LentBuilders.warmUpWriters(now == GUARDED);
    PREPARATION.done(now);
  }

  @Override
  public boolean asksJudge() {
    return PREPARATION.planned() == GUARDED;
  }

  @Override
  protected boolean concerns(String internalName) {
    return internalName.equals(WriterUse.WRITER) || internalName.equals(OutputUse.OUTPUT);
  }

  /** Output streams that nobody else looks at have become {@code readAllBytes}' own. */
  @Override
  protected boolean isSite(MethodContext method, TypeInsnNode allocation) {
    return !method.isChanged(allocation);
  }

  @Override
  protected String plan(MethodContext method, TypeInsnNode allocation) {
    return WriterClaim.plan(method, allocation);
  }
}
