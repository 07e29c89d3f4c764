package io.heapwise.rewrite.dedup;

import io.heapwise.analysis.Value;
import io.heapwise.analysis.Value.Use;
import io.heapwise.rewrite.Anchor;
import io.heapwise.rewrite.Construction;
import io.heapwise.rewrite.MethodContext;
import io.heapwise.rewrite.Rewrite;
import io.heapwise.runtime.DedupSupport;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;

/** Gives out texts again that were decoded before: see the package documentation. */
public final class DedupRewrite implements Rewrite {
  private static final String STRING = "java/lang/String";
  private static final String DECODE = "([BIILjava/nio/charset/Charset;)V";
  private static final String COPY = "([CII)V";

  @Override
  public String name() {
    return "dedup";
  }

  @Override
  public List<Anchor> anchors() {
    return List.of(Anchor.allocation(STRING, DECODE, COPY));
  }

  @Override
  public void prepare() {
    DedupSupport.warmUp();
  }

  @Override
  public void plan(MethodContext method) {
    for (AbstractInsnNode insn = method.instructions().getFirst();
        insn != null;
        insn = insn.getNext()) {
      if (insn.getOpcode() == Opcodes.NEW
          && ((TypeInsnNode) insn).desc.equals(STRING)
          && method.flow().isReachable(insn)
          && isSite(method, insn)) {
        method.conclude(insn, plan(method, (TypeInsnNode) insn));
      }
    }
  }

  private static boolean isSite(MethodContext method, AbstractInsnNode allocation) {
    MethodInsnNode constructor = Construction.constructorOf(method.flow().produced(allocation));
    return constructor != null
        && (constructor.desc.equals(DECODE) || constructor.desc.equals(COPY))
        && !method.isChanged(allocation);
  }

  /** Makes the change, or returns why not. */
  private static String plan(MethodContext method, TypeInsnNode allocation) {
    if (method.secret() != null) {
      return method.secret();
    }
    if (method.runsOnce() != null) {
      return method.runsOnce();
    }
    Construction construction = Construction.of(method, allocation);
    String refusal = construction.refusal();
    if (refusal != null) {
      return refusal;
    }
    if (isToldApart(method.flow().produced(allocation))) {
      return "compared by identity or used as a lock";
    }
    construction.replace("decoded", STRING);
    return null;
  }

  private static boolean isToldApart(Value text) {
    for (Use use : text.uses()) {
      int opcode = use.instruction().getOpcode();
      if (opcode == Opcodes.IF_ACMPEQ
          || opcode == Opcodes.IF_ACMPNE
          || opcode == Opcodes.MONITORENTER) {
        return true;
      }
    }
    return false;
  }
}
