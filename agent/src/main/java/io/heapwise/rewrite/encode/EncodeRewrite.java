package io.heapwise.rewrite.encode;

import io.heapwise.rewrite.Anchor;
import io.heapwise.rewrite.CallRewrite;
import io.heapwise.rewrite.MethodContext;
import io.heapwise.runtime.EncodeSupport;
import java.util.List;
import org.objectweb.asm.tree.MethodInsnNode;

/** Encodes texts into pooled arrays: see the package documentation. */
public final class EncodeRewrite extends CallRewrite {
  @Override
  public String name() {
    return "encode";
  }

  @Override
  public List<Anchor> anchors() {
    return List.of(Anchor.consumedCall(EncodeTransformation.STRING, "getBytes"));
  }

  @Override
  public void prepare() {
    EncodeSupport.warmUp();
  }

  @Override
  public boolean asksJudge() {
    return true;
  }

  @Override
  protected boolean isSite(MethodContext method, MethodInsnNode call) {
    return EncodeTransformation.isSite(call) && !EncodeTransformation.isDone(call);
  }

  @Override
  protected String plan(MethodContext method, MethodInsnNode call) {
    return new EncodeTransformation(method, call).plan();
  }
}
