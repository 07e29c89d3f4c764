package io.heapwise.rewrite.direct;

import io.heapwise.analysis.Escape;
import io.heapwise.analysis.LastUses;
import io.heapwise.analysis.Value;
import io.heapwise.analysis.Value.Use;
import io.heapwise.rewrite.BridgeCalls;
import io.heapwise.rewrite.BufferCalls;
import io.heapwise.rewrite.MethodContext;
import io.heapwise.rewrite.MethodEdit;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Turns the allocation of a direct buffer into a claim, puts a guard in front of each call that it
 * is lent to, and a release behind its last use on each way.
 */
final class DirectClaim {
  private static final String TAKES_BUFFER = "(Ljava/nio/ByteBuffer;)V";
  private static final String TAKES_RECEIVER_AND_BUFFER =
      "(Ljava/lang/Object;Ljava/nio/ByteBuffer;)V";

  private final MethodContext method;
  private final MethodInsnNode allocation;
  private final Value buffer;
  private final DirectEffects effects;

  /** Pushes the number of the site, in the edit that was planned last. */
  private IntInsnNode site;

  DirectClaim(MethodContext method, MethodInsnNode allocation) {
    this.method = method;
    this.allocation = allocation;
    buffer = method.flow().produced(allocation);
    effects = new DirectEffects(method.summaries());
  }

  /** Plans the edits, or returns why not. */
  String plan() {
    if (method.secret() != null) {
      return method.secret();
    }
    String escape = Escape.of(buffer, effects);
    if (escape != null) {
      return "escapes: " + escape;
    }
    if (!buffer.isDistinct()) {
      return "may be merged with another object where it is used";
    }
    LastUses last = LastUses.of(method.flow(), buffer);
    if (last.behind().isEmpty() && last.inFrontOf().isEmpty()) {
      return "has no last use on a normal path";
    }
    List<MethodInsnNode> retreats = retreats();
    MethodEdit edit = edit(last, retreats);
    String refusal = edit.refusal();
    if (refusal != null && retreats != null) {
      // Smaller, at the price of more to be zeroed for the next borrower.
      edit = edit(last, null);
      refusal = edit.refusal();
    }
    if (refusal == null) {
      // Last of all: a site that is refused has no number.
      site.operand = method.numberOf(allocation);
      // ..., capacity, site -> ..., buffer
      method.callBridge(allocation, 0, "claimDirect", "(II)Ljava/nio/ByteBuffer;");
      refusal = edit.apply();
    }
    return refusal;
  }

  /**
   * The calls that may lower the position. If all bytes are written at the position, which grows
   * with each, then none was written beyond where it stood at one of these or stands at the end.
   * Null where that cannot be said.
   */
  private List<MethodInsnNode> retreats() {
    if (effects.isPassedOn()) {
      return null;
    }
    List<MethodInsnNode> found = new ArrayList<>();
    for (Use use : buffer.uses()) {
      if (use.operand() == 0 && use.instruction() instanceof MethodInsnNode call) {
        if (isAbsolutePut(call)) {
          return null;
        }
        if (mayLowerPosition(call)) {
          found.add(call);
        }
      }
    }
    return found;
  }

  private static boolean isAbsolutePut(MethodInsnNode call) {
    return call.name.startsWith("put")
        && call.desc.startsWith("(I")
        && Type.getArgumentCount(call.desc) > 1;
  }

  private static boolean mayLowerPosition(MethodInsnNode call) {
    return switch (call.name) {
      case "clear", "compact", "flip", "reset", "rewind" -> true;
      case "limit", "position" -> call.desc.startsWith("(I)");
      default -> false;
    };
  }

  /** With the calls that {@link #retreats} found, or null. */
  private MethodEdit edit(LastUses last, List<MethodInsnNode> retreats) {
    MethodEdit edit = method.edit();
    edit.isAroundSlowCall();
    int local = edit.newLocal(BufferCalls.BYTE_BUFFER);
    site = new IntInsnNode(Opcodes.SIPUSH, Short.MAX_VALUE);
    InsnList push = new InsnList();
    push.add(site);
    edit.before(allocation, push, 1);
    InsnList remember = new InsnList();
    remember.add(new InsnNode(Opcodes.DUP));
    remember.add(new VarInsnNode(Opcodes.ASTORE, local));
    edit.after(allocation, remember, 1);
    for (MethodInsnNode lend : effects.lends()) {
      edit.before(lend, lending(lend, retreats != null), 2);
    }
    String release = "releaseDirect";
    if (retreats != null) {
      release = "releaseFilledDirect";
      for (MethodInsnNode retreat : retreats) {
        edit.before(retreat, noting(retreat), 2);
      }
    }
    for (AbstractInsnNode use : last.behind()) {
      edit.after(use, releasing(release, local), 1);
    }
    for (AbstractInsnNode begin : last.inFrontOf()) {
      edit.before(begin, releasing(release, local), 1);
    }
    return edit;
  }

  /** Comes by a second time, as it may, for null only. */
  private static InsnList releasing(String release, int local) {
    InsnList code = new InsnList();
    code.add(new VarInsnNode(Opcodes.ALOAD, local));
    code.add(BridgeCalls.call(release, TAKES_BUFFER));
    code.add(new InsnNode(Opcodes.ACONST_NULL));
    code.add(new VarInsnNode(Opcodes.ASTORE, local));
    return code;
  }

  /**
   * Where not all writes are said, none must be: then all of the buffer counts as written.
   *
   * @param saysWrites whether how far the buffer is written is said
   */
  private static InsnList lending(MethodInsnNode lend, boolean saysWrites) {
    boolean says = saysWrites && DirectEffects.isFilling(lend);
    String guard = says ? "lendDirectToFill" : "lendDirect";
    InsnList code = new InsnList();
    if (DirectEffects.isPositioned(lend)) {
      // ..., channel, buffer, long -> ..., long, channel, buffer
      code.add(new InsnNode(Opcodes.DUP2_X2));
      code.add(new InsnNode(Opcodes.POP2));
    }
    code.add(new InsnNode(Opcodes.DUP2));
    code.add(BridgeCalls.call(guard, TAKES_RECEIVER_AND_BUFFER));
    if (DirectEffects.isPositioned(lend)) {
      // ..., long, channel, buffer -> ..., channel, buffer, long
      code.add(new InsnNode(Opcodes.DUP2_X2));
      code.add(new InsnNode(Opcodes.POP2));
    }
    return code;
  }

  private static InsnList noting(MethodInsnNode retreat) {
    InsnList code = new InsnList();
    if (retreat.desc.startsWith("(I)")) {
      // ..., buffer, int -> ..., buffer, int, buffer
      code.add(new InsnNode(Opcodes.DUP2));
      code.add(new InsnNode(Opcodes.POP));
    } else {
      code.add(new InsnNode(Opcodes.DUP));
    }
    code.add(BridgeCalls.call("filledDirect", TAKES_BUFFER));
    return code;
  }
}
