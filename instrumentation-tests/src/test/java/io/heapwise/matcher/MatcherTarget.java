package io.heapwise.matcher;

import io.heapwise.harness.Fired;
import io.heapwise.harness.Recorder;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Matchers that stay in their method. */
public final class MatcherTarget {
  private static final Pattern NUMBER = Pattern.compile("[-+]?(\\d+)([a-z]*)");
  private static final Pattern WORD = Pattern.compile("(?<first>\\p{L})(\\w*)");
  private static final Pattern CLOSING = Pattern.compile("(?<=l)o\\b|$");
  private static final Pattern EMPTY = Pattern.compile("");
  private static final Pattern UNSET = null;

  private MatcherTarget() {}

  @Fired("matches+1")
  public static boolean asksWhetherAllMatches(int number, String tail) {
    return NUMBER.matcher(number + tail).matches();
  }

  @Fired("find+1")
  public static boolean asksWhetherAnythingMatches(String text) {
    return WORD.matcher(text).find();
  }

  @Fired("lookingAt+1")
  public static boolean asksWhetherItBeginsSo(String text) {
    return WORD.matcher(text).lookingAt();
  }

  @Fired("find+1 lookingAt+1 matches+1")
  public static int asksWithinAnExpression(long wide, String text, double real) {
    return (int) (wide * 31L + (WORD.matcher(text).find() ? real : -real))
        + (WORD.matcher(text).lookingAt() ? 1 : 2)
        + (NUMBER.matcher(text).matches() ? 4 : 8);
  }

  @Fired("matches+1")
  public static String asksWhileAnObjectIsMade(String text) {
    return new Answer(text, WORD.matcher(text).matches()).toString();
  }

  @Fired("matches+1")
  public static boolean asksOfAChosenText(boolean choice, String first, String second) {
    return WORD.matcher(choice ? first : second).matches();
  }

  @Fired("matches+1")
  public static boolean callsATextAsBefore(CharSequence text) {
    return WORD.matcher(text).matches();
  }

  @Fired("matches+1")
  public static boolean failsAsBefore_whenALocalPatternIsNull(String text) {
    Pattern chosen = text == null || text.length() > 1 ? null : WORD;
    return chosen.matcher(text).matches();
  }

  @Fired("matches+1")
  public static boolean failsAsBefore_whenTheFieldIsNull(String text) {
    return UNSET.matcher(text).matches();
  }

  @Fired("claimMatcher+1 releaseReplacingAll+1")
  public static String failsAsBefore_whenTheReturnedPatternIsNull(String text) {
    return none().matcher(text).replaceAll("");
  }

  private static Pattern none() {
    return UNSET;
  }

  @Fired("claimMatcher+1 releaseMatcher+1")
  public static String findsInALoop(String text) {
    Matcher words = WORD.matcher(text);
    String found = "";
    while (words.find()) {
      Recorder.note(words.start() + "-" + words.end());
      found = words.group("first") + words.group(2);
    }
    return found;
  }

  @Fired("claimMatcher+1 releaseMatcher+2")
  public static String takesGroups(int number, String tail) {
    Matcher parts = NUMBER.matcher(number + tail);
    if (parts.matches()) {
      return parts.group(1) + "," + parts.group(2) + "," + parts.groupCount();
    }
    return null;
  }

  @Fired("claimMatcher+1 releaseMatcher+1")
  public static String failsAsBefore_whenNothingHasMatched(String text) {
    Matcher parts = NUMBER.matcher(text);
    parts.matches();
    return parts.group();
  }

  @Fired("claimMatcher+1 releaseMatcher+1")
  public static String failsAsBefore_whenThereIsNoSuchGroup(int group) {
    Matcher parts = NUMBER.matcher("12ab");
    parts.matches();
    return parts.group(group);
  }

  @Fired("claimMatcher+1 releaseMatcher+1")
  public static String failsAsBefore_whenNoGroupHasTheName(String name) {
    Matcher parts = WORD.matcher("word");
    parts.find();
    return parts.group(name);
  }

