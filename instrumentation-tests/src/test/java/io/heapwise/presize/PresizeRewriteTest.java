package io.heapwise.presize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.heapwise.builder.BuilderTarget;
import io.heapwise.chars.CharsTarget;
import io.heapwise.format.FormatTarget;
import io.heapwise.harness.CallReplacement;
import io.heapwise.harness.ClassFiles;
import io.heapwise.harness.Differential;
import io.heapwise.harness.Rewriting;
import io.heapwise.harness.TargetTests;
import io.heapwise.rewrite.Outcome;
import io.heapwise.rewrite.RewriteName;
import io.heapwise.rewrite.Rewrites;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PresizeRewriteTest {
  private static final String LIST = "Ljava/util/ArrayList;";
  private static final Rewriting PRESIZE = Rewriting.by(Rewriting.rewriter("presize"));

  @TestFactory
  Stream<DynamicTest> rewrites() {
    return TargetTests.of(PresizeTarget.class, "presize");
  }

  @TestFactory
  Stream<DynamicTest> refuses() {
    return TargetTests.of(PresizeRefusedTarget.class, "presize");
  }

  @Test
  void leavesClassUnchanged_whenEachSiteIsRefused() {
    TargetTests.assertUnchanged(PresizeRefusedTarget.class, "presize");
  }

  /** Beside the rewrites that see a method before it, whose code it must not get into. */
  @ParameterizedTest
  @ValueSource(
      classes = {PresizeTarget.class, BuilderTarget.class, CharsTarget.class, FormatTarget.class})
  void behavesTheSame_besideAllOthers(Class<?> target) {
    String[] names =
        Rewrites.ALL.stream()
            .map(r -> r.name())
            .filter(n -> !n.equals("dedup"))
            .toArray(String[]::new);
    Differential differential =
        new Differential(ClassFiles.of(target), Rewriting.by(Rewriting.rewriter(names)));
    for (String name : ClassFiles.of(target).keySet()) {
      ClassFiles.assertValid(differential.rewritten(name));
    }
    for (Method method : target.getDeclaredMethods()) {
      if (Modifier.isPublic(method.getModifiers())) {
        differential.compare(target.getName(), method.getName(), 12);
      }
    }
  }

  /** Fills a list when it is initialised, and never again. */
  static final class Initialised {
    static final List<String> ROWS;

    static {
      List<String> rows = new ArrayList<>();
      rows.add("a");
      ROWS = List.copyOf(rows);
    }

    private Initialised() {}
  }

  @Test
  void leavesInitialisersAlone() {
    Outcome outcome = Rewriting.rewriter("presize").rewrite(ClassFiles.bytesOf(Initialised.class));
    assertEquals(Outcome.Status.UNCHANGED, outcome.status());
    assertEquals(
        List.of("runs once, when the class is initialised"),
        outcome.sites().stream().map(site -> site.refusal()).toList());
  }

  @Test
  void allocatesLess_onceItHasLearned() throws Exception {
    Differential differential = new Differential(ClassFiles.of(PresizeTarget.class), PRESIZE);
    String name = PresizeTarget.class.getName();
    Method original = method(differential.originalClass(name), "isReturned");
    Method rewritten = method(differential.rewrittenClass(name), "isReturned");
    long before = bytesOf(original);
    long after = bytesOf(rewritten);
    // Arrays for 34 elements: 608 bytes in five steps, 152 at once. Numbers are those the JDK
    // keeps.
    assertEquals(608 - 152, before - after, () -> before + " bytes before, " + after + " after");
  }

  private static long bytesOf(Method method) throws ReflectiveOperationException {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 100; i++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      Object rows = method.invoke(null, 30, "text");
      long after = threads.getCurrentThreadAllocatedBytes();
      assertEquals(34, ((List<?>) rows).size());
      least = Math.min(least, after - before);
    }
    return least;
  }

  @Test
  void changesWhatABuilderSaysOfItsCapacity_whichIsWhyItIsOff() throws Exception {
    assertFalse(RewriteName.PRESIZE.onByDefault());
    Differential differential = new Differential(ClassFiles.of(PresizeTarget.class), PRESIZE);
    String name = PresizeTarget.class.getName();
    Method original = method(differential.originalClass(name), "isABuilder");
    Method rewritten = method(differential.rewrittenClass(name), "isABuilder");
    StringBuilder before = (StringBuilder) original.invoke(null, 30, "text");
    StringBuilder after = null;
    for (int i = 0; i < 20; i++) {
      after = (StringBuilder) rewritten.invoke(null, 30, "text");
      assertEquals(0, before.compareTo(after));
    }
    assertEquals(after.length(), after.capacity());
    assertTrue(before.capacity() > before.length(), () -> "capacity " + before.capacity());
  }

  @Test
  void manyThreadsFillTheirOwn() throws Exception {
    Differential differential = new Differential(ClassFiles.of(PresizeTarget.class), PRESIZE);
    Class<?> type = differential.rewrittenClass(PresizeTarget.class.getName());
    Method rewritten = method(type, "isReturned");
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Boolean>> tasks = new ArrayList<>();
      for (int thread = 0; thread < 8; thread++) {
        int own = thread;
        tasks.add(() -> isFilled(rewritten, own));
      }
      for (Future<Boolean> done : threads.invokeAll(tasks)) {
        assertTrue(done.get());
      }
    } finally {
      threads.shutdown();
    }
  }

  private static boolean isFilled(Method rewritten, int thread) throws Exception {
    String text = "t" + thread;
    for (int i = 0; i < 2000; i++) {
      if (!PresizeTarget.isReturned(i, text).equals(rewritten.invoke(null, i, text))) {
        return false;
      }
    }
    return true;
  }

  private static Method method(Class<?> type, String name) throws ReflectiveOperationException {
    return type.getMethod(name, int.class, String.class);
  }

  @ParameterizedTest
  @CsvSource({
    "presizedListWithElements, isReturned, value or exception",
    "presizedListForAll, isMadeInRecursion, identities",
    "presizedListThatIsFull, failsAsBefore_whenAnIndexIsWrong, value or exception",
  })
  void catchesAWrongList(String replacement, String method, String check) {
    caught(
        new CallReplacement("presizedList", "(I)" + LIST, replacement, "(I)" + LIST),
        method,
        check);
  }

  @ParameterizedTest
  @CsvSource({
    "presizedOutput, Ljava/io/ByteArrayOutputStream;, presizedOutputWithBytes, isAnOutputStream",
    "presizedCharWriter, Ljava/io/CharArrayWriter;, presizedCharWriterForAll, isACharWriter",
  })
  void catchesWhatIsNotEmpty(String name, String type, String replacement, String method) {
    String descriptor = "(I)" + type;
    caught(
        new CallReplacement(name, descriptor, replacement, descriptor),
        method,
        "value or exception");
  }

  @ParameterizedTest
  @CsvSource({
    "filledAndEmptied, isReturned, value or exception",
    "filledAndTold, isReturned, side effects",
  })
  void catchesALookThatLeavesATrace(String replacement, String method, String check) {
    String descriptor = "(Ljava/lang/Object;I)V";
    caught(new CallReplacement("filled", descriptor, replacement, descriptor), method, check);
  }

  private static void caught(Rewriting wrong, String method, String check) {
    Differential differential =
        new Differential(
            ClassFiles.of(PresizeTarget.class),
            classFile -> wrong.rewrite(PRESIZE.rewrite(classFile)));
    AssertionError caught =
        assertThrows(
            AssertionError.class,
            () -> differential.compare(PresizeTarget.class.getName(), method));
    assertTrue(caught.getMessage().contains(": " + check + " ==>"), caught::getMessage);
  }
}
