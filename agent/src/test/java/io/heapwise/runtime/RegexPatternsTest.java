package io.heapwise.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.Test;

class RegexPatternsTest {
  private final RegexPatterns patterns = new RegexPatterns(16);

  @Test
  void compilesAnExpressionOnce_forTheSameFlags() {
    Pattern pattern = patterns.get("a+", 0).pattern;
    assertSame(pattern, patterns.get("a+", 0).pattern);
    assertSame(pattern, patterns.get(new String("a+"), 0).pattern);
    Pattern other = patterns.get("a+", Pattern.CASE_INSENSITIVE).pattern;
    assertNotSame(pattern, other);
    assertEquals(Pattern.CASE_INSENSITIVE, other.flags());
    assertSame(other, patterns.get("a+", Pattern.CASE_INSENSITIVE).pattern);
  }

  @Test
  void tellsExpressionsOfOneHashApart() {
    assertEquals("Aa".hashCode(), "BB".hashCode());
    assertEquals("Aa", patterns.get("Aa", 0).pattern.pattern());
    assertEquals("BB", patterns.get("BB", 0).pattern.pattern());
    assertEquals("Aa", patterns.get("Aa", 0).pattern.pattern());
  }

  @Test
  void staysBounded_andRightWhenItIsFull() {
    List<Pattern> first = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      first.add(patterns.get("x" + i, 0).pattern);
    }
    int kept = 0;
    for (int i = 0; i < first.size(); i++) {
      Pattern again = patterns.get("x" + i, 0).pattern;
      assertEquals("x" + i, again.pattern());
      kept += again == first.get(i) ? 1 : 0;
    }
    assertEquals(16, kept);
  }

  @Test
  void throwsAnotherExceptionEachTime() {
    PatternSyntaxException expected =
        assertThrows(PatternSyntaxException.class, () -> Pattern.compile("(a"));
    PatternSyntaxException first =
        assertThrows(PatternSyntaxException.class, () -> patterns.get("(a", 0));
    PatternSyntaxException second =
        assertThrows(PatternSyntaxException.class, () -> patterns.get("(a", 0));
    assertEquals(expected.getMessage(), second.getMessage());
    assertNotSame(first, second);
  }

  @Test
  void countsForTheSiteThatCameFirst() {
    patterns.countFor("counted", 0, 7);
    patterns.countFor("counted", 0, 8);
    RegexPatterns.Entry entry = patterns.get("counted", 0);
    assertEquals(7, entry.site);
    assertEquals("counted", entry.pattern.pattern());
    patterns.countFor("counted", 0, 9);
    assertSame(entry, patterns.get("counted", 0));
  }

  @Test
  void knowsWhatIsSplitWithoutAPattern() {
    List<String> regexes = new ArrayList<>(List.of("", "ab", "\\ab", "\ud83d\ude00", "\ud83d"));
    for (char c = 0; c < 300; c++) {
      regexes.add(String.valueOf(c));
      regexes.add("\\" + c);
    }
    for (String regex : regexes) {
      boolean isLetterOrDigit = regex.matches("\\\\[a-zA-Z0-9]");
      boolean expected =
          regex.length() == 1 && !".$|()[{^?*+\\".contains(regex) && !regex.equals("\ud83d")
              || regex.length() == 2 && regex.startsWith("\\") && !isLetterOrDigit;
      assertEquals(expected, RegexSupport.isSplitWithoutPattern(regex), regex);
    }
  }

  @Test
  void behavesAsTheOriginals() {
    Random random = new Random(11);
    String[] regexes = {"", "a+", "[ab]", "(a)|(b)", "\\b", "^", "$", "b*c?", "(?i)A"};
    String[] replacements = {"", "x", "$0", "$1", "$3", "\\", null};
    for (int i = 0; i < 2000; i++) {
      String regex = regexes[random.nextInt(regexes.length)];
      String text = randomText(random);
      String replacement = replacements[random.nextInt(replacements.length)];
      int limit = random.nextInt(6) - 2;
      same(() -> text.matches(regex), () -> RegexSupport.matches(text, regex));
      same(
          () -> text.replaceAll(regex, replacement),
          () -> RegexSupport.replaceAll(text, regex, replacement));
      same(
          () -> text.replaceFirst(regex, replacement),
          () -> RegexSupport.replaceFirst(text, regex, replacement));
      same(
          () -> Arrays.asList(text.split(regex, limit)),
          () -> Arrays.asList(RegexSupport.split(text, regex, limit)));
    }
  }

  private static String randomText(Random random) {
    StringBuilder text = new StringBuilder();
    for (int length = random.nextInt(8); length > 0; length--) {
      text.append("ab c\u20acA".charAt(random.nextInt(6)));
    }
    return text.toString();
  }

  private static void same(Callable<Object> original, Callable<Object> actual) {
    assertEquals(outcome(original), outcome(actual));
  }

  private static String outcome(Callable<Object> call) {
    try {
      return String.valueOf(call.call());
    } catch (Exception e) {
      return e.toString();
    }
  }

  @Test
  void givesManyThreadsTheirOwnAnswers() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(16);
    List<Callable<Boolean>> tasks = new ArrayList<>();
    for (int t = 0; t < 16; t++) {
      String own = "t" + t;
      tasks.add(
          () -> {
            boolean right = true;
            for (int i = 0; i < 3000; i++) {
              String text = own + ":" + i + ";" + own;
              right &= RegexSupport.matches(text, "t\\d+:\\d+;t\\d+");
              right &= RegexSupport.replaceAll(text, "[:;]", "-").equals(own + "-" + i + "-" + own);
              String some = "t" + (i & 15);
              boolean found = RegexSupport.compile(some, 0).matcher(own).find();
              right &= found == own.contains(some);
            }
            return right;
          });
    }
    for (Future<Boolean> right : threads.invokeAll(tasks)) {
      assertTrue(right.get());
    }
    threads.shutdown();
  }
}