  @Fired("claimMatcher+2 releaseMatcher+2")
  public static String seesNoEndThatAnotherHit(String text) {
    Matcher before = NUMBER.matcher("12");
    String all = before.matches() + " " + before.hitEnd() + before.requireEnd();
    Matcher after = NUMBER.matcher(text);
    return all + after.hitEnd() + after.requireEnd() + after.find() + after.hitEnd();
  }

  @Fired("claimMatcher+2 releaseMatcher+2")
  public static String requiresNoEndThatAnotherDid(String text) {
    Matcher before = CLOSING.matcher("hello");
    before.useTransparentBounds(true).useAnchoringBounds(false).region(4, 5);
    String all = before.find() + " " + before.requireEnd();
    Matcher after = CLOSING.matcher(text);
    all += after.requireEnd() + "" + after.hasTransparentBounds() + after.hasAnchoringBounds();
    return all + after.regionStart() + "," + after.regionEnd() + after.find();
  }

  @Fired("claimMatcher+1 releaseMatcher+1")
  public static String followsAReset(String first, String second) {
    Matcher words = WORD.matcher(first);
    boolean any = words.find();
    String all = any + " " + words.reset(second).find() + words.reset().lookingAt();
    return all + words.toString();
  }

  @Fired("claimMatcher+2 releaseMatcher+2")
  public static String followsAChangeOfPattern(String text) {
    Matcher changing = EMPTY.matcher(text);
    boolean any = changing.find();
    String all = any + " " + changing.usePattern(NUMBER).find() + changing.pattern();
    Matcher other = EMPTY.matcher(text);
    return all + other.pattern() + other.groupCount() + other.matches();
  }

  @Fired("claimMatcher+1 releaseMatcher+1")
  public static String asksAsAResult(String text) {
    MatchResult result = NUMBER.matcher(text + "1");
    return result.groupCount() + " " + result.start();
  }

  @Fired("claimMatcher+1 releaseReplacingAll+1")
  public static String replacesAll(String text) {
    return WORD.matcher(text).replaceAll("<>");
  }

  @Fired("claimMatcher+1 releaseReplacingAll+1")
  public static String replacesNothing(String text) {
    return NUMBER.matcher(text).replaceAll("x");
  }

  @Fired("claimMatcher+1 releaseReplacingAll+1")
  public static String replacesEmptyMatches(String text, String replacement) {
    return EMPTY.matcher(text).replaceAll(replacement);
  }

  @Fired("claimMatcher+1 releaseReplacingFirst+1")
  public static String replacesTheFirst(String text, String replacement) {
    return WORD.matcher(text).replaceFirst(replacement);
  }

  @Fired("claimMatcher+1 releaseReplacingAll+1")
  public static String replacesByGroups(String text) {
    return WORD.matcher(text).replaceAll("$2\\$${first}");
  }

  @Fired("claimMatcher+4 releaseReplacingAll+3 releaseReplacingFirst+1")
  public static String failsAsBefore_whenAReplacementIsWrong(int number, String text) {
    switch (number & 3) {
      case 0:
        return WORD.matcher(text).replaceAll("$3");
      case 1:
        return WORD.matcher(text).replaceAll("x\\");
      case 2:
        return WORD.matcher(text).replaceFirst("${none}");
      default:
        return WORD.matcher(text).replaceAll("$x");
    }
  }

  @Fired("claimMatcher+1 releaseReplacingAll+1")
  public static String replacesInAnyText(CharSequence text) {
    return WORD.matcher(text).replaceAll("\u20ac");
  }

  @Fired("claimMatcher+1 releaseMatcher+1")
  public static String appendsReplacements(String text) {
    StringBuffer all = new StringBuffer();
    Matcher words = WORD.matcher(text);
    while (words.find()) {
      words.appendReplacement(all, "[$1]");
    }
    return words.appendTail(all).toString();
  }

