package io.heapwise.rewrite;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;

/** A rewrite whose sites are allocations of objects, of which each is planned by itself. */
public abstract class AllocationRewrite implements Rewrite {
  @Override
  public final void plan(MethodContext method) {
    for (AbstractInsnNode insn = method.instructions().getFirst();
        insn != null;
        insn = insn.getNext()) {
      if (insn.getOpcode() == Opcodes.NEW) {
        TypeInsnNode allocation = (TypeInsnNode) insn;
        if (concerns(allocation.desc)
            && method.flow().isReachable(allocation)
            && isSite(method, allocation)) {
          method.conclude(allocation, plan(method, allocation));
        }
      }
    }
  }

  /** Whether objects of a class are this rewrite's concern. */
  protected abstract boolean concerns(String internalName);

  /**
   * Whether an object of such a class, whose allocation can be reached, is this rewrite's concern
   * as well.
   */
  protected boolean isSite(MethodContext method, TypeInsnNode allocation) {
    return true;
  }

  /** Makes the changes, or returns why not. */
  protected abstract String plan(MethodContext method, TypeInsnNode allocation);
}
