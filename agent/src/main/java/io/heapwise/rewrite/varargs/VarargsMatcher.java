package io.heapwise.rewrite.varargs;

import io.heapwise.analysis.Adjacent;
import io.heapwise.rewrite.MethodContext;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;

/**
 * An array that is filled, as compilers do it, from static fields of the class of its elements, and
 * passed to a method that takes nothing else: the receiver is right below it on the stack.
 */
final class VarargsMatcher {
  private final AbstractInsnNode length;
  private final TypeInsnNode allocation;
  private final MethodInsnNode call;
  private final String fields;

  private VarargsMatcher(
      AbstractInsnNode length, TypeInsnNode allocation, MethodInsnNode call, String fields) {
    this.length = length;
    this.allocation = allocation;
    this.call = call;
    this.fields = fields;
  }

  /** Null if the array is another one. */
  static VarargsMatcher of(TypeInsnNode allocation) {
    AbstractInsnNode length = Adjacent.before(allocation);
    Integer elements = constant(length);
    if (elements == null || elements == 0 || element(allocation, 0, allocation.desc) == null) {
      return null;
    }
    StringBuilder fields = new StringBuilder(64).append(allocation.desc);
    AbstractInsnNode last = allocation;
    for (int i = 0; i < elements; i++) {
      FieldInsnNode field = element(last, i, allocation.desc);
      if (field == null) {
        return null;
      }
      fields.append(' ').append(field.name);
      last = Adjacent.after(field);
    }
    return Adjacent.after(last) instanceof MethodInsnNode call && takes(call, allocation.desc)
        ? new VarargsMatcher(length, allocation, call, fields.toString())
        : null;
  }

  /** The field whose content becomes an element of the array on the stack, by what comes next. */
  private static FieldInsnNode element(AbstractInsnNode last, int index, String type) {
    AbstractInsnNode array = Adjacent.after(last);
    if (array == null || array.getOpcode() != Opcodes.DUP) {
      return null;
    }
    AbstractInsnNode at = Adjacent.after(array);
    Integer number = constant(at);
    return number != null
            && number == index
            && Adjacent.after(at) instanceof FieldInsnNode field
            && field.getOpcode() == Opcodes.GETSTATIC
            && field.owner.equals(type)
            && isOf(field.desc, 0, type)
            && Adjacent.after(field).getOpcode() == Opcodes.AASTORE
        ? field
        : null;
  }

  private static Integer constant(AbstractInsnNode push) {
    if (push == null) {
      return null;
    }
    int opcode = push.getOpcode();
    if (opcode >= Opcodes.ICONST_0 && opcode <= Opcodes.ICONST_5) {
      return opcode - Opcodes.ICONST_0;
    }
    return opcode == Opcodes.BIPUSH ? ((IntInsnNode) push).operand : null;
  }

  /** Whether an array of objects of a class is all that a call on an object takes. */
  private static boolean takes(MethodInsnNode call, String type) {
    int opcode = call.getOpcode();
    return (opcode == Opcodes.INVOKEVIRTUAL || opcode == Opcodes.INVOKEINTERFACE)
        && call.desc.startsWith("([")
        && isOf(call.desc, 2, type)
        && call.desc.startsWith(";)", 3 + type.length());
  }

  /** Whether a class is named at an index of a descriptor. */
  private static boolean isOf(String descriptor, int index, String type) {
    return descriptor.startsWith("L", index)
        && descriptor.startsWith(type, index + 1)
        && descriptor.startsWith(";", index + 1 + type.length());
  }

  /** The first instruction: what is above the receiver on the stack comes from there on. */
  AbstractInsnNode length() {
    return length;
  }

  TypeInsnNode allocation() {
    return allocation;
  }

  MethodInsnNode call() {
    return call;
  }

  /** Class and names of the fields, in the order of the elements. */
  String fields() {
    return fields;
  }

  /** Why the array must be made, or null. */
  String refusal(MethodContext method) {
    if (method.runsOnce() != null) {
      return method.runsOnce();
    }
    if (!method.flow().inOneBlock(length, call)) {
      return "made around a branch";
    }
    return method.isChanged(allocation) ? "rewritten already" : null;
  }
}
