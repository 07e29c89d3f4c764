package io.heapwise.rewrite;

import io.heapwise.analysis.ExactMethods;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * The methods of the class under rewrite: at hand, and in the version that will run. Should the
 * class be redefined, it comes by again and is looked at anew.
 */
final class OwnMethods implements ExactMethods {
  private static final int NEVER_OVERRIDDEN =
      Opcodes.ACC_STATIC | Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL;

  private static final int NO_CODE = Opcodes.ACC_NATIVE | Opcodes.ACC_ABSTRACT;

  private final String className;
  private final boolean isFinalClass;
  private final ConstantPool constants;
  private final ClassLayout layout;
  private final MethodReader methods;

  OwnMethods(
      String className,
      boolean isFinalClass,
      ConstantPool constants,
      ClassLayout layout,
      MethodReader methods) {
    this.className = className;
    this.isFinalClass = isFinalClass;
    this.constants = constants;
    this.layout = layout;
    this.methods = methods;
  }

  @Override
  public MethodNode target(MethodInsnNode call) {
    int[] place = placeOf(call);
    return place == null ? null : methods.read(place[0], place[1]);
  }

  @Override
  public boolean include(MethodInsnNode call) {
    return placeOf(call) != null;
  }

  /** Offsets of the method that a call certainly reaches, and of its code; or null. */
  int[] placeOf(MethodInsnNode call) {
    int[] named = named(call);
    return named != null && isExact(call, layout.accessOf(named[0])) ? named : null;
  }

  /** Access flags of the method of this class that a call names, or -1. */
  int accessOf(MethodInsnNode call) {
    int[] named = named(call);
    return named == null ? -1 : layout.accessOf(named[0]);
  }

  private int[] named(MethodInsnNode call) {
    if (!call.owner.equals(className)) {
      return null;
    }
    int[][] found = new int[1][];
    layout.visitCode(
        new ClassLayout.CodeVisitor() {
          @Override
          public void visit(int method, int code) {
            if (found[0] == null
                && constants.name(method + 2).equals(call.name)
                && constants.name(method + 4).equals(call.desc)) {
              found[0] = new int[] {method, code};
            }
          }
        });
    return found[0];
  }

  private boolean isExact(MethodInsnNode call, int access) {
    return (access & NO_CODE) == 0
        && (call.getOpcode() == Opcodes.INVOKESTATIC
            || call.getOpcode() == Opcodes.INVOKESPECIAL
            || (access & NEVER_OVERRIDDEN) != 0
            || isFinalClass);
  }
}
