package io.heapwise.rewrite.varargs;

import io.heapwise.rewrite.Anchor;
import io.heapwise.rewrite.MethodContext;
import io.heapwise.rewrite.Rewrite;
import io.heapwise.runtime.VarargsSupport;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;

/** Passes arrays of constants again: see the package documentation. */
public final class VarargsRewrite implements Rewrite {
  @Override
  public String name() {
    return "varargs";
  }

  @Override
  public List<Anchor> anchors() {
    return List.of(Anchor.constantArguments());
  }

  @Override
  public void prepare() {
    VarargsSupport.warmUp();
  }

  @Override
  public boolean asksJudge() {
    return true;
  }

  @Override
  public void plan(MethodContext method) {
    for (AbstractInsnNode insn = method.instructions().getFirst();
        insn != null;
        insn = insn.getNext()) {
      if (insn.getOpcode() == Opcodes.ANEWARRAY && method.flow().isReachable(insn)) {
        VarargsMatcher arguments = VarargsMatcher.of((TypeInsnNode) insn);
        if (arguments != null) {
          method.conclude(insn, plan(method, arguments));
        }
      }
    }
  }

  private static String plan(MethodContext method, VarargsMatcher arguments) {
    String refusal = arguments.refusal(method);
    return refusal != null ? refusal : new VarargsTransformation(method, arguments).apply();
  }
}
