package io.heapwise.values;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heapwise.harness.CallReplacement;
import io.heapwise.harness.ClassFiles;
import io.heapwise.harness.Differential;
import io.heapwise.harness.Rewriting;
import io.heapwise.harness.TargetTests;
import io.heapwise.rewrite.Outcome;
import io.heapwise.runtime.trust.KnownConstants;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Of {@code values} and {@code constants}, which differ in where the call is. */
class ValuesRewriteTest {
  private static final String FAILS = "failsAsBefore_whenTheEnumCannotBeInitialised";
  private static final String OBJECTS = "[Ljava/lang/Object;";

  @BeforeAll
  static void judgesByBytecode() {
    Rewriting.AGENT.rewrite(ClassFiles.bytesOf(ValuesTarget.class));
    Rewriting.judgeByBytecode();
  }

  @TestFactory
  Stream<DynamicTest> rewritesInOtherClasses() {
    KnownConstants.await(TimeUnit.class);
    return TargetTests.of(ValuesTarget.class, "constants");
  }

  @TestFactory
  Stream<DynamicTest> rewritesInTheEnumItself() {
    return TargetTests.of(OwnValuesTarget.class, "values");
  }

  @TestFactory
  Stream<DynamicTest> refuses() {
    return TargetTests.of(ValuesRefusedTarget.class, "constants");
  }

  @Test
  void leavesClassUnchanged_whenEachSiteIsRefused() {
    TargetTests.assertUnchanged(ValuesRefusedTarget.class, "constants");
  }

  /** The target's own enums are trusted as soon as they are initialised, and not before. */
  @Test
  void readsTheFieldItself_onceTheEnumIsInitialised() {
    KnownConstants.trustAll();
    try {
      Differential differential =
          new Differential(ClassFiles.of(ValuesTarget.class), Rewriting.AGENT);
      String name = ValuesTarget.class.getName();
      for (int round = 0; round < 2; round++) {
        for (String method :
            new String[] {
              "findsInALoop",
              "readsOne",
              "evaluatesTheIndexAfterTheConstants",
              "readsTwoInALoop",
              "readsNothing",
              "isUsedAroundItself"
            }) {
          differential.compare(name, method);
        }
        for (String type : new String[] {"Color", "Nothing", "Shape"}) {
          KnownConstants.await(differential.rewrittenClass(name + "$" + type));
        }
      }
    } finally {
      Rewriting.judgeByBytecode();
    }
  }

  @Test
  void failsAsBefore_whenTheEnumCannotBeInitialised() {
    KnownConstants.trustAll();
    try {
      Differential differential =
          new Differential(ClassFiles.of(FailingEnumTarget.class), Rewriting.AGENT);
      assertEquals(
          "constants+1",
          TargetTests.changes(
              ClassFiles.bytesOf(FailingEnumTarget.class),
              differential.rewritten(FailingEnumTarget.class.getName()),
              FAILS));
      differential.compare(FailingEnumTarget.class.getName(), FAILS);
    } finally {
      Rewriting.judgeByBytecode();
    }
  }

  /** Looks for a constant when it is initialised, and never again. */
  static final class Initialised {
    static int sum;

    static {
      for (TimeUnit unit : TimeUnit.values()) {
        sum += unit.ordinal();
      }
    }

    private Initialised() {}
  }

  @Test
  void leavesInitialisersAlone() {
    Outcome outcome =
        Rewriting.rewriter("constants").rewrite(ClassFiles.bytesOf(Initialised.class));
    assertEquals(Outcome.Status.UNCHANGED, outcome.status());
    assertEquals(List.of("runs once, when the class is initialised"), refusals(outcome));
  }

  @ParameterizedTest
  @CsvSource({"isNoEnum", "hasAnotherMethod", "hasAFieldThatMayBeWritten", "hasAFieldOfItsOwn"})
  void refusesAnEnumThatNoCompilerMade(String change) {
    ClassNode node = new ClassNode();
    new ClassReader(ClassFiles.bytesOf(OwnValuesTarget.class)).accept(node, 0);
    FieldNode field = node.fields.stream().filter(f -> f.name.equals("$VALUES")).findAny().get();
    MethodNode values = node.methods.stream().filter(m -> m.name.equals("values")).findAny().get();
    switch (change) {
      case "isNoEnum" -> node.access &= ~Opcodes.ACC_ENUM;
      case "hasAnotherMethod" -> values.instructions.insert(new InsnNode(Opcodes.NOP));
      case "hasAFieldThatMayBeWritten" -> field.access &= ~Opcodes.ACC_FINAL;
      default -> field.access &= ~Opcodes.ACC_SYNTHETIC;
    }
    ClassWriter writer = new ClassWriter(0);
    node.accept(writer);
    Outcome outcome = Rewriting.rewriter("values").rewrite(writer.toByteArray());
    assertEquals(Outcome.Status.UNCHANGED, outcome.status());
    assertTrue(
        refusals(outcome).contains("values() is not what a compiler makes it"),
        () -> refusals(outcome).toString());
  }

  @Test
  void eachHasItsOwnSites() {
    byte[] own = ClassFiles.bytesOf(OwnValuesTarget.class);
    byte[] other = ClassFiles.bytesOf(ValuesTarget.class);
    assertEquals(Outcome.Status.SKIPPED, Rewriting.rewriter("constants").rewrite(own).status());
    assertEquals(Outcome.Status.SKIPPED, Rewriting.rewriter("values").rewrite(other).status());
  }

  private static List<String> refusals(Outcome outcome) {
    return outcome.sites().stream().map(site -> site.refusal()).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "constantsInReverse, readsOne, value or exception",
    "constantsAndMore, catchesAnIndex, value or exception",
  })
  void catchesWrongConstants(String replacement, String method, String check) {
    caught(ValuesTarget.class, giving(replacement), method, check);
  }

  @Test
  void catchesConstantsThatAreGivenBeforeTheEnumIsInitialised() {
    caught(FailingEnumTarget.class, giving("constantsWhoeverAsks"), FAILS, "value or exception");
  }

  private static Rewriting giving(String replacement) {
    String descriptor = "(Ljava/lang/Class;I)" + OBJECTS;
    return new CallReplacement("constants", descriptor, replacement, descriptor);
  }

  @Test
  void catchesAFieldThatIsReadBeforeItIsThere() {
    String descriptor = "(" + OBJECTS + "I)Z";
    caught(
        OwnValuesTarget.class,
        new CallReplacement("readsConstants", descriptor, "readsConstantsAlways", descriptor),
        "readsBeforeTheyAreThere",
        "value or exception");
  }

  private static void caught(Class<?> target, Rewriting wrong, String method, String check) {
    Differential differential =
        new Differential(
            ClassFiles.of(target), classFile -> wrong.rewrite(Rewriting.AGENT.rewrite(classFile)));
    AssertionError caught =
        assertThrows(AssertionError.class, () -> differential.compare(target.getName(), method));
    assertTrue(caught.getMessage().contains(": " + check + " ==>"), caught::getMessage);
  }
}
