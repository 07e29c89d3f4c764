package io.heapwise.runtime.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heapwise.runtime.Site;
import io.heapwise.runtime.Sites;
import java.lang.ref.WeakReference;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.internal.misc.Unsafe;
import org.junit.jupiter.api.Test;

class MatcherPoolTest {
  private static final int SITE =
      Sites.register(new Site("matcher", "MatcherPoolTest", "test", "()V", 1, 0));

  /** Between a release and the next claim a garbage collection may come, but not every time. */
  private static final int ATTEMPTS = 50;

  /** Written before they are read, or only compared with themselves: see {@link MatcherFields}. */
  private static final Set<String> NOT_SEEN =
      Set.of("acceptMode", "lookbehindTo", "modCount", "namedGroups");

  private static final Unsafe UNSAFE = Unsafe.getUnsafe();

  @Test
  void givesAReleasedMatcherOutAgain_forExactlyItsPattern() {
    Pattern pattern = Pattern.compile("a+");
    Matcher again = claimedAgain(pattern, "aa", Matcher::find);
    assertTrue(again.matches());
    MatcherPool.release(again);
    assertNotSame(again, MatcherPool.claim(Pattern.compile("a+"), "aa", SITE));
  }

  @Test
  void neverGivesOneMatcherToTwo() {
    Pattern pattern = Pattern.compile("b+");
    for (int round = 0; round < 3; round++) {
      Map<Matcher, Boolean> claimed = new IdentityHashMap<>();
      for (int i = 0; i < 20; i++) {
        assertNull(claimed.put(MatcherPool.claim(pattern, "b", SITE), true));
      }
      claimed.keySet().forEach(MatcherPool::release);
    }
  }

  @Test
  void aMatcherThatIsUsedAgainIsAsNew() {
    String text = "one 22 three 4444";
    List<Consumer<Matcher>> uses =
        List.of(
            matcher -> {},
            Matcher::matches,
            Matcher::find,
            matcher -> matcher.region(4, 6).matches(),
            matcher -> matcher.useTransparentBounds(true).useAnchoringBounds(false).find(),
            matcher -> matcher.replaceAll("<$0>"),
            matcher -> matcher.find(7),
            matcher -> matcher.appendReplacement(found(matcher), "x"),
            matcher -> assertThrows(RuntimeException.class, () -> matcher.start(99)),
            matcher -> matcher.reset("other").lookingAt());
    for (String regex :
        List.of("", "\\d+", "(?<word>[a-z]+) (\\d*)", "(?<=\\d) .*$", "((.|\\d)*)+e(.*)\\1?$")) {
      Pattern pattern = Pattern.compile(regex);
      for (Consumer<Matcher> use : uses) {
        Matcher again = claimedAgain(pattern, text, use);
        assertEquals(fieldsOf(pattern.matcher(text)), fieldsOf(again), regex);
        MatcherPool.release(again);
      }
    }
  }

  private static StringBuilder found(Matcher matcher) {
    matcher.find();
    return new StringBuilder();
  }

  private static Map<String, Object> fieldsOf(Matcher matcher) {
    Map<String, Object> fields = new TreeMap<>();
    for (Field field : Matcher.class.getDeclaredFields()) {
      if (!Modifier.isStatic(field.getModifiers()) && !NOT_SEEN.contains(field.getName())) {
        fields.put(field.getName(), valueOf(matcher, field));
      }
    }
    return fields;
  }

  private static Object valueOf(Matcher matcher, Field field) {
    long offset = UNSAFE.objectFieldOffset(Matcher.class, field.getName());
    if (field.getType() == int.class) {
      return UNSAFE.getInt(matcher, offset);
    }
    if (field.getType() == boolean.class) {
      return UNSAFE.getBoolean(matcher, offset);
    }
    Object value = UNSAFE.getReference(matcher, offset);
    if (value instanceof int[] numbers) {
      return Arrays.toString(numbers);
    }
    return value instanceof Object[] objects ? Arrays.toString(objects) : value;
  }

  @Test
  void keepsNeitherTextNorPattern() throws InterruptedException {
    Pattern pattern = Pattern.compile("c+");
    Matcher matcher = MatcherPool.claim(pattern, new StringBuilder("ccc"), SITE);
    assertTrue(matcher.find());
    MatcherPool.release(matcher);
    assertEquals("", MatcherPool.text(matcher));
    WeakReference<Pattern> dead = new WeakReference<>(pattern);
    pattern = null;
    matcher = null;
    for (int i = 0; i < 100 && !dead.refersTo(null); i++) {
      System.gc();
      Thread.sleep(10);
    }
    assertTrue(dead.refersTo(null));
  }

  @Test
  void leavesAMatcherAlone_whoseTextFails() {
    Pattern pattern = Pattern.compile("d+");
    Matcher idle = claimedAgain(pattern, "d", Matcher::find);
    MatcherPool.release(idle);
    String expected =
        assertThrows(NullPointerException.class, () -> pattern.matcher(null)).getMessage();
    for (int i = 0; i < 2; i++) {
      NullPointerException actual =
          assertThrows(NullPointerException.class, () -> MatcherPool.claim(pattern, null, SITE));
      assertEquals(expected, actual.getMessage());
    }
    assertNotSame(idle, MatcherPool.claim(pattern, "d", SITE));
  }

  @Test
  void leavesASiteAlone_whosePatternsAreAlwaysNew() {
    int site = Sites.register(new Site("matcher", "MatcherPoolTest", "always", "()V", 1, 0));
    for (int i = 0; i < 300; i++) {
      MatcherPool.release(MatcherPool.claim(Pattern.compile("e+" + i), "e", site));
    }
    assertTrue(Governor.isBenched(site));
    assertFalse(Governor.isBenched(SITE));
  }

  @Test
  void patternsOfOneUseDriveOutOneAnother() {
    Pattern useful = Pattern.compile("f+");
    boolean survived = false;
    for (int i = 0; i < ATTEMPTS && !survived; i++) {
      // Whatever has come before, for instance of the last attempt, has the first places.
      System.gc();
      Matcher matcher = MatcherPool.claim(useful, "f", SITE);
      MatcherPool.release(matcher);
      for (int j = 0; j < 1000; j++) {
        MatcherPool.release(Pattern.compile("g+" + j).matcher(""));
      }
      Matcher next = MatcherPool.claim(useful, "f", SITE);
      survived = next == matcher;
      MatcherPool.release(next);
    }
    assertTrue(survived);
  }

  @Test
  void releasesNothing() {
    MatcherPool.release(null);
  }

  /** What a claim gives after such a use and a release. */
  private static Matcher claimedAgain(Pattern pattern, String text, Consumer<Matcher> use) {
    Matcher last = null;
    for (int i = 0; i < ATTEMPTS; i++) {
      Matcher claimed = MatcherPool.claim(pattern, text, SITE);
      if (claimed == last) {
        assertSame(pattern, claimed.pattern());
        return claimed;
      }
      use.accept(claimed);
      MatcherPool.release(claimed);
      last = claimed;
    }
    throw new AssertionError("never given out again");
  }
}
