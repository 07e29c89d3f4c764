package io.heapwise.rewrite.direct;

import io.heapwise.analysis.CallEffects;
import io.heapwise.analysis.Summaries;
import io.heapwise.rewrite.BufferCalls;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * What calls do with a direct buffer that is given to them. Allowed are those that could not tell a
 * claimed buffer from a new one and that leave no view of it behind; calls of channels and
 * checksums as well, for which the one at hand is asked at run time.
 */
final class DirectEffects implements CallEffects {
  private static final String ONE_BUFFER = "(Ljava/nio/ByteBuffer;)";
  private static final String BUFFER_AND_POSITION = "(Ljava/nio/ByteBuffer;J)";

  private final Summaries summaries;

  /** The calls to guard; null within methods that are called. */
  private final List<MethodInsnNode> lends;

  private boolean isPassedOn;

  DirectEffects(Summaries summaries) {
    this(summaries, new ArrayList<>());
  }

  private DirectEffects(Summaries summaries, List<MethodInsnNode> lends) {
    this.summaries = summaries;
    this.lends = lends;
  }

  /** Calls that are harmless only if the channel or checksum that they are made of is. */
  List<MethodInsnNode> lends() {
    return lends;
  }

  /** Whether methods of the same class get it, who may do with it what is harmless. */
  boolean isPassedOn() {
    return isPassedOn;
  }

  @Override
  public String escape(MethodInsnNode call, int operand) {
    if (BufferCalls.isBuffer(call.owner)) {
      boolean harmless = operand == 0 ? isHarmlessReceiver(call) : isReader(call.name);
      return harmless ? null : call.name + "() is called on it";
    }
    if (lends != null && isLend(call, operand)) {
      if (!lends.contains(call)) {
        lends.add(call);
      }
      return null;
    }
    isPassedOn = true;
    return summaries.escape(
        call, operand, lends == null ? this : new DirectEffects(summaries, null));
  }

  /** All but those that make a view of it or show its address. */
  private static boolean isHarmlessReceiver(MethodInsnNode call) {
    return switch (call.name) {
      case "arrayOffset",
          "array",
          "capacity",
          "clear",
          "compact",
          "compareTo",
          "equals",
          "flip",
          "hasArray",
          "hasRemaining",
          "hashCode",
          "isDirect",
          "isReadOnly",
          "limit",
          "mark",
          "mismatch",
          "order",
          "position",
          "remaining",
          "reset",
          "rewind",
          "toString" ->
          true;
      default ->
          BufferCalls.isTransfer(call.name, "get") || BufferCalls.isTransfer(call.name, "put");
    };
  }

  /** Calls of another buffer, or of this one, that only read the bytes of their argument. */
  private static boolean isReader(String method) {
    return switch (method) {
      case "put", "equals", "compareTo", "mismatch" -> true;
      default -> false;
    };
  }

  private static boolean isLend(MethodInsnNode call, int operand) {
    if (operand != 1
        || call.getOpcode() != Opcodes.INVOKEVIRTUAL
            && call.getOpcode() != Opcodes.INVOKEINTERFACE) {
      return false;
    }
    boolean isPlain = call.desc.startsWith(ONE_BUFFER);
    return switch (call.name) {
      case "read", "write" -> isPlain || isPositioned(call);
      case "receive", "update" -> isPlain;
      default -> false;
    };
  }

  /** Whether a call has a position in a file behind the buffer. */
  static boolean isPositioned(MethodInsnNode call) {
    return call.desc.startsWith(BUFFER_AND_POSITION);
  }

  /** Whether a guarded call may write into the buffer. */
  static boolean isFilling(MethodInsnNode call) {
    return call.name.equals("read") || call.name.equals("receive");
  }
}
