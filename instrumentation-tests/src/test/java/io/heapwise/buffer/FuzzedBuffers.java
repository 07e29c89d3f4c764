package io.heapwise.buffer;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * A class of random static methods {@code int m0(String, int)} full of scratch arrays: read,
 * written, copied, lent and passed to helpers, in loops, branches and handlers, with aliases and
 * merges. The seed decides everything.
 */
final class FuzzedBuffers {
  private static final int[] VERSIONS = {48, 52, 61};
  private static final int MAX_DEPTH = 3;
  private static final int MIN_LENGTH = 1100;

  private static final int TEXT = 0;
  private static final int VALUE = 1;
  private static final int SUM = 2;
  private static final int IN = 3;
  private static final int OUT = 4;
  private static final int FREE = 5;
  private static final String STREAMS = "io/heapwise/buffer/FuzzStreams";

  private final String internalName;
  private final Random random;
  private final int version;
  private final ClassWriter writer;

  FuzzedBuffers(String internalName, long seed) {
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
    new Body(method("touch", "([BI)I"), 1, 2).touch();
    new Body(method("pump", "(Ljava/io/InputStream;Ljava/io/OutputStream;[B)I"), 3, 4).pump();
    new Body(method("make", "()[B"), 0, 1).make();
    for (int i = 0; i < methods; i++) {
      new Body(method("m" + i, "(Ljava/lang/String;I)I"), SUM, FREE).generate();
    }
    writer.visitEnd();
    return writer.toByteArray();
  }

  private MethodVisitor method(String name, String descriptor) {
    return writer.visitMethod(
        Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, name, descriptor, null, null);
  }

  /** The code of one method. */
  private final class Body {
    private final MethodVisitor code;
    private final int sum;
    private final List<Integer> arrays = new ArrayList<>();
    private int nextLocal;

    Body(MethodVisitor code, int sum, int nextLocal) {
      this.code = code;
      this.sum = sum;
      this.nextLocal = nextLocal;
      code.visitCode();
    }

    private void end(int opcode) {
      code.visitInsn(opcode);
      code.visitMaxs(0, 0);
      code.visitEnd();
    }

    void touch() {
      code.visitVarInsn(Opcodes.ALOAD, 0);
      push(9);
      push(7);
      code.visitInsn(Opcodes.BASTORE);
      code.visitVarInsn(Opcodes.ALOAD, 0);
      call("java/util/Arrays", "hashCode", "([B)I");
      end(Opcodes.IRETURN);
    }

    void pump() {
      push(0);
      code.visitVarInsn(Opcodes.ISTORE, sum);
      arrays.add(2);
      readInto(2, 0, 1);
      mix();
      writeFrom(2, 1, 1);
      for (int i = 0; i < 4; i++) {
        load(2, i);
      }
      code.visitVarInsn(Opcodes.ILOAD, sum);
      end(Opcodes.IRETURN);
    }

    void make() {
      push(MIN_LENGTH);
      code.visitIntInsn(Opcodes.NEWARRAY, Opcodes.T_BYTE);
      end(Opcodes.ARETURN);
    }

    void generate() {
      code.visitVarInsn(Opcodes.ILOAD, VALUE);
      code.visitVarInsn(Opcodes.ISTORE, sum);
      stream(IN, "input", "(Ljava/lang/String;I)Ljava/io/InputStream;");
      stream(OUT, "output", "(I)Ljava/io/OutputStream;");
      for (int i = 1 + random.nextInt(3); i > 0; i--) {
        declare();
      }
      block(3 + random.nextInt(7), 0);
      for (int stream : new int[] {IN, OUT}) {
        code.visitVarInsn(Opcodes.ALOAD, stream);
        call(STREAMS, "seen", "(Ljava/lang/Object;)I");
        mix();
      }
      code.visitVarInsn(Opcodes.ILOAD, sum);
      end(Opcodes.IRETURN);
    }

    private void stream(int slot, String name, String descriptor) {
      if (slot == IN) {
        code.visitVarInsn(Opcodes.ALOAD, TEXT);
      }
      code.visitVarInsn(Opcodes.ILOAD, VALUE);
      push(random.nextInt(100));
      code.visitInsn(Opcodes.IADD);
      call(STREAMS, name, descriptor);
      code.visitVarInsn(Opcodes.ASTORE, slot);
    }

    private int declare() {
      int slot = nextLocal++;
      allocate();
      code.visitVarInsn(Opcodes.ASTORE, slot);
      arrays.add(slot);
      return slot;
    }

