package io.heapwise.rewrite.direct;

import io.heapwise.rewrite.Anchor;
import io.heapwise.rewrite.BufferCalls;
import io.heapwise.rewrite.MethodContext;
import io.heapwise.rewrite.Rewrite;
import io.heapwise.runtime.DirectSupport;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/** Claims direct buffers that stay in their method: see the package documentation. */
public final class DirectRewrite implements Rewrite {
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
  public void plan(MethodContext method) {
    for (AbstractInsnNode insn = method.instructions().getFirst();
        insn != null;
        insn = insn.getNext()) {
      if (insn instanceof MethodInsnNode call
          && BufferCalls.isAllocateDirect(call)
          && method.flow().isReachable(call)) {
        String refusal = new DirectClaim(method, call).plan();
        if (refusal == null) {
          method.accept(call);
        } else {
          method.refuse(call, refusal);
        }
      }
    }
  }
}
