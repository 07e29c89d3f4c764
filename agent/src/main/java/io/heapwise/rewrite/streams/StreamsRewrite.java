package io.heapwise.rewrite.streams;

import io.heapwise.rewrite.Anchor;
import io.heapwise.rewrite.Construction;
import io.heapwise.rewrite.MethodContext;
import io.heapwise.rewrite.Rewrite;
import io.heapwise.runtime.BufferSupport;
import io.heapwise.runtime.StreamsSupport;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;

/** Puts off the buffers of JDK streams, or pools them: see the package documentation. */
public final class StreamsRewrite implements Rewrite {
  private static final int JDK = Runtime.version().feature();

  @Override
  public String name() {
    return "streams";
  }

  @Override
  public List<Anchor> anchors() {
    List<Anchor> anchors = new ArrayList<>(BufferedClass.ALL.length);
    for (BufferedClass each : BufferedClass.ALL) {
      if (each.isRewrittenOn(JDK)) {
        anchors.add(Anchor.allocation(each.internalName()));
      }
    }
    if (TextWrite.isRewrittenOn(JDK)) {
      TextWrite.addAnchors(anchors);
    }
    return anchors;
  }

  @Override
  public void prepare() {
    BufferSupport.warmUp();
    StreamsSupport.warmUp();
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
      if (insn.getOpcode() == Opcodes.NEW) {
        BufferedClass made = BufferedClass.named(((TypeInsnNode) insn).desc);
        if (made != null && made.isRewrittenOn(JDK) && method.flow().isReachable(insn)) {
          plan(method, (TypeInsnNode) insn, made);
        }
      } else if (insn instanceof MethodInsnNode call
          && TextWrite.isRewrittenOn(JDK)
          && TextWrite.isCandidate(method, call)
          && method.flow().isReachable(call)) {
        method.conclude(call, TextWrite.plan(method, call));
      }
    }
  }

  private static void plan(MethodContext method, TypeInsnNode allocation, BufferedClass made) {
    Construction construction = Construction.of(method, allocation);
    String refusal = method.secret() != null ? method.secret() : construction.refusal();
    if (refusal == null) {
      refusal = made.refusal(construction.constructor().desc);
    }
    if (refusal == null) {
      construction.replace(made.bridgeMethod(), made.internalName());
    }
    method.conclude(allocation, refusal);
  }
}
