package io.heapwise.rewrite.streams;

import io.heapwise.rewrite.Anchor;
import io.heapwise.rewrite.Construction;
import io.heapwise.rewrite.MethodContext;
import io.heapwise.rewrite.Rewrite;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;

/** Puts off the buffers of JDK streams: see the package documentation. */
public final class StreamsRewrite implements Rewrite {
  private static final String BUFFERED_INPUT = "java/io/BufferedInputStream";

  /** The one supported JDK that makes the buffer of a BufferedInputStream at once. */
  private static final boolean BUFFERS_AT_ONCE = Runtime.version().feature() == 17;

  @Override
  public String name() {
    return "streams";
  }

  @Override
  public List<Anchor> anchors() {
    return BUFFERS_AT_ONCE ? List.of(Anchor.allocation(BUFFERED_INPUT)) : List.of();
  }

  @Override
  public void plan(MethodContext method) {
    if (!BUFFERS_AT_ONCE) {
      return;
    }
    for (AbstractInsnNode insn : method.instructions()) {
      if (insn.getOpcode() == Opcodes.NEW
          && ((TypeInsnNode) insn).desc.equals(BUFFERED_INPUT)
          && method.flow().isReachable(insn)) {
        Construction construction = Construction.of(method, (TypeInsnNode) insn);
        String refusal = construction.refusal();
        if (refusal == null) {
          construction.replace("bufferedInput", BUFFERED_INPUT);
          method.accept(insn);
        } else {
          method.refuse(insn, refusal);
        }
      }
    }
  }
}
