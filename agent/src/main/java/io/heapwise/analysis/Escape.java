package io.heapwise.analysis;

import io.heapwise.analysis.Value.Use;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodInsnNode;

/** Whether anybody but the method itself may get hold of an object, and if so how. */
public final class Escape {
  private Escape() {}

  /**
   * Why an object escapes its method, naming the place, or null if it does not. What is not
   * understood is an escape.
   */
  public static String of(Value value, CallEffects effects) {
    return of(value, effects, null);
  }

  /**
   * @param path the values looked at before, or null for the first
   */
  private static String of(Value value, CallEffects effects, List<Value> path) {
    List<Use> uses = value.uses();
    for (int i = 0; i < uses.size(); i++) {
      Use use = uses.get(i);
      String reason = of(use, effects);
      if (reason != null) {
        int line = lineOf(use.instruction());
        return line > 0 ? reason + " at line " + line : reason;
      }
    }
    if (value.phis().isEmpty()) {
      return null;
    }
    List<Value> seen = path == null ? new ArrayList<>() : path;
    seen.add(value);
    for (Value phi : value.phis()) {
      if (!seen.contains(phi)) {
        String reason = of(phi, effects, seen);
        if (reason != null) {
          return reason;
        }
      }
    }
    return null;
  }

  private static String of(Use use, CallEffects effects) {
    AbstractInsnNode insn = use.instruction();
    return switch (insn.getOpcode()) {
      case Opcodes.PUTFIELD -> effects.stored((FieldInsnNode) insn);
      case Opcodes.PUTSTATIC -> {
        FieldInsnNode field = (FieldInsnNode) insn;
        yield "stored in field " + simpleName(field.owner) + "." + field.name;
      }
      case Opcodes.AASTORE -> use.operand() == 2 ? "stored in an array" : null;
      case Opcodes.ARETURN -> effects.mayReturn() ? null : "returned";
      case Opcodes.ATHROW -> "thrown";
      case Opcodes.MONITORENTER, Opcodes.MONITOREXIT -> "used as a lock";
      case Opcodes.IF_ACMPEQ, Opcodes.IF_ACMPNE -> "compared by identity";
      case Opcodes.INVOKEDYNAMIC ->
          isConcatenation((InvokeDynamicInsnNode) insn)
              ? null
              : "captured by a lambda or another dynamic call";
      case Opcodes.INVOKEVIRTUAL,
          Opcodes.INVOKESPECIAL,
          Opcodes.INVOKESTATIC,
          Opcodes.INVOKEINTERFACE ->
          effects.escape((MethodInsnNode) insn, use.operand());
      case Opcodes.IFNULL, Opcodes.IFNONNULL, Opcodes.INSTANCEOF, Opcodes.ARRAYLENGTH -> null;
      case Opcodes.IASTORE,
          Opcodes.LASTORE,
          Opcodes.FASTORE,
          Opcodes.DASTORE,
          Opcodes.BASTORE,
          Opcodes.CASTORE,
          Opcodes.SASTORE,
          Opcodes.IALOAD,
          Opcodes.LALOAD,
          Opcodes.FALOAD,
          Opcodes.DALOAD,
          Opcodes.AALOAD,
          Opcodes.BALOAD,
          Opcodes.CALOAD,
          Opcodes.SALOAD ->
          null;
      default -> "used by an instruction that is not understood (opcode " + insn.getOpcode() + ")";
    };
  }

  /** The JDK's concatenation only asks for the text. */
  private static boolean isConcatenation(InvokeDynamicInsnNode insn) {
    return insn.bsm.getOwner().equals("java/lang/invoke/StringConcatFactory");
  }

  /** The source line that an instruction belongs to, or 0. */
  public static int lineOf(AbstractInsnNode insn) {
    for (AbstractInsnNode node = insn; node != null; node = node.getPrevious()) {
      if (node instanceof LineNumberNode number) {
        return number.line;
      }
    }
    return 0;
  }

  /** Name of a class without its package. */
  public static String simpleName(String internalName) {
    return internalName.substring(internalName.lastIndexOf('/') + 1);
  }
}
