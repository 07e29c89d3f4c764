package io.heapwise.analysis;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * The {@code values()} that compilers give an enum, which copies an array and does nothing else.
 */
public final class CopiedConstants {
  public static final String METHOD = "values";

  /** Where javac, kotlinc and groovyc keep the constants. */
  public static final String FIELD = "$VALUES";

  /** What the method must be, and the field; nothing but a compiler makes it synthetic. */
  private static final int METHOD_FLAGS = Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC;

  private static final int FIELD_FLAGS =
      Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_FINAL | Opcodes.ACC_SYNTHETIC;

  private CopiedConstants() {}

  /** Whether a call is one of what may be such a method. */
  public static boolean isCall(MethodInsnNode call) {
    return call.getOpcode() == Opcodes.INVOKESTATIC
        && call.name.equals(METHOD)
        && !call.itf
        && call.desc.equals("()" + arrayOf(call.owner));
  }

  /** Descriptor of an array of objects of a class. */
  public static String arrayOf(String internalName) {
    return "[L" + internalName + ";";
  }

  /** Whether a field with these access flags is not to be written but by its class. */
  public static boolean isConstant(int fieldAccess) {
    return (fieldAccess & FIELD_FLAGS) == FIELD_FLAGS;
  }

  /** Whether a method of a class returns a copy of its field, and that is all. */
  public static boolean isCopy(MethodNode method, String className) {
    if ((method.access & METHOD_FLAGS) != METHOD_FLAGS || !method.tryCatchBlocks.isEmpty()) {
      return false;
    }
    InsnList code = method.instructions;
    AbstractInsnNode first = code.getFirst();
    AbstractInsnNode insn = first.getOpcode() < 0 ? Adjacent.after(first) : first;
    String array = arrayOf(className);
    if (!(insn instanceof FieldInsnNode field)
        || field.getOpcode() != Opcodes.GETSTATIC
        || !field.owner.equals(className)
        || !field.name.equals(FIELD)
        || !field.desc.equals(array)) {
      return false;
    }
    AbstractInsnNode clone = Adjacent.after(insn);
    AbstractInsnNode cast = clone == null ? null : Adjacent.after(clone);
    AbstractInsnNode end = cast == null ? null : Adjacent.after(cast);
    return clone instanceof MethodInsnNode call
        && call.name.equals("clone")
        && call.getOpcode() == Opcodes.INVOKEVIRTUAL
        && (call.owner.equals(array) || call.owner.equals("java/lang/Object"))
        && cast.getOpcode() == Opcodes.CHECKCAST
        && end != null
        && end.getOpcode() == Opcodes.ARETURN;
  }
}
