package io.heapwise.harness;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** A wrong rewriting: calls something else in place of, or behind, each call of a method. */
public final class CallReplacement implements Rewriting {
  private static final String WRONG = "io/heapwise/harness/WrongBridge";

  private final String name;
  private final String descriptor;
  private final String replacement;
  private final String replacementDescriptor;

  /**
   * @param replacement method of {@link WrongBridge}; null just drops a call that returns nothing
   */
  public CallReplacement(
      String name, String descriptor, String replacement, String replacementDescriptor) {
    this.name = name;
    this.descriptor = descriptor;
    this.replacement = replacement;
    this.replacementDescriptor = replacementDescriptor;
  }

  @Override
  public byte[] rewrite(byte[] classFile) {
    ClassReader reader = new ClassReader(classFile);
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    reader.accept(
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public MethodVisitor visitMethod(
              int access, String method, String desc, String signature, String[] thrown) {
            return new Replacing(super.visitMethod(access, method, desc, signature, thrown));
          }
        },
        0);
    return writer.toByteArray();
  }

  private final class Replacing extends MethodVisitor {
    Replacing(MethodVisitor delegate) {
      super(Opcodes.ASM9, delegate);
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String method, String desc, boolean isInterface) {
      boolean matches = method.equals(name) && desc.equals(descriptor);
      if (!matches || owner.endsWith("Object")) {
        super.visitMethodInsn(opcode, owner, method, desc, isInterface);
        return;
      }
      if (replacement == null) {
        super.visitInsn(Opcodes.POP2);
        return;
      }
      if (opcode == Opcodes.INVOKESPECIAL) {
        super.visitMethodInsn(opcode, owner, method, desc, isInterface);
      }
      super.visitMethodInsn(Opcodes.INVOKESTATIC, WRONG, replacement, replacementDescriptor, false);
    }
  }
}
