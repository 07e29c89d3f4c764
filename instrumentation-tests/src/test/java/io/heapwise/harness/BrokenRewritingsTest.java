package io.heapwise.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heapwise.chars.CharsTarget;
import io.heapwise.streams.TextWriteTarget;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** The harness itself: each of its checks catches a rewriting that is wrong on purpose. */
class BrokenRewritingsTest {
  private static final String SB = "Ljava/lang/StringBuilder;";
  private static final String APPEND = "(Ljava/lang/Object;)" + SB;
  private static final String WRONG_APPEND = "(" + SB + "Ljava/lang/Object;)" + SB;
  private static final String TO_STRING = "()Ljava/lang/String;";
  private static final String WRONG_TO_STRING = "(" + SB + ")Ljava/lang/String;";

  @Test
  void passesARewritingThatChangesNothing() {
    for (String method : new String[] {"joinsObjectAndNote", "copies", "prints"}) {
      differential(classFile -> classFile).compare(BrokenTarget.class.getName(), method);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "appendSwallowing, value or exception",
    "appendWithOtherMessage, value or exception",
    "appendWithOtherCause, value or exception",
    "appendWithoutAsking, side effects",
    "appendAskingTwice, side effects",
  })
  void catchesAWrongAppend(String replacement, String check) {
    caughtBy(check, new CallReplacement("append", APPEND, replacement, WRONG_APPEND));
  }

  @Test
  void catchesLateStringification() {
    Rewriting append = new CallReplacement("append", APPEND, "appendLater", WRONG_APPEND);
    Rewriting end =
        new CallReplacement("toString", TO_STRING, "toStringWithPending", WRONG_TO_STRING);
    caughtBy("side effects", classFile -> end.rewrite(append.rewrite(classFile)));
  }

  @Test
  void catchesABuilderThatIsNotEmptied() {
    String wrong = "(" + SB + ")" + SB;
    caughtBy("value or exception", new CallReplacement("<init>", "()V", "notEmptied", wrong));
  }

  @Test
  void catchesAnInternedResult() {
    caughtBy("identities", new CallReplacement("toString", TO_STRING, "interned", WRONG_TO_STRING));
  }

  @Test
  void catchesANewTextInPlaceOfTheEmptyConstant() {
    Rewriting wrong = new CallReplacement("toString", TO_STRING, "alwaysNew", WRONG_TO_STRING);
    caughtBy("identities", "copies", wrong);
  }

  @Test
  void catchesLostOutput() {
    caughtBy(
        "standard output",
        "prints",
        new CallReplacement("println", "(Ljava/lang/String;)V", null, null));
  }

  @Test
  void catchesAChangedArgument() {
    Rewriting wrong = new CallReplacement("size", "()I", "sizeChanging", "(Ljava/util/List;)I");
    AssertionError caught = assertThrows(AssertionError.class, () -> run(wrong, "prints"));
    // The second call of the same input sees the change as well, as another size.
    assertTrue(caught.getMessage().contains("value or exception"), caught::getMessage);
    assertThrows(AssertionError.class, () -> compareArgumentsOnly(wrong));
  }

  private static void compareArgumentsOnly(Rewriting wrong) {
    Differential differential = differential(wrong);
    String name = BrokenTarget.class.getName();
    Class<?>[] types = {java.util.List.class};
    Observation expected =
        Observation.of(
            Differential.method(differential.originalClass(name), "prints"),
            Inputs.arguments(types, 3));
    Observation actual =
        Observation.of(
            Differential.method(differential.rewrittenClass(name), "prints"),
            Inputs.arguments(types, 3));
    assertEquals(expected.arguments(), actual.arguments());
  }

  @Test
  void catchesLostLineNumbers() {
    caughtBy(
        "value or exception", "fails", classFile -> copy(classFile, ClassReader.SKIP_DEBUG, false));
  }

  @Test
  void catchesARewritingThatDoesNothing() throws ReflectiveOperationException {
    TargetTests tests = new TargetTests(BrokenTarget.class, classFile -> classFile);
    assertThrows(
        AssertionError.class,
        () -> tests.checkFired(BrokenTarget.class.getMethod("joinsObjectAndNote", Object.class)));
    TargetTests agent = new TargetTests(BrokenTarget.class, Rewriting.AGENT);
    agent.checkFired(BrokenTarget.class.getMethod("joinsObjectAndNote", Object.class));
  }

  @Test
  void catchesInvalidBytecode() {
    TargetTests tests = new TargetTests(BrokenTarget.class, BrokenRewritingsTest::withLostOperand);
    assertThrows(AssertionError.class, tests::checkValid);
    assertThrows(VerifyError.class, () -> run(BrokenRewritingsTest::withLostOperand, "copies"));
  }

