package io.heapwise.harness;

import java.util.Random;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Emits the expressions of a {@link FuzzedClass}. Parameters: a text, a number, any object. */
final class FuzzedExpressions {
  static final String BUILDER = "java/lang/StringBuilder";
  static final String BUFFER = "java/lang/StringBuffer";

  /** Locals with a builder, builder and buffer. */
  static final int[] BUILDERS = {3, 4, 5};

  /** Locals with a text. */
  static final int[] STRINGS = {6, 7};

  /** The first local that statements may use as they like. */
  static final int FREE = 8;

  private static final String STRING = "Ljava/lang/String;";
  private static final String OBJECT = "Ljava/lang/Object;";
  private static final String[] CONSTANTS = {"", "a", "long text ", "\u20ac", "\1", "end"};
  private static final int MAX_DEPTH = 2;
  private static final int MAX_LENGTH = 1000;

  private final MethodVisitor method;
  private final Random random;

  FuzzedExpressions(MethodVisitor method, Random random) {
    this.method = method;
    this.random = random;
  }

  static String typeOf(int builder) {
    return builder == BUILDERS[2] ? BUFFER : BUILDER;
  }

  int builder() {
    return BUILDERS[random.nextInt(BUILDERS.length)];
  }

  int string() {
    return STRINGS[random.nextInt(STRINGS.length)];
  }

