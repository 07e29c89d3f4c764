package io.heapwise.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heapwise.runtime.pool.MatcherPool;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MatcherSupportTest {
  private static final int SITE = Sites.UNNUMBERED;
  private static final String[] REGEXES = {
    "", "a", "[ab]+", "(a)(b)?", "(?<name>b+)|$", "^.", "\\b", "(?s).*", "\ud83d\ude00|\u20ac"
  };
  private static final String[] REPLACEMENTS = {
    "", "-", "$", "\\", "$0$0", "$1", "$2", "${name}", "${none}", "${", "$12", "\\$1", "\u20ac",
    null
  };

  @Test
  void replacesAsTheOriginal() {
    Random random = new Random(5);
    for (String regex : REGEXES) {
      Pattern pattern = Pattern.compile(regex);
      for (String replacement : REPLACEMENTS) {
        for (int i = 0; i < 20; i++) {
          String text = randomText(random);
          check(
              text,
              () -> pattern.matcher(text).replaceAll(replacement),
              () -> all(pattern, text, replacement));
          check(
              text,
              () -> pattern.matcher(text).replaceFirst(replacement),
              () -> first(pattern, text, replacement));
        }
      }
    }
  }

  private static String all(Pattern pattern, CharSequence text, String replacement) {
    return MatcherSupport.replaceAll(MatcherPool.claim(pattern, text, SITE), replacement);
  }

  private static String first(Pattern pattern, CharSequence text, String replacement) {
    return MatcherSupport.replaceFirst(MatcherPool.claim(pattern, text, SITE), replacement);
  }

  private static void check(String text, Supplier<String> original, Supplier<String> actual) {
    String expected = outcome(text, original);
    assertEquals(expected, outcome(text, actual));
    assertEquals(expected, outcome(text, actual));
  }

  /** With what is thrown, or whether the result is the very text. */
  private static String outcome(String text, Supplier<String> call) {
    try {
      String result = call.get();
      return result + (result == text ? " itself" : "");
    } catch (RuntimeException e) {
      return e.toString();
    }
  }

  private static String randomText(Random random) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(9);
    for (int i = 0; i < length; i++) {
      text.append(new String[] {"a", "b", " ", "\u20ac", "\ud83d\ude00"}[random.nextInt(5)]);
    }
    return text.toString();
  }

  @Test
  void asksATextAsTheOriginal() {
    for (String regex : REGEXES) {
      Pattern pattern = Pattern.compile(regex);
      for (int failsAfter = 1; failsAfter < 40; failsAfter++) {
        int limit = failsAfter;
        assertEquals(
            calls(limit, text -> pattern.matcher(text).replaceAll("+")),
            calls(limit, text -> all(pattern, text, "+")));
        assertEquals(
            calls(limit, text -> pattern.matcher(text).replaceFirst("$0")),
            calls(limit, text -> first(pattern, text, "$0")));
        assertEquals(
            calls(limit, text -> "" + pattern.matcher(text).matches()),
            calls(limit, text -> "" + MatcherSupport.matches(pattern, text, SITE)));
        assertEquals(
            calls(limit, text -> "" + pattern.matcher(text).find()),
            calls(limit, text -> "" + MatcherSupport.find(pattern, text, SITE)));
        assertEquals(
            calls(limit, text -> "" + pattern.matcher(text).lookingAt()),
            calls(limit, text -> "" + MatcherSupport.lookingAt(pattern, text, SITE)));
      }
    }
  }

  private interface Use {
    String of(CharSequence text);
  }

  /** All calls of a text that fails after some of them, and what came of it. */
  private static String calls(int failsAfter, Use use) {
    RecordedText text = new RecordedText("ab a bb", failsAfter);
    try {
      return use.of(text) + text.calls;
    } catch (IllegalStateException e) {
      return e.getMessage() + text.calls;
    }
  }

  private static final class RecordedText implements CharSequence {
    private final String text;
    private final int failsAfter;
    final List<String> calls = new ArrayList<>();

    RecordedText(String text, int failsAfter) {
      this.text = text;
      this.failsAfter = failsAfter;
    }

    private void called(String call) {
      calls.add(call);
      if (calls.size() >= failsAfter) {
        throw new IllegalStateException(call);
      }
    }

    @Override
    public int length() {
      called("length");
      return text.length();
    }

    @Override
    public char charAt(int index) {
      called("charAt " + index);
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      called("subSequence " + start + "," + end);
      return text.substring(start, end);
    }

    @Override
    public String toString() {
      called("toString");
      return text;
    }
  }

  @Test
  void aMatcherThatRanOutOfStackIsNotUsedAgain() {
    Pattern pattern = Pattern.compile("(ab|b)*");
    assertThrows(
        StackOverflowError.class,
        () -> MatcherSupport.matches(pattern, "ab".repeat(500_000), SITE));
    assertTrue(MatcherSupport.matches(pattern, "abb", SITE));
    assertFalse(MatcherSupport.matches(pattern, "aba", SITE));
  }

  @Test
  void resultsAreAsFreshAsTheOriginals() {
    Pattern pattern = Pattern.compile("x");
    String text = new String("abc");
    assertSame(text, all(pattern, text, "y"));
    assertNotSame(all(pattern, "x", "z"), all(pattern, "x", "z"));
    Matcher matcher = MatcherPool.claim(pattern, "xx", SITE);
    assertEquals("yx", MatcherSupport.replaceFirst(matcher, "y"));
  }
}
