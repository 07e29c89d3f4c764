package io.heapwise.rewrite.values;

import io.heapwise.analysis.CopiedConstants;
import io.heapwise.rewrite.Anchor;
import io.heapwise.rewrite.MethodContext;
import io.heapwise.rewrite.Rewrite;
import io.heapwise.runtime.ValuesSupport;
import java.util.List;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/** Reads the constants of enums where they are: see the package documentation. */
public final class ValuesRewrite implements Rewrite {
  private volatile boolean readsOthers;
  private volatile boolean isPreparedForOthers;

  @Override
  public String name() {
    return "values";
  }

  @Override
  public List<Anchor> anchors() {
    return List.of(Anchor.constantsCall());
  }

  @Override
  public void prepare() {
    boolean others = readsOthers;
    ValuesSupport.warmUp(others);
    isPreparedForOthers = others;
  }

  @Override
  public boolean isToPrepareAgain() {
    return readsOthers && !isPreparedForOthers;
  }

  @Override
  public boolean asksJudge() {
    return readsOthers;
  }

  @Override
  public void plan(MethodContext method) {
    for (AbstractInsnNode insn = method.instructions().getFirst();
        insn != null;
        insn = insn.getNext()) {
      if (insn instanceof MethodInsnNode call
          && CopiedConstants.isCall(call)
          && method.flow().isReachable(call)
          && !ValuesTransformation.isDone(call)) {
        String refusal = plan(method, call);
        if (refusal == null) {
          method.accept(call);
        } else {
          method.refuse(call, refusal);
        }
      }
    }
  }

  private String plan(MethodContext method, MethodInsnNode call) {
    if (method.runsOnce() != null) {
      return method.runsOnce();
    }
    String refusal = ValuesMatcher.refusal(method, call);
    if (refusal != null) {
      return refusal;
    }
    boolean isOwn = call.owner.equals(method.className());
    refusal = new ValuesTransformation(method, call).apply(isOwn);
    if (refusal == null && !isOwn) {
      readsOthers = true;
    }
    return refusal;
  }
}
