package io.heapwise.rewrite;

import io.heapwise.analysis.Adjacent;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/** Calls of the class that rewritten code calls. */
public final class BridgeCalls {
  /**
   * Internal name of that class. Packaging relocates the text as well; the class itself must not be
   * asked, because it is not defined before the first class is rewritten.
   */
  public static final String BRIDGE = "io/heapwise/bridge/HeapwiseBridge";

  private BridgeCalls() {}

  /** A call, to be put into code. */
  public static MethodInsnNode call(String name, String descriptor) {
    return new MethodInsnNode(Opcodes.INVOKESTATIC, BRIDGE, name, descriptor, false);
  }

  /** Whether an instruction, or null, is such a call. */
  public static boolean isOne(AbstractInsnNode insn) {
    return insn instanceof MethodInsnNode call && call.owner.equals(BRIDGE);
  }

  /**
   * Whether an instruction stands behind a call of the bridge already, as an earlier pass has left
   * it.
   *
   * @param between opcodes of what may stand between the two
   */
  public static boolean isBehindOne(AbstractInsnNode insn, int[] between) {
    AbstractInsnNode before = Adjacent.before(insn);
    while (before != null && contains(between, before.getOpcode())) {
      before = Adjacent.before(before);
    }
    return isOne(before);
  }

  private static boolean contains(int[] opcodes, int opcode) {
    for (int each : opcodes) {
      if (each == opcode) {
        return true;
      }
    }
    return false;
  }
}
