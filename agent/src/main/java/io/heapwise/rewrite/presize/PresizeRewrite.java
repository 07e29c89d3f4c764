package io.heapwise.rewrite.presize;

import io.heapwise.analysis.ThrowableFeed;
import io.heapwise.rewrite.AllocationRewrite;
import io.heapwise.rewrite.Anchor;
import io.heapwise.rewrite.BridgeCalls;
import io.heapwise.rewrite.BuilderCalls;
import io.heapwise.rewrite.Construction;
import io.heapwise.rewrite.MethodContext;
import io.heapwise.rewrite.concat.ConcatRewrite;
import io.heapwise.runtime.PresizeSupport;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;

/** Gives what grows by copying the capacity that it will need: see the package documentation. */
public final class PresizeRewrite extends AllocationRewrite {
  @Override
  public String name() {
    return "presize";
  }

  @Override
  public List<Anchor> anchors() {
    List<Anchor> anchors = new ArrayList<>();
    for (PresizedClass each : PresizedClass.all()) {
      anchors.add(Anchor.allocation(each.name()));
    }
    return anchors;
  }

  @Override
  public void prepare() {
    PresizeSupport.warmUp();
  }

  @Override
  protected boolean concerns(String internalName) {
    return PresizedClass.of(internalName) != null;
  }

  /** Whether it begins with the default capacity, and no rewrite before this one has it. */
  @Override
  protected boolean isSite(MethodContext method, TypeInsnNode allocation) {
    MethodInsnNode constructor = Construction.constructorOf(method.flow().produced(allocation));
    return constructor != null
        && constructor.desc.equals("()V")
        && !method.isChanged(allocation)
        && !isRewritten(method)
        && !(BuilderCalls.isBuilder(allocation.desc)
            && ConcatRewrite.isChain(method.flow(), allocation));
  }

  /**
   * Whether a pass before this one has been at the method: then code that other rewrites put in, or
   * left in peace because it was another's, would look as if it were the program's own.
   */
  private static boolean isRewritten(MethodContext method) {
    for (AbstractInsnNode insn = method.instructions().getFirst();
        insn != null;
        insn = insn.getNext()) {
      if (BridgeCalls.isOne(insn)) {
        return true;
      }
    }
    return false;
  }

  @Override
  protected String plan(MethodContext method, TypeInsnNode allocation) {
    if (method.runsOnce() != null) {
      return method.runsOnce();
    }
    if (ThrowableFeed.isFirstArgument(allocation) || ThrowableFeed.leadsToThrow(allocation)) {
      return ThrowableFeed.LEADS_TO_THROW;
    }
    Construction construction = Construction.of(method, allocation);
    String refusal = construction.refusal();
    if (refusal != null) {
      return refusal;
    }
    PresizeMatcher matcher = new PresizeMatcher(method, allocation);
    refusal = matcher.refusal();
    return refusal != null
        ? refusal
        : new PresizeTransformation(method, allocation, construction).apply(matcher.places());
  }
}
