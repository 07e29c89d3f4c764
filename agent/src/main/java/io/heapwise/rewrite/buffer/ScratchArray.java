package io.heapwise.rewrite.buffer;

import io.heapwise.analysis.Adjacent;
import io.heapwise.analysis.ArrayContents;
import io.heapwise.analysis.ExactMethods;
import io.heapwise.analysis.Value;
import io.heapwise.rewrite.MethodContext;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * An array that a method allocates: by itself, or through a factory of its class that does nothing
 * else.
 */
final class ScratchArray {
  /** Smaller ones are cheaper to allocate than to claim. */
  static final int MIN_BYTES = 512;

  /** A factory that calls a factory that calls a factory. */
  private static final int MAX_DEPTH = 3;

  private static final int UNKNOWN = -1;

  private final AbstractInsnNode origin;
  private final boolean isBytes;
  private final int length;

  private ScratchArray(AbstractInsnNode origin, boolean isBytes, int length) {
    this.origin = origin;
    this.isBytes = isBytes;
    this.length = length;
  }

  /** The array that a reachable instruction makes; null if it makes none, or one that is small. */
  static ScratchArray madeBy(AbstractInsnNode insn, MethodContext method) {
    ScratchArray array = null;
    if (insn.getOpcode() == Opcodes.NEWARRAY) {
      int type = ((IntInsnNode) insn).operand;
      if (type == Opcodes.T_BYTE || type == Opcodes.T_CHAR) {
        array = new ScratchArray(insn, type == Opcodes.T_BYTE, UNKNOWN);
      }
    } else if (insn.getOpcode() == Opcodes.INVOKESTATIC) {
      array = ofFactory((MethodInsnNode) insn, method.ownMethods());
    }
    return array == null || !method.flow().isReachable(insn) || array.isSmall(method)
        ? null
        : array;
  }

  private static ScratchArray ofFactory(MethodInsnNode call, ExactMethods methods) {
    boolean isBytes = isCall(call, "()[B") || isCall(call, "(I)[B");
    if (!isBytes && !isCall(call, "()[C") && !isCall(call, "(I)[C")) {
      return null;
    }
    Integer length = factoryLength(call, methods, isBytes, 0);
    return length == null ? null : new ScratchArray(call, isBytes, length);
  }

  /** Length of what a factory makes, {@link #UNKNOWN} for that given; null if it is no factory. */
  private static Integer factoryLength(
      MethodInsnNode call, ExactMethods methods, boolean isBytes, int depth) {
    MethodNode body = depth == MAX_DEPTH ? null : methods.target(call);
    if (body == null || (body.access & Opcodes.ACC_SYNCHRONIZED) != 0) {
      return null;
    }
    boolean isGiven = call.desc.startsWith("(I)");
    AbstractInsnNode first = body.instructions.getFirst();
    AbstractInsnNode push = first.getOpcode() < 0 ? Adjacent.after(first) : first;
    if (!isGiven && isCall(push, isBytes ? "()[B" : "()[C") && isReturned(push)) {
      return factoryLength((MethodInsnNode) push, methods, isBytes, depth + 1);
    }
    Integer length = isGiven ? givenBy(push) : constantOf(push);
    AbstractInsnNode make = length == null ? null : Adjacent.after(push);
    if (make == null || !isReturned(make)) {
      return null;
    }
    if (make.getOpcode() == Opcodes.NEWARRAY) {
      int type = ((IntInsnNode) make).operand;
      return type == (isBytes ? Opcodes.T_BYTE : Opcodes.T_CHAR) ? length : null;
    }
    return isCall(make, isBytes ? "(I)[B" : "(I)[C")
            && factoryLength((MethodInsnNode) make, methods, isBytes, depth + 1) != null
        ? length
        : null;
  }

  private static boolean isCall(AbstractInsnNode insn, String descriptor) {
    return insn.getOpcode() == Opcodes.INVOKESTATIC
        && ((MethodInsnNode) insn).desc.equals(descriptor);
  }

  private static boolean isReturned(AbstractInsnNode insn) {
    AbstractInsnNode next = Adjacent.after(insn);
    return next != null && next.getOpcode() == Opcodes.ARETURN;
  }

  private static Integer givenBy(AbstractInsnNode push) {
    boolean isParameter = push.getOpcode() == Opcodes.ILOAD && ((VarInsnNode) push).var == 0;
    return isParameter ? Integer.valueOf(UNKNOWN) : null;
  }

  /** Only what no allocation fails for. */
  private static Integer constantOf(AbstractInsnNode push) {
    if (push.getOpcode() == Opcodes.SIPUSH) {
      int value = ((IntInsnNode) push).operand;
      return value < 0 ? null : Integer.valueOf(value);
    }
    return push instanceof LdcInsnNode load && load.cst instanceof Integer value && value >= 0
        ? value
        : null;
  }

  private boolean isSmall(MethodContext method) {
    Integer known =
        length != UNKNOWN
            ? Integer.valueOf(length)
            : ArrayContents.intConstant(lengthOperand(method));
    return known != null && known < (isBytes ? MIN_BYTES : MIN_BYTES / 2);
  }

  private Value lengthOperand(MethodContext method) {
    return method.flow().operands(origin)[0];
  }

  /** The instruction that makes it. */
  AbstractInsnNode origin() {
    return origin;
  }

  boolean isBytes() {
    return isBytes;
  }

  /** Whether the length is on the operand stack in front of the instruction. */
  boolean findsLength() {
    return length == UNKNOWN;
  }

  /** Where it is not on the operand stack. */
  int constantLength() {
    return length;
  }

  String descriptor() {
    return isBytes ? "[B" : "[C";
  }

  /** As it stands in the names of the methods of the runtime. */
  String kind() {
    return isBytes ? "Bytes" : "Chars";
  }
}
