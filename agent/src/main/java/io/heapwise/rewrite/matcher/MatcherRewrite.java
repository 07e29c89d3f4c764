package io.heapwise.rewrite.matcher;

import io.heapwise.rewrite.Anchor;
import io.heapwise.rewrite.CallRewrite;
import io.heapwise.rewrite.MatcherCalls;
import io.heapwise.rewrite.MethodContext;
import io.heapwise.runtime.MatcherSupport;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodInsnNode;

/** Uses matchers again that stay in their method: see the package documentation. */
public final class MatcherRewrite extends CallRewrite {
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
  protected boolean isSite(MethodContext method, MethodInsnNode call) {
    return MatcherCalls.isMatcher(call) && !MatcherClaim.isDone(call);
  }

  @Override
  protected String plan(MethodContext method, MethodInsnNode call) {
    return new MatcherClaim(method, call).plan();
  }
}
