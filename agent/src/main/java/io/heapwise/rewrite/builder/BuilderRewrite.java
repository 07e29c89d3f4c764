package io.heapwise.rewrite.builder;

import io.heapwise.rewrite.Anchor;
import io.heapwise.rewrite.BuilderCalls;
import io.heapwise.rewrite.MethodContext;
import io.heapwise.rewrite.Rewrite;
import io.heapwise.rewrite.concat.ConcatRewrite;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;

/** Claims builders that live in local variables: see the package documentation. */
public final class BuilderRewrite implements Rewrite {
  @Override
  public String name() {
    return "builder";
  }

  @Override
  public List<Anchor> anchors() {
    return List.of(Anchor.allocation(BuilderCalls.BUILDER), Anchor.allocation(BuilderCalls.BUFFER));
  }

  @Override
  public void plan(MethodContext method) {
    for (AbstractInsnNode insn : method.instructions()) {
      if (insn.getOpcode() == Opcodes.NEW
          && BuilderCalls.isBuilder(((TypeInsnNode) insn).desc)
          && method.flow().isReachable(insn)
          && !ConcatRewrite.isChain(method.flow(), insn)) {
        String refusal = BuilderClaim.plan(method, (TypeInsnNode) insn);
        if (refusal == null) {
          method.accept(insn);
        } else {
          method.refuse(insn, refusal);
        }
      }
    }
  }
}
