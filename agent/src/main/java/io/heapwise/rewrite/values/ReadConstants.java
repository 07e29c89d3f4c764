package io.heapwise.rewrite.values;

import io.heapwise.analysis.CopiedConstants;
import io.heapwise.rewrite.Anchor;
import io.heapwise.rewrite.MethodContext;
import io.heapwise.rewrite.Rewrite;
import java.util.List;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/** What rewrites have in common that read the constants of enums where they are. */
public abstract class ReadConstants implements Rewrite {
  private final boolean isOwn;

  /**
   * @param isOwn whether those of the enum that the code is in, or else those of others
   */
  protected ReadConstants(boolean isOwn) {
    this.isOwn = isOwn;
  }

  @Override
  public final List<Anchor> anchors() {
    return List.of(Anchor.constantsCall(isOwn));
  }

  @Override
  public final void plan(MethodContext method) {
    for (AbstractInsnNode insn = method.instructions().getFirst();
        insn != null;
        insn = insn.getNext()) {
      if (insn instanceof MethodInsnNode call
          && CopiedConstants.isCall(call)
          && call.owner.equals(method.className()) == isOwn
          && method.flow().isReachable(call)
          && !ValuesTransformation.isDone(call)) {
        String refusal = method.runsOnce();
        if (refusal == null) {
          refusal = ValuesMatcher.refusal(method, call);
        }
        if (refusal == null) {
          refusal = read(method, call);
        }
        if (refusal == null) {
          method.accept(call);
        } else {
          method.refuse(call, refusal);
        }
      }
    }
  }

  /** Rewrites a call whose array is only read, or returns why not. */
  protected abstract String read(MethodContext method, MethodInsnNode call);
}