  @Test
  void catchesARewritingOfTheRewritten() {
    TargetTests tests =
        new TargetTests(
            BrokenTarget.class,
            new CallReplacement("<init>", "()V", "notEmptied", "(" + SB + ")" + SB));
    assertThrows(AssertionError.class, tests::checkTwiceIsOnce);
  }

  @Test
  void catchesAnAddedMember() {
    TargetTests tests = new TargetTests(BrokenTarget.class, c -> copy(c, 0, true));
    assertThrows(AssertionError.class, tests::checkMembers);
  }

  @Test
  void catchesAWrongPoolWithRandomMethods() {
    // Behind the real pipeline: claimed builders still hold what the last borrower left.
    Rewriting wrong =
        new CallReplacement("claimBuilder", "(I)" + SB, "claimNotEmptied", "(I)" + SB);
    BuilderFuzzer fuzzer =
        new BuilderFuzzer(classFile -> wrong.rewrite(Rewriting.AGENT.rewrite(classFile)));
    AssertionError caught = assertThrows(AssertionError.class, () -> fuzzer.run(1, 200));
    assertTrue(caught.getMessage().startsWith("seed "), caught::getMessage);
  }

  @ParameterizedTest
  @CsvSource({"charAtOfAText", "charAtOneBeyond"})
  void catchesATextThatIsReadUnlikeAnArray(String replacement) {
    String descriptor = "(Ljava/lang/String;[CI)C";
    Rewriting wrong = new CallReplacement("charAt", descriptor, replacement, descriptor);
    Differential differential =
        new Differential(
            ClassFiles.of(CharsTarget.class),
            classFile -> wrong.rewrite(Rewriting.AGENT.rewrite(classFile)));
    String target = CharsTarget.class.getName();
    AssertionError caught =
        assertThrows(AssertionError.class, () -> differential.compare(target, "readsOneAnywhere"));
    assertTrue(caught.getMessage().contains(": value or exception ==>"), caught::getMessage);
  }

  @ParameterizedTest
  @CsvSource({"writeTextAndMore, value or exception", "writeTextTwice, value or exception"})
  void catchesATextThatIsWrittenWrongly(String replacement, String check) {
    String descriptor = "(Ljava/lang/Object;Ljava/lang/String;I)Z";
    Rewriting wrong = new CallReplacement("writeText", descriptor, replacement, descriptor);
    Differential differential =
        new Differential(
            ClassFiles.of(TextWriteTarget.class),
            classFile -> wrong.rewrite(Rewriting.AGENT.rewrite(classFile)));
    String target = TextWriteTarget.class.getName();
    AssertionError caught =
        assertThrows(AssertionError.class, () -> differential.compare(target, "writesWhatIsLong"));
    assertTrue(caught.getMessage().contains(": " + check + " ==>"), caught::getMessage);
  }

  private static void caughtBy(String check, Rewriting wrong) {
    caughtBy(check, "joinsObjectAndNote", wrong);
  }

  private static void caughtBy(String check, String method, Rewriting wrong) {
    AssertionError caught = assertThrows(AssertionError.class, () -> run(wrong, method));
    assertTrue(caught.getMessage().contains(": " + check + " ==>"), caught::getMessage);
  }

  private static void run(Rewriting wrong, String method) {
    differential(wrong).compare(BrokenTarget.class.getName(), method);
  }

  private static Differential differential(Rewriting wrong) {
    Map<String, byte[]> target = ClassFiles.of(BrokenTarget.class);
    return new Differential(target, wrong);
  }

  private static byte[] withLostOperand(byte[] classFile) {
    ClassReader reader = new ClassReader(classFile);
    ClassWriter writer = new ClassWriter(reader, 0);
    reader.accept(
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String desc, String signature, String[] thrown) {
            return new MethodVisitor(
                Opcodes.ASM9, super.visitMethod(access, name, desc, signature, thrown)) {
              @Override
              public void visitInsn(int opcode) {
                super.visitInsn(opcode == Opcodes.DUP ? Opcodes.NOP : opcode);
              }
            };
          }
        },
        0);
    return writer.toByteArray();
  }

  private static byte[] copy(byte[] classFile, int flags, boolean withMember) {
    ClassWriter writer = new ClassWriter(0);
    new ClassReader(classFile).accept(writer, flags);
    if (withMember) {
      writer
          .visitField(Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC, "added", "I", null, null)
          .visitEnd();
    }
    return writer.toByteArray();
  }
}
