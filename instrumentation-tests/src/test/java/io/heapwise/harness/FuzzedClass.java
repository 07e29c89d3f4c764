package io.heapwise.harness;

import java.util.Random;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * A class of random static methods {@code String m0(String, int, Object)} full of string builder
 * code: several builders, loops, branches, nested chains, handlers, helpers, use after {@code
 * toString()}. The seed decides everything.
 */
final class FuzzedClass {
  static final String HELPER = "fill";

  private static final int[] VERSIONS = {48, 50, 51, 52, 61};
  private static final int MAX_DEPTH = 3;

  private final String internalName;
  private final Random random;
  private final int version;
  private final ClassWriter writer;

  FuzzedClass(String internalName, long seed) {
    this.internalName = internalName;
    random = new Random(seed);
    version = VERSIONS[random.nextInt(VERSIONS.length)];
    writer =
        new ClassWriter(version < 50 ? ClassWriter.COMPUTE_MAXS : ClassWriter.COMPUTE_FRAMES) {
          @Override
          protected String getCommonSuperClass(String first, String second) {
            return "java/lang/Object";
          }
        };
  }

  byte[] generate(int methods) {
    writer.visit(version, Opcodes.ACC_PUBLIC, internalName, null, "java/lang/Object", null);
    generateHelper();
    for (int i = 0; i < methods; i++) {
      MethodVisitor method =
          writer.visitMethod(
              Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC,
              "m" + i,
              "(Ljava/lang/String;ILjava/lang/Object;)Ljava/lang/String;",
              null,
              null);
      method.visitCode();
      FuzzedExpressions expressions = new FuzzedExpressions(method, random);
      new Body(method, expressions).generate();
      method.visitMaxs(0, 0);
      method.visitEnd();
    }
    writer.visitEnd();
    return writer.toByteArray();
  }

  private void generateHelper() {
    MethodVisitor method =
        writer.visitMethod(
            Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC,
            HELPER,
            "(Ljava/lang/StringBuilder;Ljava/lang/String;)V",
            null,
            null);
    method.visitCode();
    method.visitVarInsn(Opcodes.ALOAD, 0);
    method.visitVarInsn(Opcodes.ALOAD, 1);
    FuzzedExpressions.call(method, FuzzedExpressions.BUILDER, "append", "Ljava/lang/String;");
    method.visitInsn(Opcodes.POP);
    method.visitInsn(Opcodes.RETURN);
    method.visitMaxs(0, 0);
    method.visitEnd();
  }

  /** The statements of one method. */
  private final class Body {
    private final MethodVisitor method;
    private final FuzzedExpressions expressions;
    private int nextLocal = FuzzedExpressions.FREE;

    Body(MethodVisitor method, FuzzedExpressions expressions) {
      this.method = method;
      this.expressions = expressions;
    }

    void generate() {
      for (int slot : FuzzedExpressions.STRINGS) {
        method.visitVarInsn(Opcodes.ALOAD, 0);
        method.visitVarInsn(Opcodes.ASTORE, slot);
      }
      for (int slot : FuzzedExpressions.BUILDERS) {
        expressions.newBuilder(slot, MAX_DEPTH);
        method.visitVarInsn(Opcodes.ASTORE, slot);
      }
      block(3 + random.nextInt(8), 0);
      if (random.nextInt(4) == 0) {
        method.visitVarInsn(Opcodes.ALOAD, expressions.string());
      } else {
        expressions.text(expressions.builder());
      }
      method.visitInsn(Opcodes.ARETURN);
    }

    private void block(int statements, int depth) {
      for (int i = 0; i < statements; i++) {
        statement(depth);
      }
    }

    private void statement(int depth) {
      switch (random.nextInt(depth < MAX_DEPTH ? 21 : 16)) {
        case 0, 1, 2, 3, 4 -> append();
        case 5, 6 -> storeText();
        case 7, 8 -> expressions.note();
        case 9 -> renew();
        case 10 -> expressions.change(expressions.builder());
        case 11 -> callHelper();
        case 12 -> appendToItself();
        case 13 -> storeChain();
        case 14 -> storeChain();
        case 15 -> rare();
        case 16, 17 -> branch(depth);
        case 18, 19 -> loop(depth);
        default -> guarded(depth);
      }
    }

    private void append() {
      int slot = expressions.builder();
      method.visitVarInsn(Opcodes.ALOAD, slot);
      for (int i = random.nextInt(3); i >= 0; i--) {
        expressions.appendOperand(FuzzedExpressions.typeOf(slot), 0);
      }
      method.visitInsn(Opcodes.POP);
    }