    private void allocate() {
      int kind = random.nextInt(4);
      if (kind == 0) {
        call(internalName, "make", "()[B");
        return;
      }
      if (kind == 1) {
        code.visitVarInsn(Opcodes.ILOAD, VALUE);
        push(31);
        code.visitInsn(Opcodes.IAND);
        push(MIN_LENGTH);
        code.visitInsn(Opcodes.IADD);
      } else {
        push(MIN_LENGTH + random.nextInt(3));
      }
      code.visitIntInsn(Opcodes.NEWARRAY, Opcodes.T_BYTE);
    }

    private void block(int statements, int depth) {
      for (int i = 0; i < statements; i++) {
        statement(depth);
      }
    }

    private int array() {
      // The youngest is used most: it is the one whose scope ends first.
      return arrays.get(random.nextBoolean() ? arrays.size() - 1 : random.nextInt(arrays.size()));
    }

    private void statement(int depth) {
      switch (random.nextInt(depth < MAX_DEPTH ? 30 : 21)) {
        case 0, 1 -> store(array(), random.nextInt(MIN_LENGTH));
        case 2, 3, 4 -> load(array(), random.nextInt(MIN_LENGTH));
        case 5, 6 -> hash(array());
        case 7 -> fill(array());
        case 8 -> copy(array(), array());
        case 9 -> decode(array());
        case 10, 11 -> {
          readInto(array(), IN, random.nextInt(40));
          mix();
        }
        case 12, 13 -> writeFrom(array(), OUT, random.nextInt(40));
        case 14 -> callTouch(array());
        case 15 -> callPump(array());
        case 16 -> length(array());
        case 17 -> readWithin(array());
        case 18 -> rarely(depth);
        case 19 -> isNull(array());
        case 20 -> leave();
        case 21, 22, 23, 24 -> scope(depth);
        case 25, 26 -> branch(depth);
        case 27, 28 -> loop(depth);
        default -> handler(depth);
      }
    }

    private void store(int array, int index) {
      code.visitVarInsn(Opcodes.ALOAD, array);
      push(index);
      code.visitVarInsn(Opcodes.ILOAD, sum);
      code.visitInsn(Opcodes.I2B);
      code.visitInsn(Opcodes.BASTORE);
    }

    private void load(int array, int index) {
      code.visitVarInsn(Opcodes.ALOAD, array);
      push(index);
      code.visitInsn(Opcodes.BALOAD);
      mix();
    }

    /** ..., int -> ... */
    private void mix() {
      code.visitVarInsn(Opcodes.ILOAD, sum);
      push(31);
      code.visitInsn(Opcodes.IMUL);
      code.visitInsn(Opcodes.IADD);
      code.visitVarInsn(Opcodes.ISTORE, sum);
    }

    private void hash(int array) {
      code.visitVarInsn(Opcodes.ALOAD, array);
      call("java/util/Arrays", "hashCode", "([B)I");
      mix();
    }

    private void fill(int array) {
      code.visitVarInsn(Opcodes.ALOAD, array);
      push(random.nextInt(100) + 1);
      call("java/util/Arrays", "fill", "([BB)V");
    }

    private void copy(int from, int to) {
      code.visitVarInsn(Opcodes.ALOAD, from);
      push(random.nextInt(100));
      code.visitVarInsn(Opcodes.ALOAD, to);
      push(random.nextInt(100));
      push(random.nextInt(900));
      call("java/lang/System", "arraycopy", "(Ljava/lang/Object;ILjava/lang/Object;II)V");
    }

    private void decode(int array) {
      code.visitTypeInsn(Opcodes.NEW, "java/lang/String");
      code.visitInsn(Opcodes.DUP);
      code.visitVarInsn(Opcodes.ALOAD, array);
      push(random.nextInt(100));
      push(random.nextInt(1000));
      code.visitFieldInsn(
          Opcodes.GETSTATIC,
          "java/nio/charset/StandardCharsets",
          "ISO_8859_1",
          "Ljava/nio/charset/Charset;");
      code.visitMethodInsn(
          Opcodes.INVOKESPECIAL,
          "java/lang/String",
          "<init>",
          "([BIILjava/nio/charset/Charset;)V",
          false);
      code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "java/lang/String", "hashCode", "()I", false);
      mix();
    }

    /** ... -> ..., int */
    private void readInto(int array, int in, int offset) {
      code.visitVarInsn(Opcodes.ALOAD, in);
      code.visitVarInsn(Opcodes.ALOAD, array);
      boolean all = offset % 3 == 0;
      if (!all) {
        push(offset);
        push(20);
      }
      code.visitMethodInsn(
          Opcodes.INVOKEVIRTUAL, "java/io/InputStream", "read", all ? "([B)I" : "([BII)I", false);
    }

    private void writeFrom(int array, int out, int offset) {
      code.visitVarInsn(Opcodes.ALOAD, out);
      code.visitVarInsn(Opcodes.ALOAD, array);
      push(offset);
      push(random.nextInt(800));
      write();
    }

