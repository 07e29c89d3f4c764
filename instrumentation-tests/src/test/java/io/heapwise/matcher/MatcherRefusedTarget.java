package io.heapwise.matcher;

import io.heapwise.harness.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Matchers that are left alone, each for a reason of its own. */
public final class MatcherRefusedTarget {
  private static final Pattern WORD = Pattern.compile("(\\w)\\w*");
  private static Matcher kept = WORD.matcher("");

  private MatcherRefusedTarget() {}

  @Refused("matcher: escapes: stored in field MatcherRefusedTarget.kept")
  public static boolean leavesUnchanged_whenItIsStoredInAField(String text) {
    kept = WORD.matcher(text);
    return kept.find();
  }

  @Refused("matcher: escapes: stored in an array")
  public static int leavesUnchanged_whenItIsStoredInAnArray(String text) {
    return new Matcher[] {WORD.matcher(text)}.length;
  }

  @Refused("matcher: escapes: returned")
  public static Matcher leavesUnchanged_whenItIsReturned(String text) {
    return text.isEmpty() ? null : WORD.matcher(text);
  }

  @Refused("matcher: escapes: captured by a lambda or another dynamic call")
  public static boolean leavesUnchanged_whenItIsCaptured(String text) {
    Matcher captured = WORD.matcher(text);
    Supplier<Boolean> asks = () -> captured.find();
    return asks.get();
  }

  @Refused("matcher: escapes: used as a lock")
  public static boolean leavesUnchanged_whenItIsALock(String text) {
    Matcher lock = WORD.matcher(text);
    synchronized (lock) {
      return lock.find();
    }
  }

  @Refused({
    "matcher: escapes: compared by identity",
    "matcher: escapes: compared by identity",
  })
  public static boolean leavesUnchanged_whenItIsComparedByIdentity(String text) {
    return WORD.matcher(text) == WORD.matcher(text);
  }

  @Refused("matcher: escapes: passed to Object.hashCode")
  public static boolean leavesUnchanged_whenItsHashCodeIsAskedFor(String text) {
    return WORD.matcher(text).hashCode() == 0;
  }

  @Refused("matcher: escapes: passed to List.add")
  public static int leavesUnchanged_whenItIsPassedOn(String text) {
    List<Matcher> list = new ArrayList<>();
    list.add(WORD.matcher(text));
    return list.size();
  }

  @Refused("matcher: escapes: results() is called on it")
  public static long leavesUnchanged_whenItsResultsAreStreamed(String text) {
    return WORD.matcher(text).results().count();
  }

  @Refused("matcher: escapes: toMatchResult() is called on it")
  public static int leavesUnchanged_whenAResultIsTaken(String text) {
    MatchResult result = WORD.matcher(text).toMatchResult();
    return result.groupCount();
  }

  @Refused("matcher: escapes: replaceAll() is called on it")
  public static String leavesUnchanged_whenAFunctionGetsIt(String text) {
    Function<MatchResult, String> first = result -> result.group(1);
    return WORD.matcher(text).replaceAll(first);
  }

  @Refused("matcher: may be merged with another object where it is used")
  public static boolean leavesUnchanged_whenItMayBeAnother(String text, boolean choice) {
    Matcher either = choice ? kept : WORD.matcher(text);
    return either.find();
  }

  @Refused("matcher: is not used")
  public static void leavesUnchanged_whenItIsNotUsed(String text) {
    WORD.matcher(text);
  }

  @Refused("matcher: in a method whose name tells of secrets")
  public static boolean leavesUnchanged_whenItReadsAPassword(String text) {
    return WORD.matcher(text).matches();
  }

  @Refused("matcher: has no last use on a normal path")
  public static String leavesUnchanged_whenItsLastUseIsInAHandler(String text) {
    Matcher words = WORD.matcher(text);
    while (true) {
      try {
        words.find();
        words.group();
      } catch (IllegalStateException e) {
        return words.toString();
      }
    }
  }
}