    private void storeText() {
      expressions.text(expressions.builder());
      expressions.identity();
      method.visitVarInsn(Opcodes.ASTORE, expressions.string());
    }

    private void storeChain() {
      expressions.chain(0);
      expressions.identity();
      method.visitVarInsn(Opcodes.ASTORE, expressions.string());
    }

    private void renew() {
      int slot = expressions.builder();
      expressions.newBuilder(slot, 0);
      method.visitVarInsn(Opcodes.ASTORE, slot);
    }

    private void callHelper() {
      method.visitVarInsn(Opcodes.ALOAD, FuzzedExpressions.BUILDERS[random.nextInt(2)]);
      method.visitVarInsn(Opcodes.ALOAD, expressions.string());
      method.visitMethodInsn(
          Opcodes.INVOKESTATIC,
          internalName,
          HELPER,
          "(Ljava/lang/StringBuilder;Ljava/lang/String;)V",
          false);
    }

    private void appendToItself() {
      int slot = expressions.builder();
      String type = FuzzedExpressions.typeOf(slot);
      method.visitVarInsn(Opcodes.ALOAD, slot);
      method.visitVarInsn(Opcodes.ALOAD, slot);
      expressions.appendOperand(type, MAX_DEPTH);
      FuzzedExpressions.call(method, type, "append", "Ljava/lang/CharSequence;");
      method.visitInsn(Opcodes.POP);
    }

    private void rare() {
      switch (random.nextInt(4)) {
        case 0 -> { // an alias, and with it often a merge
          method.visitVarInsn(Opcodes.ALOAD, FuzzedExpressions.BUILDERS[0]);
          method.visitVarInsn(Opcodes.ASTORE, FuzzedExpressions.BUILDERS[1]);
        }
        case 1 -> { // an escape
          method.visitVarInsn(Opcodes.ALOAD, expressions.builder());
          expressions.noteObject();
        }
        case 2 -> { // the end of a path
          Label on = new Label();
          expressions.condition(on);
          expressions.text(expressions.builder());
          method.visitInsn(Opcodes.ARETURN);
          method.visitLabel(on);
        }
        default -> {
          method.visitInsn(Opcodes.ACONST_NULL);
          method.visitVarInsn(Opcodes.ASTORE, expressions.string());
        }
      }
    }

    private void branch(int depth) {
      Label otherwise = new Label();
      Label end = new Label();
      expressions.condition(otherwise);
      block(1 + random.nextInt(3), depth + 1);
      method.visitJumpInsn(Opcodes.GOTO, end);
      method.visitLabel(otherwise);
      block(random.nextInt(3), depth + 1);
      method.visitLabel(end);
    }

    private void loop(int depth) {
      int counter = nextLocal++;
      method.visitInsn(Opcodes.ICONST_0);
      method.visitVarInsn(Opcodes.ISTORE, counter);
      Label start = new Label();
      Label end = new Label();
      method.visitLabel(start);
      method.visitVarInsn(Opcodes.ILOAD, counter);
      method.visitInsn(Opcodes.ICONST_2);
      method.visitJumpInsn(Opcodes.IF_ICMPGE, end);
      method.visitIincInsn(counter, 1);
      block(1 + random.nextInt(3), depth + 1);
      for (int slot : FuzzedExpressions.BUILDERS) {
        expressions.cutShort(slot);
      }
      method.visitJumpInsn(Opcodes.GOTO, start);
      method.visitLabel(end);
    }

    private void guarded(int depth) {
      Label start = new Label();
      Label end = new Label();
      Label handler = new Label();
      Label after = new Label();
      boolean rethrows = random.nextInt(3) == 0;
      String caught = rethrows ? null : "java/lang/RuntimeException";
      method.visitTryCatchBlock(start, end, handler, caught);
      method.visitLabel(start);
      block(1 + random.nextInt(3), depth + 1);
      method.visitLabel(end);
      method.visitJumpInsn(Opcodes.GOTO, after);
      method.visitLabel(handler);
      int exception = nextLocal++;
      method.visitVarInsn(Opcodes.ASTORE, exception);
      block(1 + random.nextInt(2), depth + 1);
      if (rethrows) {
        method.visitVarInsn(Opcodes.ALOAD, exception);
        method.visitInsn(Opcodes.ATHROW);
      }
      method.visitLabel(after);
    }
  }
}
