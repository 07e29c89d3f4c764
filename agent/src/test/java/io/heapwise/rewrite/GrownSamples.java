package io.heapwise.rewrite;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.TypePath;
import org.objectweb.asm.TypeReference;

/** A class whose methods have whatever may stand in code and name places in it. */
final class GrownSamples {
  private static final String NAME = "GrownSample";
  private static final String ANNOTATION = "Ljava/lang/Deprecated;";

  private GrownSamples() {}

  /** What the class answers: to some arguments, and what it throws. */
  static List<Object> run(byte[] file) throws Exception {
    Class<?> type =
        new ClassLoader(GrownSamples.class.getClassLoader()) {
          Class<?> define() {
            return defineClass(NAME, file, 0, file.length);
          }
        }.define();
    List<Object> answers = new ArrayList<>();
    for (int i = -2; i < 12; i++) {
      answers.add(type.getMethod("choose", int.class).invoke(null, i));
      answers.add(type.getMethod("wide", int.class, long.class).invoke(null, i, 3L * i));
      answers.add(type.getMethod("make", boolean.class).invoke(null, i % 2 == 0));
      try {
        answers.add(type.getMethod("cast", Object.class).invoke(null, i < 3 ? (Object) i : "abc"));
      } catch (InvocationTargetException e) {
        answers.add(e.getCause().getClass());
      }
      answers.add(type.getMethod("text").invoke(type.getConstructor(int.class).newInstance(i)));
    }
    return answers;
  }

