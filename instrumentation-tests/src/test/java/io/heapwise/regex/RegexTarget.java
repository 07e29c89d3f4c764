package io.heapwise.regex;

import io.heapwise.harness.Fired;
import io.heapwise.harness.Recorder;
import io.heapwise.harness.Refused;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Constant regular expressions that are compiled once. */
public final class RegexTarget {
  private static String unset;

  private RegexTarget() {}

  @Fired("matchesConstant+1")
  public static boolean asksWhetherATextMatches(int number, String tail) {
    return (number + tail).matches("-?\\d+[a-z]*");
  }

  @Fired("matchesConstant+1")
  public static boolean failsAsBefore_whenTheTextIsNull(String text) {
    return text.matches("[a-z]*");
  }

  @Fired("replaceAllOf+1")
  public static String failsAsBefore_whenAFieldIsNull(String replacement) {
    return unset.replaceAll("[a-z]*", replacement);
  }

  @Fired("replaceAllOf+1")
  public static String replacesAll(String text, String replacement) {
    return text.replaceAll("(l)(.?)", replacement);
  }

  @Fired("replaceAllOf+1")
  public static String replacesByGroups(String text) {
    return text.replaceAll("(?<first>\\p{L})(\\w*)", "$2<${first}>");
  }

  @Fired("replaceFirstOf+1")
  public static String replacesTheFirst(String text, String replacement) {
    return text.replaceFirst("[^a]", replacement);
  }

  @Fired("replaceAllOf+2 replaceFirstOf+1")
  public static String replacesInAChain(String text) {
    return text.replaceAll("[lo]+", "o").replaceFirst("n(?=g)", "\u20ac").replaceAll("\\s+$", "");
  }

  @Fired("replaceAllOf+1")
  public static String evaluatesOperandsInOrder(String text, Object replacement) {
    return noted("text", text).replaceAll("o|n", noted("replacement", replacement));
  }

  private static String noted(String name, Object operand) {
    Recorder.note(name);
    return operand == null ? null : operand.toString();
  }

  @Fired("replaceAllOf+4")
  public static String failsAsBefore_whenTheReplacementIsWrong(int number, String text) {
    switch (number & 3) {
      case 0:
        return text.replaceAll("\\w", "$1");
      case 1:
        return text.replaceAll("\\w", "x\\");
      case 2:
        return text.replaceAll("\\w", "${none}");
      default:
        return text.replaceAll("\\w", null);
    }
  }

  @Fired("split+1")
  public static String splits(String text) {
    return Arrays.toString(text.split("[ g]"));
  }

  @Fired("split+1")
  public static String splitsWithALimit(String text, int limit) {
    return Arrays.toString(text.split(" ?o|n", limit));
  }

  @Fired("split+1")
  public static String splitsEverywhere(String text, int limit) {
    return Arrays.toString(text.split("", limit & 15));
  }

  @Fired("split+2")
  public static long splitsWithinAnExpression(long wide, String text, double real) {
    return wide * 31L + (text.split("l+").length > real ? text.split("g ", 2).length : 7);
  }

  @Fired("matchesRegex+1")
  public static boolean asksThePatternAtOnce(CharSequence text) {
    return Pattern.matches("w.*|x", text);
  }

  @Fired("matchesConstant+1")
  public static boolean failsAsBefore_whenTheExpressionIsWrong(String text) {
    return text.matches("(unclosed");
  }

  @Fired("compile+1")
  public static int failsAsBefore_whenThePatternIsWrong(String text) {
    return Pattern.compile("[z-a").flags();
  }

  @Fired("compile+1")
  public static int failsAsBefore_whenTheFlagsAreWrong(String text) {
    return Pattern.compile("a", 0x10000).flags();
  }

  @Fired("compile+1")
  public static boolean compiles(CharSequence text) {
    return Pattern.compile("w(it)?.*").matcher(text).find();
  }

  @Fired("compile+1")
  public static String compilesWithFlags(String text) {
    Pattern pattern = Pattern.compile("LONG ?", Pattern.CASE_INSENSITIVE | Pattern.COMMENTS);
    Matcher matcher = pattern.matcher(text);
    int count = 0;
    while (matcher.find()) {
      count += matcher.end() - matcher.start();
    }
    return count + pattern.pattern() + pattern.flags() + pattern.toString();
  }

  @Fired("compile+2")
  public static String sharesOfTwoSites(String text) {
    String all = Arrays.toString(Pattern.compile("o|l").split(text, 3));
    return all + Arrays.toString(Pattern.compile("o|l", Pattern.LITERAL).split(text));
  }

  @Fired("compile+1")
  public static int compilesInALoop(String text, int rounds) {
    int count = 0;
    for (int i = 0; i < (rounds & 7); i++) {
      count += Pattern.compile(" ").split(text).length;
    }
    return count;
  }

  @Fired("compile+1")
  @Refused("regex: the flags are not constant")
  public static int takesAKnownAndAnUnknownFlag(String text, int flags) {
    return Pattern.compile("a", 0).flags() + Pattern.compile("b", flags & 2).flags();
  }

  @Fired("split+1")
  @Refused("regex: splits at a single character, without a pattern")
  public static String leavesTheFastPath(String text) {
    return Arrays.toString(text.split(" ")) + Arrays.toString(text.split("\\d"));
  }

  @Fired("matchesConstant+1")
  public static String isJustAnotherException_eachTime(String text) {
    String all = "";
    RuntimeException last = null;
    for (int i = 0; i < 3; i++) {
      try {
        all += text.matches("*");
      } catch (RuntimeException e) {
        all += e.getMessage() + (e == last) + i;
        last = e;
      }
    }
    return all;
  }
}
