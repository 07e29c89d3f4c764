package io.heapwise.rewrite.concat;

import io.heapwise.analysis.MethodFlow;
import io.heapwise.rewrite.MethodContext;
import io.heapwise.rewrite.concat.ConcatChain.Operand;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;

/**
 * A chain that {@code concat} has rewritten earlier in the same pass, so that all operands are on
 * the stack when one call joins them.
 *
 * @param join the instruction in whose place that call stands
 * @param sizes of the operands on the stack there, in slots, a digit each
 */
public record JoinedChain(AbstractInsnNode join, String sizes) {
  /**
   * The chain that ends with a call; null if none does whose joining runs no code but the JDK's.
   */
  public static JoinedChain endingWith(MethodContext method, MethodInsnNode toStringCall) {
    MethodFlow flow = method.flow();
    if (!(flow.operand(toStringCall, 0).definition() instanceof TypeInsnNode allocation)
        || allocation.getOpcode() != Opcodes.NEW
        || !ConcatRewrite.isChain(flow, allocation)
        || !method.isChanged(toStringCall)) {
      return null;
    }
    ConcatChain chain = ConcatChain.match(method, allocation);
    if (chain == null || chain.toStringCall() != toStringCall) {
      return null;
    }
    if (chain.fitsJoin()) {
      return new JoinedChain(toStringCall, "1".repeat(chain.operands().size()));
    }
    if (!method.isChanged(chain.last().append())
        || chain.last().isDynamic() && chain.last().type().equals("Ljava/lang/Object;")) {
      return null;
    }
    StringBuilder sizes = new StringBuilder();
    for (Operand operand : chain.operands()) {
      if (operand.isDynamic()) {
        sizes.append(Type.getType(operand.type()).getSize());
      }
    }
    return new JoinedChain(chain.last().append(), sizes.toString());
  }
}
