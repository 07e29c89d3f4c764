package io.heapwise.rewrite.matcher;

import io.heapwise.rewrite.Anchor;
import io.heapwise.rewrite.MatcherCalls;
import io.heapwise.rewrite.MethodContext;
import io.heapwise.rewrite.Rewrite;
import io.heapwise.runtime.MatcherSupport;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/** Uses matchers again that stay in their method: see the package documentation. */
public final class MatcherRewrite implements Rewrite {
  @Override
  public String name() {
    return "matcher";
  }

  @Override
  public List<Anchor> anchors() {
    return List.of(Anchor.call(Opcodes.INVOKEVIRTUAL, MatcherCalls.PATTERN, "matcher"));
  }

  @Override
  public void prepare() {
    MatcherSupport.warmUp();
  }

  @Override
  public void plan(MethodContext method) {
    for (AbstractInsnNode insn = method.instructions().getFirst();
        insn != null;
        insn = insn.getNext()) {
      if (insn instanceof MethodInsnNode call
          && MatcherCalls.isMatcher(call)
          && method.flow().isReachable(call)
          && !MatcherClaim.isDone(call)) {
        String refusal = new MatcherClaim(method, call).plan();
        if (refusal == null) {
          method.accept(call);
        } else {
          method.refuse(call, refusal);
        }
      }
    }
  }
}
