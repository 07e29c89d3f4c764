package io.heapwise.trust;

import io.heapwise.analysis.Adjacent;
import io.heapwise.runtime.trust.Trust;
import io.heapwise.trust.ClassTree.Target;
import java.util.HashSet;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Takes away branches that cannot be taken because a {@code static final boolean} is what it is:
 * switches for logging, assertions, security managers. The class has been initialised, so that the
 * field never changes again. Asked directly, or by a static method that does nothing else.
 */
final class StaticFinals {
  private static final int MAX_STEPS = 32;
  private static final int MAX_CALLS = 2;

  private final ClassTree tree;
  private final LinkedClasses linked;
  private final Set<MethodNode> settled = new HashSet<>();

  StaticFinals(ClassTree tree, LinkedClasses linked) {
    this.tree = tree;
    this.linked = linked;
  }

  /** Whether a method decides anything by such a question. */
  static boolean isAskedIn(MethodNode method) {
    for (AbstractInsnNode insn : method.instructions) {
      if (isDecision(insn)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isDecision(AbstractInsnNode insn) {
    AbstractInsnNode next = Adjacent.after(insn);
    return isQuestion(insn)
        && next != null
        && (next.getOpcode() == Opcodes.IFEQ || next.getOpcode() == Opcodes.IFNE)
        && insn.getNext() == next;
  }

  private static boolean isQuestion(AbstractInsnNode insn) {
    return insn.getOpcode() == Opcodes.GETSTATIC && ((FieldInsnNode) insn).desc.equals("Z")
        || insn.getOpcode() == Opcodes.INVOKESTATIC && ((MethodInsnNode) insn).desc.equals("()Z");
  }

  /** Replaces each decision whose outcome is known; the method is the analysis' own copy. */
  void settle(Target target) {
    // Once: a flow may have been made of what came out.
    if (!settled.add(target.method())) {
      return;
    }
    InsnList list = target.method().instructions;
    AbstractInsnNode insn = list.getFirst();
    while (insn != null) {
      AbstractInsnNode next = insn.getNext();
      if (isDecision(insn)) {
        JumpInsnNode jump = (JumpInsnNode) next;
        next = jump.getNext();
        int answer = answer(target.owner(), insn, 0);
        if (answer >= 0) {
          list.remove(insn);
          if (answer == 0 == (jump.getOpcode() == Opcodes.IFEQ)) {
            jump.setOpcode(Opcodes.GOTO);
          } else {
            list.remove(jump);
          }
        }
      }
      insn = next;
    }
  }

  /** 0, 1, or -1 where it is not known. */
  private int answer(ParsedClass asker, AbstractInsnNode question, int calls) {
    try {
      if (question instanceof FieldInsnNode field) {
        return valueOf(asker, field);
      }
      MethodInsnNode call = (MethodInsnNode) question;
      Target target = tree.exactTarget(asker, call.owner, call.name, call.desc);
      return target == null || calls == MAX_CALLS ? -1 : run(target, calls + 1);
    } catch (Distrust e) {
      return -1;
    }
  }

  private int valueOf(ParsedClass asker, FieldInsnNode insn) throws Distrust {
    ParsedClass owner = tree.named(asker, insn.owner);
    FieldNode field = owner.field(insn.name);
    int constant = Opcodes.ACC_STATIC | Opcodes.ACC_FINAL;
    if (field == null || (field.access & constant) != constant || !field.desc.equals("Z")) {
      return -1;
    }
    Class<?> type = linked.find(asker.beside.getClassLoader(), insn.owner);
    return type == null ? -1 : Trust.staticFinal(type, insn.name);
  }

  /** What a method returns that only asks such questions. */
  private int run(Target target, int calls) {
    int value = -1;
    AbstractInsnNode insn = target.method().instructions.getFirst();
    for (int step = 0; insn != null && step < MAX_STEPS; step++) {
      int opcode = insn.getOpcode();
      AbstractInsnNode next = insn.getNext();
      if (isQuestion(insn)) {
        value = answer(target.owner(), insn, calls);
        if (value < 0) {
          return -1;
        }
      } else if (opcode == Opcodes.ICONST_0 || opcode == Opcodes.ICONST_1) {
        value = opcode - Opcodes.ICONST_0;
      } else if (opcode == Opcodes.IFEQ || opcode == Opcodes.IFNE) {
        if (value == 0 == (opcode == Opcodes.IFEQ)) {
          next = ((JumpInsnNode) insn).label;
        }
      } else if (opcode == Opcodes.GOTO) {
        next = ((JumpInsnNode) insn).label;
      } else if (opcode == Opcodes.IRETURN) {
        return value;
      } else if (opcode >= 0) {
        return -1;
      }
      insn = next;
    }
    return -1;
  }
}
