package io.heapwise.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heapwise.rewrite.Outcome;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Class files of all ages, and shapes of code that javac does not emit. */
class ClassShapesTest {
  private static final int JAVA_1_1 = 3 << 16 | 45;
  private static final String TEXT_AND_OBJECT =
      "(Ljava/lang/String;Ljava/lang/Object;)Ljava/lang/String;";
  private static final String STRING = "Ljava/lang/String;";
  private static final String OBJECT = "Ljava/lang/Object;";

  @ParameterizedTest
  @ValueSource(ints = {JAVA_1_1, 46, 47, 48, 49, 50, 51, 52, 53, 55, 61})
  void joinsFewObjects_inEveryVersion(int version) {
    check(
        version,
        TEXT_AND_OBJECT,
        ClassShapesTest::joinTextAndObject,
        "append-2 concatenating+1 join+1 new-1 toString-1");
  }

  private static void joinTextAndObject(MethodVisitor method) {
    ClassShapes.newBuilder(method);
    method.visitVarInsn(Opcodes.ALOAD, 0);
    ClassShapes.append(method, STRING);
    method.visitVarInsn(Opcodes.ALOAD, 1);
    ClassShapes.append(method, OBJECT);
    ClassShapes.returnText(method);
  }

  @ParameterizedTest
  @CsvSource({
    "49, claimBuilder+1 new-1 releaseBuilder+1 toString-1",
    "50, claimBuilder+1 new-1 releaseBuilder+1 toString-1",
    "51, append-2 concatenating+1 indy+1 new-1 toString-1",
  })
  void concatenatesDynamically_sinceVersion51(int version, String changes) {
    check(
        version,
        "(Ljava/lang/Object;D)" + STRING,
        method -> {
          ClassShapes.newBuilder(method);
          method.visitVarInsn(Opcodes.ALOAD, 0);
          ClassShapes.append(method, OBJECT);
          method.visitVarInsn(Opcodes.DLOAD, 1);
          ClassShapes.append(method, "D");
          ClassShapes.returnText(method);
        },
        changes);
  }

  @Test
  void claimsItsBuilder_beyond200Operands() {
    check(
        52,
        "(J)" + STRING,
        method -> {
          ClassShapes.newBuilder(method);
          for (int i = 0; i < 101; i++) {
            method.visitVarInsn(Opcodes.LLOAD, 0);
            ClassShapes.append(method, "J");
          }
          ClassShapes.returnText(method);
        },
        "claimBuilder+1 new-1 releaseBuilder+1 toString-1");
  }

  @Test
  void concatenates200Operands() {
    check(
        52,
        "(J)" + STRING,
        method -> {
          ClassShapes.newBuilder(method);
          for (int i = 0; i < 100; i++) {
            method.visitVarInsn(Opcodes.LLOAD, 0);
            ClassShapes.append(method, "J");
          }
          ClassShapes.returnText(method);
        },
        "append-100 concatenating+1 indy+1 new-1 toString-1");
  }

  @Test
  void claimsItsBuilder_whenAHandlerBeginsInTheChain() {
    check(
        52,
        TEXT_AND_OBJECT,
        method -> {
          Label start = new Label();
          Label end = new Label();
          Label handler = new Label();
          method.visitTryCatchBlock(start, end, handler, "java/lang/IllegalStateException");
          ClassShapes.newBuilder(method);
          method.visitVarInsn(Opcodes.ALOAD, 0);
          ClassShapes.append(method, STRING);
          method.visitLabel(start);
          method.visitVarInsn(Opcodes.ALOAD, 1);
          ClassShapes.append(method, OBJECT);
          method.visitLabel(end);
          ClassShapes.returnText(method);
          method.visitLabel(handler);
          method.visitInsn(Opcodes.POP);
          method.visitLdcInsn("caught");
          method.visitInsn(Opcodes.ARETURN);
        },
        "claimBuilder+1 new-1 releaseBuilder+1 toString-1");
  }

