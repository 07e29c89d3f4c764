package io.heapwise.rewrite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;

/** What one class leaves behind in a rewriter: nothing that the next could see, and few bytes. */
class ClassRewriterMemoryTest {
  /** Verdicts with their texts, edits, and what each class needs once: of eleven rewrites. */
  private static final int MOST_BYTES_BESIDE_RESULT = 14_000;

  @Test
  void makesTheSameOfAClass_whateverItHasSeenBefore() throws IOException {
    ClassRewriter used = rewriter();
    int changed = 0;
    for (byte[] classFile : classFiles()) {
      Outcome outcome = used.rewrite(classFile);
      check(rewriter().rewrite(classFile), outcome);
      changed += outcome.status() == Outcome.Status.CHANGED ? 1 : 0;
    }
    assertTrue(changed > 100, changed + " changed");
  }

  @Test
  void makesTheSameOfAClass_afterCorruptOnes() throws IOException {
    ClassRewriter used = rewriter();
    int unreadable = 0;
    for (byte[] classFile : classFiles()) {
      Outcome expected = rewriter().rewrite(classFile);
      if (expected.status() != Outcome.Status.CHANGED) {
        continue;
      }
      for (int part = 1; part < 8; part++) {
        byte[] corrupt = Arrays.copyOf(classFile, classFile.length * part / 8);
        unreadable += used.rewrite(corrupt).status() == Outcome.Status.LEFT_ALONE ? 1 : 0;
      }
      // Whatever this is now, it may be anywhere in the code.
      byte[] corrupt = classFile.clone();
      Arrays.fill(corrupt, classFile.length / 2, classFile.length * 2 / 3, (byte) 0xBA);
      used.rewrite(corrupt);
      check(expected, used.rewrite(classFile));
    }
    assertTrue(unreadable > 100, unreadable + " unreadable");
  }

  @Test
  void looksForNothing_thatIsOffEverywhere() throws IOException {
    ClassRewriter rewriter = rewriter(selection(false, (rewrite, className) -> true));
    for (byte[] classFile : classFiles()) {
      assertEquals(Outcome.Status.SKIPPED, rewriter.rewrite(classFile).status());
    }
  }

  @Test
  void leavesLittleGarbage() throws IOException {
    leavesLittleGarbage(RewriteSelection.ALL);
  }

  @Test
  void leavesLittleGarbage_whereSomeRewritesAreOff() throws IOException {
    leavesLittleGarbage(selection(true, (rewrite, className) -> !rewrite.name().equals("values")));
    leavesLittleGarbage(
        selection(
            true,
            (rewrite, className) ->
                !rewrite.name().equals("direct") || (className.hashCode() & 1) == 0));
  }

  private static RewriteSelection selection(
      boolean isOnAnywhere, BiPredicate<Rewrite, String> isOn) {
    return new RewriteSelection() {
      @Override
      public boolean isAlikeForAll() {
        return false;
      }

      @Override
      public boolean isOn(Rewrite rewrite, String internalClassName) {
        return isOn.test(rewrite, internalClassName);
      }

      @Override
      public boolean isOnAnywhere(Rewrite rewrite) {
        return isOnAnywhere;
      }
    };
  }

  private static void leavesLittleGarbage(RewriteSelection selection) throws IOException {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    ClassRewriter used = rewriter(onByDefault(), selection);
    List<byte[]> changing = new ArrayList<>();
    for (byte[] classFile : classFiles()) {
      if (used.rewrite(classFile).status() == Outcome.Status.CHANGED) {
        changing.add(classFile);
      }
    }
    long results = 0;
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < changing.size(); i++) {
      results += used.rewrite(changing.get(i)).classFile().length;
    }
    long bytes = threads.getCurrentThreadAllocatedBytes() - before;
    long each = (bytes - results) / changing.size();
    assertTrue(each > 0 && each < MOST_BYTES_BESIDE_RESULT, each + " bytes for each class");
  }

  private static void check(Outcome expected, Outcome outcome) {
    assertNotEquals(Outcome.Status.FAILED, outcome.status(), outcome::reason);
    assertEquals(expected.status(), outcome.status());
    assertEquals(expected.sites(), outcome.sites());
    assertArrayEquals(expected.classFile(), outcome.classFile());
  }

  private static ClassRewriter rewriter() {
    return rewriter(RewriteSelection.ALL);
  }

  private static ClassRewriter rewriter(RewriteSelection selection) {
    return rewriter(Rewrites.ALL, selection);
  }

  private static ClassRewriter rewriter(List<Rewrite> rewrites, RewriteSelection selection) {
    return new ClassRewriter(rewrites, selection, false, false, SiteNumbering.UNNUMBERED);
  }

  private static List<Rewrite> onByDefault() {
    List<Rewrite> rewrites = new ArrayList<>();
    for (RewriteName name : RewriteName.ALL) {
      if (name.onByDefault()) {
        rewrites.add(Rewrites.named(name.name()));
      }
    }
    return rewrites;
  }

  private static List<byte[]> classFiles() throws IOException {
    List<byte[]> found = new ArrayList<>();
    for (String folder : List.of("java/util", "java/net", "java/time", "java/lang")) {
      found.addAll(JdkClasses.of("java.base", folder, 400));
    }
    found.addAll(JdkClasses.of("java.xml", "com/sun/org/apache/xerces/internal/impl", 100));
    return found;
  }
}