    private void write() {
      code.visitMethodInsn(
          Opcodes.INVOKEVIRTUAL, "java/io/OutputStream", "write", "([BII)V", false);
    }

    private void readWithin(int array) {
      code.visitVarInsn(Opcodes.ALOAD, OUT);
      code.visitVarInsn(Opcodes.ALOAD, array);
      push(1);
      readInto(array, IN, 0);
      push(3);
      code.visitInsn(Opcodes.IAND);
      write();
    }

    private void callTouch(int array) {
      code.visitVarInsn(Opcodes.ALOAD, array);
      code.visitVarInsn(Opcodes.ILOAD, sum);
      call(internalName, "touch", "([BI)I");
      mix();
    }

    private void callPump(int array) {
      code.visitVarInsn(Opcodes.ALOAD, IN);
      code.visitVarInsn(Opcodes.ALOAD, OUT);
      code.visitVarInsn(Opcodes.ALOAD, array);
      call(internalName, "pump", "(Ljava/io/InputStream;Ljava/io/OutputStream;[B)I");
      mix();
    }

    private void length(int array) {
      code.visitVarInsn(Opcodes.ALOAD, array);
      code.visitInsn(Opcodes.ARRAYLENGTH);
      mix();
    }

    private void isNull(int array) {
      Label end = new Label();
      code.visitVarInsn(Opcodes.ALOAD, array);
      code.visitJumpInsn(Opcodes.IFNULL, end);
      load(array, 3);
      code.visitLabel(end);
    }

    /** What makes arrays merge. */
    private void rarely(int depth) {
      int slot = array();
      if (random.nextInt(3) > 0 || depth == 0) {
        return;
      }
      if (random.nextBoolean()) {
        allocate();
      } else {
        code.visitVarInsn(Opcodes.ALOAD, array());
      }
      code.visitVarInsn(Opcodes.ASTORE, slot);
    }

    private void leave() {
      Label stay = new Label();
      code.visitVarInsn(Opcodes.ILOAD, sum);
      push(15);
      code.visitInsn(Opcodes.IAND);
      code.visitJumpInsn(Opcodes.IFNE, stay);
      code.visitVarInsn(Opcodes.ILOAD, sum);
      code.visitInsn(Opcodes.IRETURN);
      code.visitLabel(stay);
    }

    private void scope(int depth) {
      declare();
      block(1 + random.nextInt(5), depth + 1);
      arrays.remove(arrays.size() - 1);
    }

    private void branch(int depth) {
      Label otherwise = new Label();
      Label end = new Label();
      code.visitVarInsn(Opcodes.ILOAD, sum);
      push(1 << random.nextInt(3));
      code.visitInsn(Opcodes.IAND);
      code.visitJumpInsn(Opcodes.IFEQ, otherwise);
      block(1 + random.nextInt(3), depth + 1);
      code.visitJumpInsn(Opcodes.GOTO, end);
      code.visitLabel(otherwise);
      block(random.nextInt(3), depth + 1);
      code.visitLabel(end);
    }

    private void loop(int depth) {
      int counter = nextLocal++;
      Label head = new Label();
      Label end = new Label();
      push(1 + random.nextInt(3));
      code.visitVarInsn(Opcodes.ISTORE, counter);
      code.visitLabel(head);
      code.visitVarInsn(Opcodes.ILOAD, counter);
      code.visitJumpInsn(Opcodes.IFLE, end);
      block(1 + random.nextInt(4), depth + 1);
      code.visitIincInsn(counter, -1);
      code.visitJumpInsn(Opcodes.GOTO, head);
      code.visitLabel(end);
    }

    private void handler(int depth) {
      Label start = new Label();
      Label end = new Label();
      Label handler = new Label();
      Label after = new Label();
      code.visitTryCatchBlock(start, end, handler, "java/io/IOException");
      code.visitLabel(start);
      code.visitIincInsn(sum, 1);
      block(1 + random.nextInt(4), depth + 1);
      code.visitLabel(end);
      code.visitJumpInsn(Opcodes.GOTO, after);
      code.visitLabel(handler);
      code.visitInsn(Opcodes.POP);
      block(random.nextInt(3), MAX_DEPTH);
      code.visitIincInsn(sum, 5);
      code.visitLabel(after);
    }

    private void push(int value) {
      if (value >= -1 && value <= 5) {
        code.visitInsn(Opcodes.ICONST_0 + value);
      } else {
        code.visitIntInsn(Opcodes.SIPUSH, value);
      }
    }

    private void call(String owner, String name, String descriptor) {
      code.visitMethodInsn(Opcodes.INVOKESTATIC, owner, name, descriptor, false);
    }
  }
}
