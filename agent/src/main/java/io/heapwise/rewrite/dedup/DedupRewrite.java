package io.heapwise.rewrite.dedup;

import io.heapwise.analysis.ThrowableFeed;
import io.heapwise.analysis.Value;
import io.heapwise.analysis.Value.Use;
import io.heapwise.rewrite.AllocationRewrite;
import io.heapwise.rewrite.Anchor;
import io.heapwise.rewrite.Construction;
import io.heapwise.rewrite.MethodContext;
import io.heapwise.runtime.DedupSupport;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;

/** Gives out texts again that were decoded before: see the package documentation. */
public final class DedupRewrite extends AllocationRewrite {
  private static final String STRING = "java/lang/String";
  private static final String DECODE = "([BIILjava/nio/charset/Charset;)V";
  private static final String COPY = "([CII)V";
  private static final String ENCODE = "([III)V";

  @Override
  public String name() {
    return "dedup";
  }

  @Override
  public List<Anchor> anchors() {
    return List.of(Anchor.allocation(STRING, DECODE, COPY, ENCODE));
  }

  @Override
  public void prepare() {
    DedupSupport.warmUp();
  }

  @Override
  protected boolean concerns(String internalName) {
    return internalName.equals(STRING);
  }

  @Override
  protected boolean isSite(MethodContext method, TypeInsnNode allocation) {
    MethodInsnNode constructor = Construction.constructorOf(method.flow().produced(allocation));
    return constructor != null && isOfAPart(constructor.desc) && !method.isChanged(allocation);
  }

  private static boolean isOfAPart(String descriptor) {
    return descriptor.equals(DECODE) || descriptor.equals(COPY) || descriptor.equals(ENCODE);
  }

  @Override
  protected String plan(MethodContext method, TypeInsnNode allocation) {
    if (method.secret() != null) {
      return method.secret();
    }
    if (method.runsOnce() != null) {
      return method.runsOnce();
    }
    if (ThrowableFeed.isFirstArgument(allocation)) {
      return ThrowableFeed.REASON;
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
