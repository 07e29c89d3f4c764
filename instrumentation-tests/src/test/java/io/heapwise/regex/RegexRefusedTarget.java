package io.heapwise.regex;

import io.heapwise.harness.Refused;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Regular expressions that are left alone, each for a reason of its own. */
public final class RegexRefusedTarget {
  private static Pattern kept;

  private RegexRefusedTarget() {}

  @Refused("regex: the regular expression is not a constant")
  public static boolean leavesUnchanged_whenTheExpressionIsAVariable(String text, String regex) {
    return text.matches(regex);
  }

  @Refused("regex: the regular expression is not a constant")
  public static String leavesUnchanged_whenTheExpressionIsChosen(String text, boolean choice) {
    return text.replaceAll(choice ? "a+" : "b+", "");
  }

  @Refused("regex: the regular expression is in a variable")
  public static boolean leavesUnchanged_whenTheConstantIsInAVariable(String text) {
    String regex = "[0-9]+";
    return text.matches(regex);
  }

  @Refused("regex: splits at a single character, without a pattern")
  public static int leavesUnchanged_whenASplitIsFast(String text) {
    return text.split(",").length;
  }

  @Refused("regex: splits at a single character, without a pattern")
  public static int leavesUnchanged_whenASplitAtAnEscapeIsFast(String text) {
    return text.split("\\|", 3).length;
  }

  @Refused("regex: escapes: stored in field RegexRefusedTarget.kept")
  public static String leavesUnchanged_whenThePatternIsKept(String text) {
    kept = Pattern.compile("a+");
    return kept.pattern();
  }

  @Refused("regex: escapes: returned")
  public static Pattern leavesUnchanged_whenThePatternIsReturned(String text) {
    return Pattern.compile("a+");
  }

  @Refused("regex: escapes: passed to String.valueOf")
  public static String leavesUnchanged_whenThePatternIsPassedOn(String text) {
    return String.valueOf(Pattern.compile("a+"));
  }

  @Refused({
    "regex: escapes: compared by identity",
    "regex: escapes: compared by identity",
  })
  public static boolean leavesUnchanged_whenPatternsAreCompared(String text) {
    return Pattern.compile("a+") == Pattern.compile("a+");
  }

  @Refused("regex: escapes: asPredicate() is called on it")
  public static boolean leavesUnchanged_whenThePatternIsCaptured(String text) {
    Predicate<String> predicate = Pattern.compile("a+").asPredicate();
    return predicate.test(String.valueOf(text));
  }

  @Refused("regex: escapes: of its matcher, returned")
  public static Matcher leavesUnchanged_whenItsMatcherIsReturned(String text) {
    return Pattern.compile("a+").matcher(text);
  }

  @Refused("regex: escapes: of its matcher, pattern() is called on it")
  public static boolean leavesUnchanged_whenItsMatcherShowsIt(String text) {
    Matcher matcher = Pattern.compile("a+").matcher(text);
    return matcher.pattern() == kept;
  }

  @Refused("regex: in a method whose name tells of secrets")
  public static boolean leavesUnchanged_whenItChecksAPassword(String text) {
    return text.matches("a+");
  }
}