  @Test
  void leavesUnchanged_whenABranchStandsInTheConstructor() {
    check(
        52,
        "(Ljava/lang/String;I)" + STRING,
        method -> {
          method.visitTypeInsn(Opcodes.NEW, ClassShapes.BUILDER);
          method.visitInsn(Opcodes.DUP);
          Label zero = new Label();
          Label end = new Label();
          method.visitVarInsn(Opcodes.ILOAD, 1);
          method.visitJumpInsn(Opcodes.IFEQ, zero);
          method.visitVarInsn(Opcodes.ALOAD, 0);
          method.visitJumpInsn(Opcodes.GOTO, end);
          method.visitLabel(zero);
          method.visitLdcInsn("zero");
          method.visitLabel(end);
          String descriptor = "(" + STRING + ")V";
          method.visitMethodInsn(
              Opcodes.INVOKESPECIAL, ClassShapes.BUILDER, "<init>", descriptor, false);
          ClassShapes.returnText(method);
        },
        "");
  }

  @Test
  void leavesSubroutinesAlone() {
    byte[] classFile =
        ClassShapes.of(
            48,
            TEXT_AND_OBJECT,
            method -> {
              Label subroutine = new Label();
              method.visitJumpInsn(Opcodes.JSR, subroutine);
              joinTextAndObject(method);
              method.visitLabel(subroutine);
              method.visitVarInsn(Opcodes.ASTORE, 2);
              method.visitVarInsn(Opcodes.RET, 2);
            });
    Outcome outcome = Rewriting.outcomeOf(classFile);
    assertEquals(Outcome.Status.UNCHANGED, outcome.status());
    assertTrue(outcome.sites().get(0).refusal().contains("subroutine"));
  }

  @Test
  void leavesTheFutureAlone() {
    byte[] classFile = ClassShapes.of(61, TEXT_AND_OBJECT, ClassShapesTest::joinTextAndObject);
    classFile[7] = (byte) 200;
    Outcome outcome = Rewriting.outcomeOf(classFile);
    assertEquals(Outcome.Status.LEFT_ALONE, outcome.status());
    assertTrue(outcome.reason().contains("version 200 is newer"), outcome::reason);
    assertNull(outcome.classFile());
  }

  @Test
  void leavesWhatIsOlderThanJava1Dot1Alone() {
    byte[] classFile = ClassShapes.of(JAVA_1_1, TEXT_AND_OBJECT, m -> joinTextAndObject(m));
    classFile[5] = 2;
    assertEquals(Outcome.Status.LEFT_ALONE, Rewriting.outcomeOf(classFile).status());
  }

  @Test
  void leavesAClassAlone_whenItsConstantPoolIsFull() {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    for (int i = 0; i < 65_500; i++) {
      writer.newConst(i);
    }
    writer.visit(52, Opcodes.ACC_PUBLIC, "shapes/Full", null, "java/lang/Object", null);
    MethodVisitor method =
        writer.visitMethod(Opcodes.ACC_STATIC, "run", TEXT_AND_OBJECT, null, null);
    method.visitCode();
    joinTextAndObject(method);
    method.visitMaxs(0, 0);
    method.visitEnd();
    writer.visitEnd();
    Outcome outcome = Rewriting.outcomeOf(writer.toByteArray());
    assertNull(outcome.classFile());
    assertTrue(outcome.reason().contains("the constant pool is full"), outcome::reason);
  }

  @Test
  void survivesCorruptClassFiles() {
    byte[] classFile = ClassFiles.bytesOf(io.heapwise.builder.BuilderTarget.class);
    assertNotEquals(Outcome.Status.CHANGED, Rewriting.outcomeOf(new byte[0]).status());
    for (int length = 0; length < classFile.length; length += 97) {
      Outcome cut = Rewriting.outcomeOf(Arrays.copyOf(classFile, length));
      assertNotEquals(Outcome.Status.CHANGED, cut.status(), "cut at " + length);
    }
    Random random = new Random(5);
    for (int i = 0; i < 3000; i++) {
      byte[] broken = classFile.clone();
      broken[8 + random.nextInt(broken.length - 8)] = (byte) random.nextInt();
      Rewriting.outcomeOf(broken); // must return, whatever it says
    }
  }

  /** Runs original and rewritten, and compares the number of instructions changed. */
  private static void check(
      int version, String descriptor, Consumer<MethodVisitor> code, String changes) {
    byte[] classFile = ClassShapes.of(version, descriptor, code);
    Differential differential =
        new Differential(Map.of(ClassShapes.NAME, classFile), Rewriting.AGENT);
    byte[] rewritten = differential.rewritten(ClassShapes.NAME);
    assertEquals(changes, TargetTests.changes(classFile, rewritten, "run"));
    ClassFiles.assertValid(rewritten);
    differential.compare(ClassShapes.NAME, "run");
  }
}