  static byte[] everything() {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES);
    writer.visit(Opcodes.V1_8, Opcodes.ACC_PUBLIC, NAME, null, "java/lang/Object", null);
    for (int i = 0; i < 300; i++) {
      writer.newUTF8("so that the constants need wide indexes " + i);
    }
    writer.visitField(Opcodes.ACC_PRIVATE, "number", "I", null, null).visitEnd();
    constructor(writer);
    choose(writer);
    wide(writer);
    make(writer);
    cast(writer);
    text(writer);
    writer.visitEnd();
    return writer.toByteArray();
  }

  private static MethodVisitor method(ClassWriter writer, int access, String name, String type) {
    MethodVisitor method = writer.visitMethod(Opcodes.ACC_PUBLIC | access, name, type, null, null);
    method.visitCode();
    return method;
  }

  private static void end(MethodVisitor method) {
    method.visitMaxs(0, 0);
    method.visitEnd();
  }

  /** With frames while the object is not initialised. */
  private static void constructor(ClassWriter writer) {
    MethodVisitor method = method(writer, 0, "<init>", "(I)V");
    Label negative = new Label();
    Label join = new Label();
    method.visitVarInsn(Opcodes.ALOAD, 0);
    method.visitVarInsn(Opcodes.ILOAD, 1);
    method.visitJumpInsn(Opcodes.IFLT, negative);
    method.visitVarInsn(Opcodes.ILOAD, 1);
    method.visitJumpInsn(Opcodes.GOTO, join);
    method.visitLabel(negative);
    method.visitInsn(Opcodes.ICONST_M1);
    method.visitLabel(join);
    method.visitVarInsn(Opcodes.ISTORE, 1);
    method.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
    method.visitVarInsn(Opcodes.ALOAD, 0);
    method.visitVarInsn(Opcodes.ILOAD, 1);
    method.visitFieldInsn(Opcodes.PUTFIELD, NAME, "number", "I");
    method.visitInsn(Opcodes.RETURN);
    end(method);
  }

  /** Switches of both kinds in a loop. */
  private static void choose(ClassWriter writer) {
    MethodVisitor method = method(writer, Opcodes.ACC_STATIC, "choose", "(I)I");
    Label[] cases = {new Label(), new Label(), new Label()};
    Label other = new Label();
    Label loop = new Label();
    Label more = new Label();
    Label start = new Label();
    method.visitLabel(start);
    method.visitLineNumber(10, start);
    method.visitInsn(Opcodes.ICONST_0);
    method.visitVarInsn(Opcodes.ISTORE, 1);
    method.visitLabel(loop);
    method.visitLineNumber(11, loop);
    method.visitVarInsn(Opcodes.ILOAD, 0);
    method.visitTableSwitchInsn(1, 3, other, cases);
    method.visitLabel(cases[0]);
    method.visitIincInsn(1, 5);
    method.visitLabel(cases[1]);
    method.visitIincInsn(1, 7);
    method.visitLabel(cases[2]);
    method.visitLineNumber(12, cases[2]);
    method.visitIincInsn(1, 9);
    method.visitLabel(other);
    method.visitVarInsn(Opcodes.ILOAD, 0);
    method.visitLookupSwitchInsn(more, new int[] {5, 700, 900}, new Label[] {more, start, other});
    method.visitLabel(more);
    method.visitIincInsn(0, -1);
    method.visitVarInsn(Opcodes.ILOAD, 0);
    method.visitJumpInsn(Opcodes.IFGT, loop);
    Label end = new Label();
    method.visitVarInsn(Opcodes.ILOAD, 1);
    method.visitInsn(Opcodes.IRETURN);
    method.visitLabel(end);
    method.visitLocalVariable("result", "I", null, loop, end, 1);
    method.visitLocalVariable("list", "Ljava/util/List;", "Ljava/util/List<TT;>;", loop, more, 2);
    method
        .visitLocalVariableAnnotation(
            TypeReference.newTypeReference(TypeReference.LOCAL_VARIABLE).getValue(),
            TypePath.fromString("["),
            new Label[] {loop, other},
            new Label[] {other, end},
            new int[] {1, 1},
            ANNOTATION,
            true)
        .visitEnd();
    end(method);
  }

  /** Variables beyond 255, and constants of all kinds. */
  private static void wide(ClassWriter writer) {
    MethodVisitor method = method(writer, Opcodes.ACC_STATIC, "wide", "(IJ)Ljava/lang/String;");
    method.visitVarInsn(Opcodes.LLOAD, 1);
    method.visitVarInsn(Opcodes.LSTORE, 300);
    method.visitVarInsn(Opcodes.ILOAD, 0);
    method.visitVarInsn(Opcodes.ISTORE, 302);
    method.visitIincInsn(302, 1000);
    method.visitIincInsn(302, 1);
    method.visitInsn(Opcodes.ICONST_3);
    method.visitVarInsn(Opcodes.ISTORE, 304);
    Label positive = new Label();
    method.visitVarInsn(Opcodes.ILOAD, 0);
    method.visitJumpInsn(Opcodes.IFGE, positive);
    method.visitIincInsn(304, 200);
    method.visitLabel(positive);
    method.visitLdcInsn(70000);
    method.visitVarInsn(Opcodes.ILOAD, 302);
    method.visitInsn(Opcodes.IADD);
    method.visitInsn(Opcodes.I2D);
    method.visitLdcInsn(0.25d);
    method.visitInsn(Opcodes.DMUL);
    method.visitLdcInsn(0.5f);
    method.visitInsn(Opcodes.F2D);
    method.visitInsn(Opcodes.DADD);
    method.visitInsn(Opcodes.D2L);
    method.visitVarInsn(Opcodes.LLOAD, 300);
    method.visitLdcInsn(1L << 33);
    method.visitInsn(Opcodes.LADD);
    method.visitInsn(Opcodes.DUP2_X2);
    method.visitInsn(Opcodes.LSUB);
    method.visitInsn(Opcodes.LXOR);
    method.visitVarInsn(Opcodes.ILOAD, 304);
    method.visitInvokeDynamicInsn(
        "makeConcatWithConstants",
        "(JI)Ljava/lang/String;",
        new Handle(
            Opcodes.H_INVOKESTATIC,
            "java/lang/invoke/StringConcatFactory",
            "makeConcatWithConstants",
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;"
                + "Ljava/lang/invoke/MethodType;Ljava/lang/String;[Ljava/lang/Object;)"
                + "Ljava/lang/invoke/CallSite;",
            false),
        "\1 \1");
    method.visitLdcInsn(Type.getObjectType("java/util/Map"));
    method.visitInsn(Opcodes.POP);
    method.visitLdcInsn(Type.getMethodType("(I)V"));
    method.visitInsn(Opcodes.POP);
    method.visitInsn(Opcodes.ARETURN);
    end(method);
  }

  /** With frames while an object that is allocated is not initialised. */
  private static void make(ClassWriter writer) {
    MethodVisitor method = method(writer, Opcodes.ACC_STATIC, "make", "(Z)Ljava/lang/String;");
    Label other = new Label();
    Label join = new Label();
    method.visitTypeInsn(Opcodes.NEW, "java/lang/StringBuilder");
    annotate(method, TypeReference.NEW, 0);
    method.visitInsn(Opcodes.DUP);
    method.visitVarInsn(Opcodes.ILOAD, 0);
    method.visitJumpInsn(Opcodes.IFEQ, other);
    method.visitTypeInsn(Opcodes.NEW, "java/lang/String");
    method.visitInsn(Opcodes.DUP);
    method.visitLdcInsn("yes");
    method.visitMethodInsn(
        Opcodes.INVOKESPECIAL, "java/lang/String", "<init>", "(Ljava/lang/String;)V", false);
    method.visitJumpInsn(Opcodes.GOTO, join);
    method.visitLabel(other);
    method.visitLdcInsn("no");
    method.visitLabel(join);
    method.visitMethodInsn(
        Opcodes.INVOKESPECIAL, "java/lang/StringBuilder", "<init>", "(Ljava/lang/String;)V", false);
    method.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL, "java/lang/Object", "toString", "()Ljava/lang/String;", false);
    method.visitInsn(Opcodes.ARETURN);
    end(method);
  }

  /** An exception range, arrays, and annotations of all kinds. */
  private static void cast(ClassWriter writer) {
    MethodVisitor method = method(writer, Opcodes.ACC_STATIC, "cast", "(Ljava/lang/Object;)I");
    Label start = new Label();
    Label end = new Label();
    Label handler = new Label();
    Label text = new Label();
    method.visitTryCatchBlock(start, end, handler, "java/lang/NumberFormatException");
    method
        .visitTryCatchAnnotation(
            TypeReference.newTryCatchReference(0).getValue(), null, ANNOTATION, true)
        .visitEnd();
    method.visitVarInsn(Opcodes.ALOAD, 0);
    method.visitTypeInsn(Opcodes.INSTANCEOF, "java/lang/String");
    annotate(method, TypeReference.INSTANCEOF, 0);
    method.visitJumpInsn(Opcodes.IFNE, text);
    method.visitInsn(Opcodes.ICONST_2);
    method.visitInsn(Opcodes.ICONST_3);
    method.visitMultiANewArrayInsn("[[Ljava/lang/Object;", 2);
    method.visitInsn(Opcodes.ICONST_1);
    method.visitInsn(Opcodes.AALOAD);
    method.visitInsn(Opcodes.DUP);
    method.visitInsn(Opcodes.ICONST_0);
    method.visitVarInsn(Opcodes.ALOAD, 0);
    method.visitInsn(Opcodes.AASTORE);
    method.visitInsn(Opcodes.ICONST_0);
    method.visitInsn(Opcodes.AALOAD);
    method.visitTypeInsn(Opcodes.CHECKCAST, "java/lang/Integer");
    annotate(method, TypeReference.CAST, 0);
    method.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "java/lang/Integer", "intValue", "()I", false);
    method.visitInsn(Opcodes.IRETURN);
    method.visitLabel(text);
    method.visitVarInsn(Opcodes.ALOAD, 0);
    method.visitLabel(start);
    method.visitTypeInsn(Opcodes.CHECKCAST, "java/lang/String");
    method.visitMethodInsn(
        Opcodes.INVOKESTATIC, "java/lang/Integer", "parseInt", "(Ljava/lang/String;)I", false);
    method.visitInsn(Opcodes.IRETURN);
    method.visitLabel(end);
    method.visitLabel(handler);
    method.visitInvokeDynamicInsn(
        "get",
        "()Ljava/util/function/Supplier;",
        new Handle(
            Opcodes.H_INVOKESTATIC,
            "java/lang/invoke/LambdaMetafactory",
            "metafactory",
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;"
                + "Ljava/lang/invoke/MethodType;Ljava/lang/invoke/MethodType;"
                + "Ljava/lang/invoke/MethodHandle;Ljava/lang/invoke/MethodType;)"
                + "Ljava/lang/invoke/CallSite;",
            false),
        Type.getMethodType("()Ljava/lang/Object;"),
        new Handle(Opcodes.H_NEWINVOKESPECIAL, "java/util/ArrayList", "<init>", "()V", false),
        Type.getMethodType("()Ljava/lang/Object;"));
    annotate(method, TypeReference.CONSTRUCTOR_REFERENCE, 0);
    method.visitInsn(Opcodes.POP);
    method.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL, "java/lang/Throwable", "getMessage", "()Ljava/lang/String;", false);
    method.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "java/lang/String", "length", "()I", false);
    method.visitInsn(Opcodes.IRETURN);
    end(method);
  }

  private static void text(ClassWriter writer) {
    MethodVisitor method = method(writer, 0, "text", "()Ljava/lang/String;");
    method.visitVarInsn(Opcodes.ALOAD, 0);
    method.visitFieldInsn(Opcodes.GETFIELD, NAME, "number", "I");
    method.visitMethodInsn(
        Opcodes.INVOKESTATIC, "java/lang/String", "valueOf", "(I)Ljava/lang/String;", false);
    annotate(method, TypeReference.METHOD_INVOCATION_TYPE_ARGUMENT, 0);
    method.visitInsn(Opcodes.ARETURN);
    end(method);
  }

  private static void annotate(MethodVisitor method, int sort, int argument) {
    boolean hasArgument = sort >= TypeReference.CAST;
    int reference =
        hasArgument
            ? TypeReference.newTypeArgumentReference(sort, argument).getValue()
            : TypeReference.newTypeReference(sort).getValue();
    var annotation = method.visitInsnAnnotation(reference, null, ANNOTATION, true);
    annotation.visit("since", "of old");
    annotation.visitEnum("kind", "Ljava/lang/Thread$State;", "NEW");
    var inner = annotation.visitAnnotation("inner", ANNOTATION);
    inner.visit("forRemoval", true);
    inner.visitEnd();
    var several = annotation.visitArray("several");
    several.visit(null, 1);
    several.visit(null, Type.INT_TYPE);
    several.visitEnd();
    annotation.visitEnd();
  }
}
