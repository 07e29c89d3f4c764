package io.heapwise.rewrite.values;

import io.heapwise.analysis.CopiedConstants;
import io.heapwise.rewrite.Anchor;
import io.heapwise.rewrite.CallRewrite;
import io.heapwise.rewrite.MethodContext;
import java.util.List;
import org.objectweb.asm.tree.MethodInsnNode;

/** What rewrites have in common that read the constants of enums where they are. */
public abstract class ReadConstants extends CallRewrite {
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
  protected final boolean isSite(MethodContext method, MethodInsnNode call) {
    return CopiedConstants.isCall(call)
        && call.owner.equals(method.className()) == isOwn
        && !ValuesTransformation.isDone(call);
  }

  @Override
  protected final String plan(MethodContext method, MethodInsnNode call) {
    String refusal = method.runsOnce();
    if (refusal == null) {
      refusal = ValuesMatcher.refusal(method, call);
    }
    return refusal != null ? refusal : read(method, call);
  }

  /** Rewrites a call whose array is only read, or returns why not. */
  protected abstract String read(MethodContext method, MethodInsnNode call);
}
