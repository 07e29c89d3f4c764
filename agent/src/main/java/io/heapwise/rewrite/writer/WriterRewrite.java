package io.heapwise.rewrite.writer;

import io.heapwise.analysis.WriterUse;
import io.heapwise.rewrite.Anchor;
import io.heapwise.rewrite.MethodContext;
import io.heapwise.rewrite.Rewrite;
import io.heapwise.runtime.LentBuilders;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;

/** Claims arrays for the text of writers: see the package documentation. */
public final class WriterRewrite implements Rewrite {
  private static final int PLAIN = 1;
  private static final int GUARDED = 2;

  /** What claims have been planned so far; only grows. */
  private static volatile int planned;

  private static volatile int prepared;

  /**
   * To be called when a writer is claimed.
   *
   * @param guarded whether those that it is lent to are asked for
   */
  static synchronized void planned(boolean guarded) {
    planned = Math.max(planned, guarded ? GUARDED : PLAIN);
  }

  @Override
  public String name() {
    return "writer";
  }

  @Override
  public List<Anchor> anchors() {
    return List.of(Anchor.allocation(WriterUse.WRITER));
  }

  @Override
  public boolean isToPrepareAgain() {
    return prepared < planned;
  }

  @Override
  public void prepare() {
    int now = planned;
    LentBuilders.warmUpWriters(now == GUARDED);
    prepared = now;
  }

  @Override
  public boolean asksJudge() {
    return planned == GUARDED;
  }

  @Override
  public void plan(MethodContext method) {
    for (AbstractInsnNode insn = method.instructions().getFirst();
        insn != null;
        insn = insn.getNext()) {
      if (insn.getOpcode() == Opcodes.NEW
          && ((TypeInsnNode) insn).desc.equals(WriterUse.WRITER)
          && method.flow().isReachable(insn)) {
        String refusal = WriterClaim.plan(method, (TypeInsnNode) insn);
        method.conclude(insn, refusal);
      }
    }
  }
}