  @Fired("claimMatcher+1 releaseMatcher+4")
  public static int isReleasedOnEachWay(int number, String text) {
    Matcher parts = NUMBER.matcher(number + text);
    switch (number & 3) {
      case 0:
        return parts.matches() ? 1 : 2;
      case 1:
        return parts.find() ? parts.start() : -1;
      default:
        return 7;
    }
  }

  @Fired("claimMatcher+2 releaseMatcher+2")
  public static String isNestedInItsOwnPattern(String text) {
    String all = "";
    Matcher outer = WORD.matcher(text);
    while (outer.find() && all.length() < 1000) {
      Matcher inner = WORD.matcher(outer.group(2));
      while (inner.find() && all.length() < 1000) {
        all += outer.start() + ":" + inner.start() + ",";
      }
    }
    return all;
  }

  @Fired("claimMatcher+1 matches+1 releaseMatcher+2")
  public static boolean isAskedAgain_afterAClaimInALoop(String text, int rounds) {
    boolean any = false;
    for (int i = 0; i < (rounds & 7); i++) {
      Matcher words = WORD.matcher(text);
      any |= words.find() && !NUMBER.matcher(text).matches() && words.find();
    }
    return any;
  }

  private static boolean asks(Pattern pattern, String text) {
    return pattern.matcher(text).matches();
  }

  @Fired("claimMatcher+1 releaseMatcher+1")
  public static String survivesATextThatMatches(String text) {
    String all = "";
    Matcher words = WORD.matcher(new MatchingText("ab-c " + head(text), WORD, -1));
    while (words.find()) {
      all = words.group() + all;
    }
    return all;
  }

  @Fired("claimMatcher+2 releaseMatcher+1 releaseReplacingAll+1")
  public static String survivesATextThatFails(int index, String text) {
    Matcher words = WORD.matcher(new MatchingText("ab-c " + head(text), WORD, index & 7));
    String all = "";
    try {
      while (words.find()) {
        all = words.group() + all;
      }
    } catch (IllegalStateException e) {
      all += e.getMessage();
    }
    return all + WORD.matcher(head(text)).replaceAll("-");
  }

  @Fired("claimMatcher+1 releaseReplacingAll+1")
  public static String replacesInATextThatFails(int index, String text) {
    return WORD.matcher(new MatchingText("ab-c " + head(text), WORD, index & 15)).replaceAll("+");
  }

  @Fired("claimMatcher+1 releaseMatcher+1")
  public static String isLentToAMethodOfTheSameClass(String text) {
    Matcher words = WORD.matcher(text);
    return all(words) + "" + words.hitEnd();
  }

  private static int all(Matcher matcher) {
    int count = 0;
    while (matcher.find()) {
      count++;
    }
    return count;
  }

  private static String head(String text) {
    return text == null ? "null" : text.substring(0, Math.min(4, text.length()));
  }

  private static final class Answer {
    private final String question;
    private final boolean answer;

    Answer(String question, boolean answer) {
      this.question = question;
      this.answer = answer;
    }

    @Override
    public String toString() {
      return question + "? " + answer;
    }
  }

  /** A text that matches by a pattern itself whenever it is asked for a character, and may fail. */
  private static final class MatchingText implements CharSequence {
    private final String text;
    private final Pattern pattern;
    private final int failsAt;

    /**
     * @param failsAt index of the character that it fails to give, or -1
     */
    MatchingText(String text, Pattern pattern, int failsAt) {
      this.text = text;
      this.pattern = pattern;
      this.failsAt = failsAt;
    }

    @Override
    public int length() {
      Recorder.note("length");
      return text.length();
    }

    @Override
    public char charAt(int index) {
      Recorder.note("charAt " + index + " " + asks(pattern, text));
      if (index == failsAt) {
        throw new IllegalStateException("no character " + index);
      }
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      Recorder.note("subSequence " + start + " " + end);
      return new MatchingText(text.substring(start, end), pattern, -1);
    }

    @Override
    public String toString() {
      Recorder.note("toString");
      return text;
    }
  }
}