  /** A call of a builder that returns it. */
  static void call(MethodVisitor method, String type, String name, String parameters) {
    method.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL, type, name, "(" + parameters + ")L" + type + ";", false);
  }

  void text(int builder) {
    method.visitVarInsn(Opcodes.ALOAD, builder);
    toText(typeOf(builder));
  }

  private void toText(String type) {
    method.visitMethodInsn(Opcodes.INVOKEVIRTUAL, type, "toString", "()" + STRING, false);
  }

  /** Leaves a new builder for a local on the stack. */
  void newBuilder(int slot, int depth) {
    newBuilder(typeOf(slot), depth);
  }

  private void newBuilder(String type, int depth) {
    method.visitTypeInsn(Opcodes.NEW, type);
    method.visitInsn(Opcodes.DUP);
    String parameter = "";
    switch (random.nextInt(6)) {
      case 0 -> {
        method.visitIntInsn(Opcodes.SIPUSH, random.nextInt(300));
        parameter = "I";
      }
      case 1 -> {
        method.visitLdcInsn(CONSTANTS[random.nextInt(CONSTANTS.length)]);
        parameter = STRING;
      }
      case 2 -> {
        if (depth < MAX_DEPTH) {
          stringOperand(depth + 1);
        } else {
          method.visitLdcInsn("");
        }
        parameter = STRING;
      }
      default -> {}
    }
    method.visitMethodInsn(Opcodes.INVOKESPECIAL, type, "<init>", "(" + parameter + ")V", false);
  }

  /** Leaves the text of a concatenation on the stack. */
  void chain(int depth) {
    String type = random.nextInt(5) == 0 ? BUFFER : BUILDER;
    newBuilder(type, depth);
    for (int i = random.nextInt(5); i >= 0; i--) {
      appendOperand(type, depth + 1);
    }
    toText(type);
  }

  /** ..., builder -> ..., builder. */
  void appendOperand(String type, int depth) {
    call(method, type, "append", operand(depth));
  }

  private String operand(int depth) {
    switch (random.nextInt(13)) {
      case 0 -> method.visitVarInsn(Opcodes.ILOAD, 1);
      case 1 -> {
        method.visitIntInsn(Opcodes.BIPUSH, random.nextInt(100));
        return random.nextBoolean() ? "C" : "I";
      }
      case 2 -> {
        method.visitVarInsn(Opcodes.ILOAD, 1);
        method.visitInsn(Opcodes.I2L);
        return "J";
      }
      case 3 -> {
        method.visitLdcInsn(random.nextGaussian());
        return "D";
      }
      case 4 -> {
        method.visitInsn(random.nextBoolean() ? Opcodes.ICONST_1 : Opcodes.ICONST_0);
        return "Z";
      }
      case 5, 6 -> {
        method.visitVarInsn(Opcodes.ALOAD, 2);
        return OBJECT;
      }
      case 7 -> {
        method.visitVarInsn(Opcodes.ALOAD, builder());
        return random.nextBoolean() ? OBJECT : "Ljava/lang/CharSequence;";
      }
      case 8 -> {
        method.visitVarInsn(Opcodes.ALOAD, string());
        method.visitMethodInsn(
            Opcodes.INVOKEVIRTUAL, "java/lang/String", "toCharArray", "()[C", false);
        return "[C";
      }
      default -> {
        stringOperand(depth);
        return STRING;
      }
    }
    return "I";
  }

  private void stringOperand(int depth) {
    switch (random.nextInt(depth < MAX_DEPTH ? 7 : 3)) {
      case 0 -> method.visitLdcInsn(CONSTANTS[random.nextInt(CONSTANTS.length)]);
      case 1 -> method.visitVarInsn(Opcodes.ALOAD, string());
      case 2 -> method.visitVarInsn(Opcodes.ALOAD, 0);
      case 3 -> text(builder());
      case 4 -> choice(depth + 1);
      case 5 -> format();
      default -> chain(depth + 1);
    }
  }

  private void choice(int depth) {
    Label otherwise = new Label();
    Label end = new Label();
    condition(otherwise);
    stringOperand(depth);
    method.visitJumpInsn(Opcodes.GOTO, end);
    method.visitLabel(otherwise);
    stringOperand(depth);
    method.visitLabel(end);
  }

  /** Goes on for some numbers and jumps for the others. */
  void condition(Label otherwise) {
    method.visitVarInsn(Opcodes.ILOAD, 1);
    method.visitIntInsn(Opcodes.SIPUSH, 1 << random.nextInt(8));
    method.visitInsn(Opcodes.IAND);
    method.visitJumpInsn(random.nextBoolean() ? Opcodes.IFEQ : Opcodes.IFNE, otherwise);
  }

  private void format() {
    int arguments = 1 + random.nextInt(3);
    method.visitLdcInsn("%s ".repeat(arguments).trim());
    method.visitIntInsn(Opcodes.BIPUSH, arguments);
    method.visitTypeInsn(Opcodes.ANEWARRAY, "java/lang/Object");
    for (int i = 0; i < arguments; i++) {
      method.visitInsn(Opcodes.DUP);
      method.visitIntInsn(Opcodes.BIPUSH, i);
      method.visitVarInsn(Opcodes.ALOAD, random.nextBoolean() ? 2 : builder());
      method.visitInsn(Opcodes.AASTORE);
    }
    method.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        "java/lang/String",
        "format",
        "(" + STRING + "[" + OBJECT + ")" + STRING,
        false);
  }

  /** Changes what a builder holds. Some of it throws where that is nothing. */
  void change(int slot) {
    String type = typeOf(slot);
    method.visitVarInsn(Opcodes.ALOAD, slot);
    switch (random.nextInt(5)) {
      case 0 -> call(method, type, "reverse", "");
      case 1 -> {
        method.visitInsn(Opcodes.ICONST_0);
        call(method, type, "deleteCharAt", "I");
      }
      case 2 -> {
        method.visitInsn(Opcodes.ICONST_0);
        method.visitVarInsn(Opcodes.ALOAD, string());
        call(method, type, "insert", "I" + STRING);
      }
      case 3 -> {
        method.visitInsn(Opcodes.DUP);
        method.visitInsn(Opcodes.ICONST_2);
        method.visitIntInsn(Opcodes.BIPUSH, '\u00df' - 256);
        method.visitInsn(Opcodes.I2C);
        method.visitMethodInsn(Opcodes.INVOKEVIRTUAL, type, "setCharAt", "(IC)V", false);
      }
      default -> {
        method.visitInsn(Opcodes.DUP);
        method.visitInsn(Opcodes.ICONST_0);
        method.visitMethodInsn(Opcodes.INVOKEVIRTUAL, type, "setLength", "(I)V", false);
      }
    }
    method.visitInsn(Opcodes.POP);
  }

  /** Keeps builders that are appended to each other in loops from filling the heap. */
  void cutShort(int slot) {
    Label on = new Label();
    method.visitVarInsn(Opcodes.ALOAD, slot);
    method.visitMethodInsn(Opcodes.INVOKEVIRTUAL, typeOf(slot), "length", "()I", false);
    method.visitIntInsn(Opcodes.SIPUSH, MAX_LENGTH);
    method.visitJumpInsn(Opcodes.IF_ICMPLT, on);
    method.visitVarInsn(Opcodes.ALOAD, slot);
    method.visitIntInsn(Opcodes.SIPUSH, MAX_LENGTH);
    method.visitMethodInsn(Opcodes.INVOKEVIRTUAL, typeOf(slot), "setLength", "(I)V", false);
    method.visitLabel(on);
  }

  void note() {
    method.visitVarInsn(Opcodes.ALOAD, string());
    noteObject();
  }

  /** ..., object -> ... */
  void noteObject() {
    method.visitMethodInsn(
        Opcodes.INVOKESTATIC, "io/heapwise/harness/Recorder", "note", "(" + OBJECT + ")V", false);
  }

  /** ..., text -> ..., text. */
  void identity() {
    method.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        "io/heapwise/harness/Recorder",
        "noteIdentity",
        "(" + STRING + ")" + STRING,
        false);
  }
}
