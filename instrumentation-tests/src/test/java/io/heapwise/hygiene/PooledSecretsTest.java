package io.heapwise.hygiene;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.heapwise.harness.ClassFiles;
import io.heapwise.harness.Differential;
import io.heapwise.harness.Rewriting;
import io.heapwise.harness.TargetTests;
import io.heapwise.rewrite.SiteVerdict;
import io.heapwise.runtime.Sites;
import io.heapwise.runtime.pool.ArrayPool;
import io.heapwise.runtime.pool.DirectPool;
import io.heapwise.runtime.pool.PoolStatistics;
import io.heapwise.runtime.pool.Pools;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Looks for keys and passwords in all that the pools hold and hand out. */
class PooledSecretsTest {
  /** Enough for verdicts on streams to be there, and for idle arrays to be found again. */
  private static final int RUNS = 6;

  private static final int UNNUMBERED = Sites.UNNUMBERED;

  @TestFactory
  Stream<DynamicTest> keysAndPasswordsAreNotPooled() {
    return methodsOf(KeyMaterialTarget.class)
        .map(m -> dynamicTest(m.getName(), () -> assertNull(leftBehind(m, 7), m::getName)));
  }

  @Test
  void leavesUnchanged_whatHandlesKeysOrIsOneCallAway() {
    TargetTests.assertUnchanged(KeyMaterialTarget.class);
    Set<String> reasons = new TreeSet<>();
    Set<String> rewrites = new TreeSet<>();
    byte[] file = ClassFiles.bytesOf(KeyMaterialTarget.class);
    for (SiteVerdict site : Rewriting.rewriter().rewrite(file).sites()) {
      reasons.add(site.refusal());
      rewrites.add(site.rewrite());
    }
    for (String reason :
        List.of(
            "in a method whose name tells of secrets",
            "in a method that calls SecretKeySpec.<init>",
            "in a method with a variable password",
            "in a method that calls PBEKeySpec.<init>",
            "in a method that calls Mac.getInstance",
            "in a method that calls lengthOfKey, a method that calls SecretKeySpec.<init>",
            "in a method that calls roundsFor, a method that calls PBEKeySpec.<init>",
            "in a method called by derivesFromWhatAHelperJoins, a method that calls"
                + " PBEKeySpec.<init>",
            "in a method called by makesAKeyOfWhatALambdaReads, a method that calls"
                + " SecretKeySpec.<init>")) {
      assertTrue(reasons.contains(reason), () -> reason + " is not among " + reasons);
    }
    assertEquals(
        Set.of(
            "buffer",
            "builder",
            "direct",
            "format",
            "matcher",
            "readAllBytes",
            "regex",
            "streams",
            "writer"),
        rewrites.stream().filter(r -> !r.equals("chars")).collect(Collectors.toSet()));
  }

  @TestFactory
  Stream<DynamicTest> nothingStaysOfWhatNobodyKnowsToBeASecret() {
    return methodsOf(UnguardedTarget.class)
        .map(m -> dynamicTest(m.getName(), () -> assertPooledAndClean(m)));
  }

  @TestFactory
  Stream<DynamicTest> aSecretThatIsPooledIsFound() {
    assumeFalse(Boolean.getBoolean("heapwise.verify"), "what is released is poisoned");
    return methodsOf(CarelessUse.class)
        .map(m -> dynamicTest(m.getName(), () -> assertNotNull(leftBehind(m, 8), m::getName)));
  }

  private static Stream<Method> methodsOf(Class<?> target) {
    Class<?> type = target;
    if (target != CarelessUse.class) {
      Differential pair = new Differential(ClassFiles.of(target), Rewriting.AGENT);
      type = pair.rewrittenClass(target.getName());
    }
    return Arrays.stream(type.getDeclaredMethods())
        .filter(m -> Modifier.isPublic(m.getModifiers()))
        .sorted(Comparator.comparing(Method::getName));
  }

  /** On a busy machine verdicts, before which nothing is pooled, take their time. */
  private static void assertPooledAndClean(Method method) throws Exception {
    boolean isVerified = Boolean.getBoolean("heapwise.verify");
    for (int i = 0; i < 100; i++) {
      PoolStatistics before = Pools.statistics();
      assertNull(leftBehind(method, 8), method::getName);
      PoolStatistics after = Pools.statistics();
      if (isVerified || after.hits() > before.hits()) {
        return;
      }
      Thread.sleep(100);
    }
    fail("nothing that it claimed was found in a pool");
  }

  /** Where what a method was given is to be found when it is over, or null. */
  private static String leftBehind(Method method, int seed) throws Exception {
    Method empty = Pools.class.getDeclaredMethod("empty");
    empty.setAccessible(true);
    empty.invoke(null);
    Needle needle = new Needle(seed * 31L + method.getName().hashCode());
    for (int i = 0; i < RUNS; i++) {
      method.invoke(null, needle.bytes(), needle.chars());
      // Verdicts come from another thread.
      Thread.sleep(i < 3 ? 10 : 0);
    }
    String retained = needle.in(RetainedArrays.find());
    return retained != null ? "retained in " + retained : needle.in(handedOut());
  }

  /** Arrays of the lengths that are used here, as the next borrower would get them. */
  private static List<Object> handedOut() {
    List<Object> all = new ArrayList<>();
    for (int length : new int[] {512, 1024, 2048, 4096, 8192, 16384}) {
      byte[] bytes = ArrayPool.claimScratchBytes(length, UNNUMBERED);
      char[] chars = ArrayPool.claimScratchChars(length, UNNUMBERED);
      ByteBuffer direct = DirectPool.claimScratch(length, UNNUMBERED);
      byte[] copy = new byte[length];
      direct.duplicate().clear().get(copy);
      all.addAll(List.of(bytes, chars, copy));
      ArrayPool.escaped(bytes);
      ArrayPool.escaped(chars);
      DirectPool.escaped(direct);
    }
    return all;
  }
}
