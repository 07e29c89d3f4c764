package io.heapwise.harness;

import java.util.function.Consumer;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Makes class files of shapes that javac does not emit, each with one static method "run". */
final class ClassShapes {
  static final String BUILDER = "java/lang/StringBuilder";
  static final String NAME = "shapes.Shape";

  private ClassShapes() {}

  /**
   * @param version as in a class file: major in the low half, minor in the high one
   */
  static byte[] of(int version, String descriptor, Consumer<MethodVisitor> code) {
    boolean withFrames = (version & 0xFFFF) >= 50;
    ClassWriter writer =
        new ClassWriter(withFrames ? ClassWriter.COMPUTE_FRAMES : ClassWriter.COMPUTE_MAXS) {
          @Override
          protected String getCommonSuperClass(String first, String second) {
            return "java/lang/Object";
          }
        };
    int access = Opcodes.ACC_PUBLIC | Opcodes.ACC_SUPER;
    writer.visit(version, access, NAME.replace('.', '/'), null, "java/lang/Object", null);
    MethodVisitor method =
        writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "run", descriptor, null, null);
    method.visitCode();
    code.accept(method);
    method.visitMaxs(0, 0);
    method.visitEnd();
    writer.visitEnd();
    return writer.toByteArray();
  }

  static void newBuilder(MethodVisitor method) {
    method.visitTypeInsn(Opcodes.NEW, BUILDER);
    method.visitInsn(Opcodes.DUP);
    method.visitMethodInsn(Opcodes.INVOKESPECIAL, BUILDER, "<init>", "()V", false);
  }

  static void append(MethodVisitor method, String type) {
    FuzzedExpressions.call(method, BUILDER, "append", type);
  }

  static void returnText(MethodVisitor method) {
    method.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL, BUILDER, "toString", "()Ljava/lang/String;", false);
    method.visitInsn(Opcodes.ARETURN);
  }
}
