package io.heapwise.corpus;

import java.io.IOException;
import java.io.InputStream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** A class to be broken, and the ways in which a wrong rewrite would break it. */
final class Broken {
  /** What is broken. */
  static final class Target {
    String greet(String name) {
      return "Hello, ".concat(name);
    }

    /** What an old compiler makes of {@code name + '!'}. */
    String shout(Object name) {
      return new StringBuilder().append(name).append('!').toString();
    }
  }

  private Broken() {}

  static byte[] original() throws IOException {
    try (InputStream in = Broken.class.getResourceAsStream("Broken$Target.class")) {
      return in.readAllBytes();
    }
  }

  /** As the original, but written anew: what breaks the others is not the writing. */
  static byte[] copy() throws IOException {
    return methods(code -> code);
  }

  static byte[] withoutOperand() throws IOException {
    return methods(
        visitor ->
            new MethodVisitor(Opcodes.ASM9, visitor) {
              @Override
              public void visitLdcInsn(Object value) {
                // Leaves the call with one operand too few.
              }
            });
  }

  static byte[] withTooSmallStack() throws IOException {
    return methods(
        visitor ->
            new MethodVisitor(Opcodes.ASM9, visitor) {
              @Override
              public void visitMaxs(int maxStack, int maxLocals) {
                super.visitMaxs(maxStack > 1 ? maxStack - 1 : maxStack, maxLocals);
              }
            });
  }

  static byte[] withWrongDescriptor() throws IOException {
    return methods(
        visitor ->
            new MethodVisitor(Opcodes.ASM9, visitor) {
              @Override
              public void visitMethodInsn(
                  int opcode, String owner, String name, String descriptor, boolean isInterface) {
                boolean isTarget = name.equals("concat");
                String wrong = "(Ljava/lang/Thread;)Ljava/lang/String;";
                String called = isTarget ? wrong : descriptor;
                super.visitMethodInsn(opcode, owner, name, called, isInterface);
              }
            });
  }

  static byte[] withoutMethod() throws IOException {
    ClassWriter writer = new ClassWriter(0);
    return rewrite(
        writer,
        original(),
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] thrown) {
            return name.equals("greet")
                ? null
                : super.visitMethod(access, name, descriptor, signature, thrown);
          }
        });
  }

  /** Returns an int where a class says a reference. */
  static byte[] returningNumber(byte[] classFile, String method) {
    ClassWriter writer = new ClassWriter(0);
    return rewrite(
        writer,
        classFile,
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] thrown) {
            MethodVisitor code = super.visitMethod(access, name, descriptor, signature, thrown);
            if (!name.equals(method)) {
              return code;
            }
            code.visitCode();
            code.visitInsn(Opcodes.ICONST_0);
            code.visitInsn(Opcodes.ARETURN);
            code.visitMaxs(1, Type.getArgumentsAndReturnSizes(descriptor) >> 2);
            code.visitEnd();
            return null;
          }
        });
  }

  private interface Breaking {
    MethodVisitor around(MethodVisitor code);
  }

  private static byte[] methods(Breaking breaking) throws IOException {
    ClassWriter writer = new ClassWriter(0);
    return rewrite(
        writer,
        original(),
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] thrown) {
            return breaking.around(super.visitMethod(access, name, descriptor, signature, thrown));
          }
        });
  }

  private static byte[] rewrite(ClassWriter writer, byte[] classFile, ClassVisitor visitor) {
    new ClassReader(classFile).accept(visitor, 0);
    return writer.toByteArray();
  }
}
