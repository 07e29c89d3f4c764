package io.heapwise.rewrite;

import io.heapwise.analysis.Adjacent;
import io.heapwise.analysis.MethodFlow;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * A call that is lent something and whose receiver must be asked first. It is asked right in front
 * of the call where the receiver can be loaded again; else behind the instruction that has pushed
 * it, if what computes the other arguments runs no code that might change the answer.
 */
public final class GuardedCall {
  public static final String TOO_MANY = "too many different methods are lent something";

  private final MethodInsnNode call;
  private final int operand;

  /** In front of which only the receiver is on the operand stack, of all operands. */
  private final AbstractInsnNode firstArgument;

  /** Local variable that still holds the receiver at the call, or -1. */
  private final int receiver;

  private GuardedCall(
      MethodInsnNode call, int operand, AbstractInsnNode firstArgument, int receiver) {
    this.call = call;
    this.operand = operand;
    this.firstArgument = firstArgument;
    this.receiver = receiver;
  }

  /** A call to be guarded, or null where that cannot be done. */
  public static GuardedCall of(MethodContext method, MethodInsnNode call, int operand) {
    AbstractInsnNode first = firstArgument(method.flow(), call);
    if (first == null) {
      return null;
    }
    int receiver = receiverLocal(method, call, first);
    return receiver < 0 && !isQuiet(first, call, method.className())
        ? null
        : new GuardedCall(call, operand, first, receiver);
  }

  /** The instruction in front of which only the receiver of a call is there of it, or null. */
  public static AbstractInsnNode firstArgument(MethodFlow flow, MethodInsnNode call) {
    int[] slots = flow.stackSlotsBefore();
    int arguments = (Type.getArgumentsAndReturnSizes(call.desc) >> 2) - 1;
    int withReceiver = slots[flow.indexOf(call)] - arguments;
    AbstractInsnNode insn = Adjacent.before(call);
    while (insn != null && flow.inOneBlock(insn, call)) {
      if (slots[flow.indexOf(insn)] == withReceiver) {
        return flow.onTopBefore(insn) == flow.operands(call)[0] ? insn : null;
      }
      insn = Adjacent.before(insn);
    }
    return null;
  }

  /**
   * The local variable that the receiver came from and that still holds it at the call, or -1.
   *
   * @param firstArgument of the call: see {@link #firstArgument}
   */
  public static int receiverLocal(
      MethodContext method, MethodInsnNode call, AbstractInsnNode firstArgument) {
    AbstractInsnNode push = Adjacent.before(firstArgument);
    if (push == null
        || push.getOpcode() != Opcodes.ALOAD
        || !method.flow().inOneBlock(push, call)
        || method.hasFrameBetween(push, call)) {
      return -1;
    }
    int local = ((VarInsnNode) push).var;
    for (AbstractInsnNode insn = push; insn != call; insn = insn.getNext()) {
      int opcode = insn.getOpcode();
      if (opcode >= Opcodes.ISTORE
          && opcode <= Opcodes.ASTORE
          && Math.abs(((VarInsnNode) insn).var - local) <= 1) {
        return -1;
      }
    }
    return local;
  }

  private static boolean isQuiet(AbstractInsnNode from, MethodInsnNode call, String className) {
    for (AbstractInsnNode insn = from; insn != call; insn = insn.getNext()) {
      int opcode = insn.getOpcode();
      boolean isQuiet =
          opcode < Opcodes.GETSTATIC
              || opcode == Opcodes.GETFIELD
              || opcode == Opcodes.ARRAYLENGTH
              || opcode == Opcodes.CHECKCAST
              // Of another class, it may run the initializer of that class.
              || insn instanceof FieldInsnNode field
                  && opcode == Opcodes.GETSTATIC
                  && field.owner.equals(className)
              || insn instanceof MethodInsnNode argument
                  && opcode == Opcodes.INVOKESTATIC
                  && argument.owner.equals("java/lang/Math");
      if (!isQuiet) {
        return false;
      }
    }
    return true;
  }

  public MethodInsnNode call() {
    return call;
  }

  /** Position of what is lent among the operands, the receiver being 0. */
  public int operand() {
    return operand;
  }

  /** Whether a local variable is where the call takes what is lent from. */
  public boolean loads(int local) {
    for (AbstractInsnNode insn = firstArgument; insn != call; insn = insn.getNext()) {
      if (insn.getOpcode() == Opcodes.ALOAD && ((VarInsnNode) insn).var == local) {
        return true;
      }
    }
    return false;
  }

  /**
   * Adds the guard to an edit.
   *
   * @param guard takes the receiver from the operand stack and leaves it as it was before
   * @param slots what the guard needs there, the receiver included
   */
  public void addTo(MethodEdit edit, InsnList guard, int slots) {
    guard.insert(
        receiver < 0 ? new InsnNode(Opcodes.DUP) : new VarInsnNode(Opcodes.ALOAD, receiver));
    edit.before(receiver < 0 ? firstArgument : call, guard, slots);
  }
}
