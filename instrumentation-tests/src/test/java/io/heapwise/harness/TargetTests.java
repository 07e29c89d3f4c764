package io.heapwise.harness;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.heapwise.rewrite.ClassRewriter;
import io.heapwise.rewrite.Outcome;
import io.heapwise.rewrite.SiteVerdict;
import java.io.ObjectStreamClass;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.util.Textifier;
import org.objectweb.asm.util.TraceMethodVisitor;

/**
 * The tests that every target class goes through: each of its public static methods is {@link
 * Fired} or {@link Refused} exactly as it says and behaves as the original; the class stays valid,
 * looks the same to reflection, and is not rewritten twice.
 */
public final class TargetTests {
  private final Class<?> target;
  private final Map<String, byte[]> originals;
  private final Differential differential;
  private final Rewriting rewriting;
  private final ClassRewriter expected;

  /** With a rewriting other than the agent's, to see whether these tests catch it. */
  TargetTests(Class<?> target, Rewriting rewriting) {
    this(target, rewriting, Rewriting.rewriter());
  }

  private TargetTests(Class<?> target, Rewriting rewriting, ClassRewriter expected) {
    this.target = target;
    this.expected = expected;
    this.rewriting = rewriting;
    originals = ClassFiles.of(target);
    differential = new Differential(originals, rewriting);
  }

  /**
   * @param rewrites those that the target's expectations are about; none are all
   */
  public static Stream<DynamicTest> of(Class<?> target, String... rewrites) {
    ClassRewriter rewriter = Rewriting.rewriter(rewrites);
    TargetTests tests = new TargetTests(target, Rewriting.by(rewriter), rewriter);
    List<DynamicTest> all = new ArrayList<>();
    for (Method method : target.getDeclaredMethods()) {
      if (ForkedDifferential.isPartOfLesson(method)) {
        all.add(dynamicTest(method.getName(), () -> tests.checkMethod(method)));
      }
    }
    assertTrue(all.size() > 0, () -> "no methods in " + target);
    all.add(dynamicTest("is not rewritten twice", tests::checkTwiceIsOnce));
    all.add(dynamicTest("is valid", tests::checkValid));
    all.add(dynamicTest("shows the same members", tests::checkMembers));
    if (rewrites.length > 0) {
      all.add(dynamicTest("behaves the same with all rewrites", () -> compareWithAll(target)));
    }
    return all.stream();
  }

  private static void compareWithAll(Class<?> target) {
    TargetTests tests = new TargetTests(target, Rewriting.AGENT);
    tests.checkTwiceIsOnce();
    tests.checkValid();
    for (Method method : target.getDeclaredMethods()) {
      if (ForkedDifferential.isPartOfLesson(method)) {
        tests.differential.compare(target.getName(), method.getName());
      }
    }
  }

  void checkMethod(Method method) {
    checkFired(method);
    checkRefused(method);
    differential.compare(target.getName(), method.getName());
  }

  void checkFired(Method method) {
    String name = method.getName();
    byte[] rewritten = differential.rewritten(target.getName());
    Fired fired = method.getAnnotation(Fired.class);
    if (fired != null) {
      assertEquals(fired.value(), changes(originals.get(target.getName()), rewritten, name), name);
    } else {
      String original = code(originals.get(target.getName()), name);
      assertEquals(original, code(rewritten, name), () -> name + " must not change");
    }
  }

  private void checkRefused(Method method) {
    Refused refused = method.getAnnotation(Refused.class);
    assertTrue(
        refused != null || method.isAnnotationPresent(Fired.class),
        () -> method.getName() + " says nothing of what is expected");
    List<String> reasons = refused == null ? List.of() : List.of(refused.value());
    List<String> actual = new ArrayList<>();
    for (SiteVerdict site : expected.rewrite(originals.get(target.getName())).sites()) {
      if (site.method().equals(method.getName()) && site.refusal() != null) {
        actual.add(site.rewrite() + ": " + site.refusal().replaceAll(" at line \\d+", ""));
      }
    }
    assertEquals(reasons, actual, method::getName);
  }

  /** Differences in the number of instructions of the kinds that matter. */
  public static String changes(byte[] before, byte[] after, String method) {
    Map<String, Integer> old = ClassFiles.countsOf(before, method);
    Map<String, Integer> changes = new TreeMap<>(ClassFiles.countsOf(after, method));
    old.forEach((kind, count) -> changes.merge(kind, -count, Integer::sum));
    List<String> text = new ArrayList<>();
    changes.forEach(
        (kind, change) -> {
          if (change != 0) {
            text.add(kind + (change > 0 ? "+" : "") + change);
          }
        });
    return String.join(" ", text);
  }

  private static String code(byte[] classFile, String method) {
    MethodNode node = ClassFiles.method(classFile, method);
    Textifier text = new Textifier();
    node.accept(new TraceMethodVisitor(text));
    return String.valueOf(text.getText());
  }

  void checkTwiceIsOnce() {
    for (String name : originals.keySet()) {
      byte[] once = differential.rewritten(name);
      assertArrayEquals(once, rewriting.rewrite(once.clone()), name);
    }
  }

  void checkValid() {
    for (String name : originals.keySet()) {
      ClassFiles.assertValid(differential.rewritten(name));
    }
  }

  /** Fails unless the whole class is left as it was. */
  public static void assertUnchanged(Class<?> target, String... rewrites) {
    Outcome outcome = Rewriting.rewriter(rewrites).rewrite(ClassFiles.bytesOf(target));
    assertEquals(Outcome.Status.UNCHANGED, outcome.status(), () -> outcome.sites().toString());
    assertNotEquals(List.of(), outcome.sites());
  }

  void checkMembers() {
    for (String name : originals.keySet()) {
      Class<?> original = differential.originalClass(name);
      Class<?> rewritten = differential.rewrittenClass(name);
      assertNotEquals(original, rewritten);
      assertEquals(members(original), members(rewritten));
      assertEquals(original.getModifiers(), rewritten.getModifiers());
      ObjectStreamClass serialized = ObjectStreamClass.lookupAny(original);
      assertEquals(
          serialized.getSerialVersionUID(),
          ObjectStreamClass.lookupAny(rewritten).getSerialVersionUID());
    }
  }

  private static TreeSet<String> members(Class<?> type) {
    TreeSet<String> members = new TreeSet<>();
    Stream.of(type.getDeclaredMethods(), type.getDeclaredFields(), type.getDeclaredConstructors())
        .flatMap(Arrays::stream)
        .map(Object::toString)
        .forEach(members::add);
    return members;
  }
}
