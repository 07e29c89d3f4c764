package io.heapwise.rewrite.direct;

import io.heapwise.rewrite.Anchor;
import io.heapwise.rewrite.BufferCalls;
import io.heapwise.rewrite.CallRewrite;
import io.heapwise.rewrite.MethodContext;
import io.heapwise.runtime.DirectSupport;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodInsnNode;

/** Claims direct buffers that stay in their method: see the package documentation. */
public final class DirectRewrite extends CallRewrite {
  @Override
  public String name() {
    return "direct";
  }

  @Override
  public List<Anchor> anchors() {
    return List.of(Anchor.call(Opcodes.INVOKESTATIC, BufferCalls.BYTE_BUFFER, "allocateDirect"));
  }

  @Override
  public void prepare() {
    DirectSupport.warmUp();
  }

  @Override
  protected boolean isSite(MethodContext method, MethodInsnNode call) {
    return BufferCalls.isAllocateDirect(call);
  }

  @Override
  protected String plan(MethodContext method, MethodInsnNode call) {
    return new DirectClaim(method, call).plan();
  }
}
