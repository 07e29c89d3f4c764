package io.heapwise.rewrite.presize;

import io.heapwise.analysis.ThrowableFeed;
import io.heapwise.rewrite.Anchor;
import io.heapwise.rewrite.Construction;
import io.heapwise.rewrite.MethodContext;
import io.heapwise.rewrite.Rewrite;
import io.heapwise.rewrite.concat.ConcatRewrite;
import io.heapwise.runtime.PresizeSupport;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;

/** Gives lists, deques and builders the capacity they will need: see the package documentation. */
public final class PresizeRewrite implements Rewrite {
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
  public void plan(MethodContext method) {
    for (AbstractInsnNode insn = method.instructions().getFirst();
        insn != null;
        insn = insn.getNext()) {
      if (insn.getOpcode() == Opcodes.NEW && method.flow().isReachable(insn)) {
        TypeInsnNode allocation = (TypeInsnNode) insn;
        PresizedClass type = PresizedClass.of(allocation.desc);
        if (type != null && isSite(method, allocation, type)) {
          method.conclude(insn, plan(method, allocation, type));
        }
      }
    }
  }

  /** Whether it begins with the default capacity, and no rewrite before this one has it. */
  private static boolean isSite(MethodContext method, TypeInsnNode allocation, PresizedClass type) {
    MethodInsnNode constructor = Construction.constructorOf(method.flow().produced(allocation));
    return constructor != null
        && constructor.desc.equals("()V")
        && !method.isChanged(allocation)
        && !(type.isBuilder() && ConcatRewrite.isChain(method.flow(), allocation));
  }

  /** Makes the changes, or returns why not. */
  private static String plan(MethodContext method, TypeInsnNode allocation, PresizedClass type) {
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
        : new PresizeTransformation(method, allocation, type, construction).apply(matcher.places());
  }
}
