package io.heapwise.rewrite;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;

/**
 * Code to be put into a method for one site, all of it or none. Inserted code may branch forward to
 * labels in code that the same edit inserts there or further on. What is on the stack and in the
 * variables must have the same types wherever a label is reached from. Confined to one thread; one
 * edit at a time for each method.
 */
public final class MethodEdit {
  private static final int ALWAYS_INLINED = 35;

  /** Bytes up to which HotSpot inlines a method; a hot one; and compiles it at all. */
  private static final int[] LIMITS = {ALWAYS_INLINED, 325, 8000};

  private final MethodContext method;
  private final Insertions target;
  private final List<Place> places = new ArrayList<>();
  private final List<AbstractInsnNode> removed = new ArrayList<>();
  private final List<String> newLocals = new ArrayList<>();
  private boolean branches;
  private boolean isAroundSlowCall;

  MethodEdit(MethodContext method, Insertions target) {
    this.method = method;
    this.target = target;
  }

  /** Code in front of an instruction, with what was put there before going first. */
  private record Place(AbstractInsnNode at, boolean isBefore, InsnList code, int slots) {}

  /**
   * Puts code in front of an instruction: jumps to the instruction run it as well.
   *
   * @param code not to be used again
   * @param slots what the code needs on the operand stack, beyond what is there
   */
  public void before(AbstractInsnNode at, InsnList code, int slots) {
    add(new Place(at, true, code, slots));
  }

  /**
   * Puts code behind an instruction: only those who complete the instruction run it.
   *
   * @param code not to be used again
   * @param slots what the code needs on the operand stack, beyond what is there after the
   *     instruction
   */
  public void after(AbstractInsnNode at, InsnList code, int slots) {
    add(new Place(at, false, code, slots));
  }

  private void add(Place place) {
    places.add(place);
    for (AbstractInsnNode insn : place.code) {
      branches |= insn.getType() == AbstractInsnNode.LABEL;
    }
  }

  /** Whether no edit before has put code in front of an instruction or behind it. */
  public boolean isUntouched(AbstractInsnNode insn) {
    int bytecodeIndex = method.bytecodeIndexOf(insn);
    return target.before(bytecodeIndex) == null && target.after(bytecodeIndex) == null;
  }

  /** Takes an instruction out; code put in front of it or behind it stays. */
  public void remove(AbstractInsnNode insn) {
    removed.add(insn);
  }

  /**
   * A local variable behind those of the method, null where the method begins.
   *
   * @param type internal name of a class, or descriptor of an array
   */
  public int newLocal(String type) {
    newLocals.add(type);
    return target.maxLocals() + target.newLocals().length + newLocals.size() - 1;
  }

  /**
   * Says that the method makes a call next to which a call of the method itself is nothing: then it
   * does not matter whether it is small enough to be inlined although it is not hot.
   */
  public void isAroundSlowCall() {
    isAroundSlowCall = true;
  }

  /** Makes the changes, or returns why it cannot be done. */
  public String apply() {
    String refusal = refusal();
    if (refusal != null) {
      return refusal;
    }
    for (String type : newLocals) {
      target.newLocal(type);
    }
    for (Place place : places) {
      int bytecodeIndex = method.bytecodeIndexOf(place.at);
      if (place.isBefore) {
        target.addBefore(bytecodeIndex, place.code, place.slots);
      } else {
        target.addAfter(bytecodeIndex, place.code, place.slots);
      }
    }
    for (AbstractInsnNode insn : removed) {
      method.remove(insn);
    }
    return null;
  }

  /** Why the changes cannot be made, or null. */
  public String refusal() {
    if (method.hasUnknownCodeAttribute()) {
      return "the method has attributes of an unknown kind, which may name places in its code";
    }
    // Class files from before that have no frames; those of version 50 may do without.
    if (branches
        && method.classVersion() == Opcodes.V1_6
        && !method.hasFrames()
        && !method.isStraight()) {
      return "the method has no stack map frames";
    }
    int size = method.codeLength() + target.bytes();
    int grown = size + 3 * newLocals.size();
    for (Place place : places) {
      grown += Insertions.sizeOf(place.code);
      grown += place.isBefore ? 0 : Insertions.nopsBehind(place.code);
    }
    for (int limit : LIMITS) {
      boolean counts = limit > ALWAYS_INLINED || !isAroundSlowCall;
      if (counts && method.codeLength() <= limit && grown > limit) {
        return "the method would grow past "
            + limit
            + " bytes, from where on the JIT treats it worse";
      }
    }
    return null;
  }
}
