package io.heapwise.rewrite.chars;

import io.heapwise.analysis.Adjacent;
import io.heapwise.analysis.CallEffects;
import io.heapwise.analysis.Escape;
import io.heapwise.analysis.MethodFlow;
import io.heapwise.analysis.Value;
import io.heapwise.analysis.Value.Use;
import io.heapwise.rewrite.MethodContext;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * An array that is read from one local variable alone, and never written. Confined to one thread.
 */
final class CharsMatcher {
  /** No lambda: what the JDK makes to link one would be a program's garbage. */
  private static final CallEffects NONE_IS_HARMLESS =
      new CallEffects() {
        @Override
        public String escape(MethodInsnNode call, int operand) {
          return "passed to " + call.name;
        }
      };

  private final MethodContext method;
  private final MethodFlow flow;
  private final MethodInsnNode origin;
  private final Value array;
  private final List<Read> reads = new ArrayList<>();

  CharsMatcher(MethodContext method, MethodInsnNode origin) {
    this.method = method;
    this.origin = origin;
    flow = method.flow();
    array = flow.produced(origin);
  }

  /**
   * @param load pushes the array
   * @param use {@code caload} or {@code arraylength}
   */
  record Read(AbstractInsnNode load, AbstractInsnNode use) {}

  /** Where it is read; complete if there is no {@link #refusal}. */
  List<Read> reads() {
    return reads;
  }

  /** Why the text cannot be read in its place, or null; to be called once. */
  String refusal() {
    if (method.isChanged(origin)) {
      return "rewritten already";
    }
    if (!array.isDistinct()) {
      return "may be another array where it is used";
    }
    AbstractInsnNode store = Adjacent.after(origin);
    if (store.getOpcode() != Opcodes.ASTORE || !flow.inOneBlock(origin, store)) {
      return "not stored in a variable at once";
    }
    for (Use use : array.uses()) {
      String refusal = refusal(use, ((VarInsnNode) store).var);
      if (refusal != null) {
        return refusal;
      }
    }
    for (AbstractInsnNode copy : array.copies()) {
      if (copy != store) {
        return "read from somewhere else than its variable";
      }
    }
    return null;
  }

  private String refusal(Use use, int local) {
    AbstractInsnNode insn = use.instruction();
    int opcode = insn.getOpcode();
    if (opcode != Opcodes.CALOAD && opcode != Opcodes.ARRAYLENGTH) {
      String escape = Escape.of(array, NONE_IS_HARMLESS);
      return escape == null ? "written or compared" : "escapes: " + escape;
    }
    if (method.isChanged(insn)) {
      return "rewritten already";
    }
    AbstractInsnNode load = loadFor(insn, opcode == Opcodes.CALOAD ? 2 : 1);
    if (load == null || method.hasFrameBetween(load, insn)) {
      return "read around a branch";
    }
    if (load.getOpcode() != Opcodes.ALOAD
        || ((VarInsnNode) load).var != local
        || flow.onTopBefore(Adjacent.after(load)) != array) {
      return "read from somewhere else than its variable";
    }
    reads.add(new Read(load, insn));
    return null;
  }

  /** What has pushed the array that a use finds so many slots deep, or null. */
  private AbstractInsnNode loadFor(AbstractInsnNode use, int depth) {
    int[] slots = flow.stackSlotsBefore();
    int below = slots[flow.indexOf(use)] - depth;
    AbstractInsnNode insn = Adjacent.before(use);
    while (insn != null && flow.inOneBlock(insn, use)) {
      if (slots[flow.indexOf(insn)] == below) {
        return insn;
      }
      insn = Adjacent.before(insn);
    }
    return null;
  }

  /**
   * Whether it is read in a loop inside a loop: then it may be read many times for each time that
   * it is made.
   */
  boolean isReadInInnerLoop() {
    for (Read read : reads) {
      if (loopsAround(read.use) > 1) {
        return true;
      }
    }
    return false;
  }

  /** Counts loops that the array is not made in: places that are jumped back to. */
  private int loopsAround(AbstractInsnNode use) {
    int at = flow.indexOf(use);
    int made = flow.indexOf(origin);
    List<LabelNode> heads = new ArrayList<>(2);
    for (AbstractInsnNode insn : method.instructions()) {
      if (insn instanceof JumpInsnNode jump && flow.indexOf(jump) >= at) {
        int head = flow.indexOf(jump.label);
        boolean isMadeInside = head <= made && made <= flow.indexOf(jump);
        if (head <= at && !isMadeInside && !heads.contains(jump.label)) {
          heads.add(jump.label);
        }
      }
    }
    return heads.size();
  }
}
