package io.heapwise.rewrite;

import io.heapwise.analysis.ThrowableFeed;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/** A rewrite whose sites are calls, of which each is planned by itself. */
public abstract class CallRewrite implements Rewrite {
  @Override
  public final void plan(MethodContext method) {
    for (AbstractInsnNode insn = method.instructions().getFirst();
        insn != null;
        insn = insn.getNext()) {
      if (insn instanceof MethodInsnNode call
          && method.flow().isReachable(call)
          && isSite(method, call)) {
        String refusal = ThrowableFeed.refusal(method.flow(), call);
        method.conclude(call, refusal != null ? refusal : plan(method, call));
      }
    }
  }

  /**
   * Whether a call that can be reached is this rewrite's concern, and has not been rewritten in an
   * earlier pass.
   */
  protected abstract boolean isSite(MethodContext method, MethodInsnNode call);

  /** Makes the changes, or returns why not. */
  protected abstract String plan(MethodContext method, MethodInsnNode call);
}
