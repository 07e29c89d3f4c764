package io.heapwise.runtime;

import io.heapwise.runtime.pool.BuilderPool;
import io.heapwise.runtime.pool.MatcherPool;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Matchers for rewritten code. Whatever is thrown in between, by the text or for lack of stack,
 * leaves the matcher to the garbage collector. Any thread, and re-entrant: a text may match in its
 * own {@code charAt}.
 */
public final class MatcherSupport {
  private MatcherSupport() {}

  /** As {@code pattern.matcher(text).matches()}; the pattern is not null. */
  public static boolean matches(Pattern pattern, CharSequence text, int site) {
    Matcher matcher = MatcherPool.claim(pattern, text, site);
    boolean result = matcher.matches();
    MatcherPool.release(matcher);
    return result;
  }

  /** As {@code pattern.matcher(text).find()}; the pattern is not null. */
  public static boolean find(Pattern pattern, CharSequence text, int site) {
    Matcher matcher = MatcherPool.claim(pattern, text, site);
    boolean result = matcher.find();
    MatcherPool.release(matcher);
    return result;
  }

  /** As {@code pattern.matcher(text).lookingAt()}; the pattern is not null. */
  public static boolean lookingAt(Pattern pattern, CharSequence text, int site) {
    Matcher matcher = MatcherPool.claim(pattern, text, site);
    boolean result = matcher.lookingAt();
    MatcherPool.release(matcher);
    return result;
  }

  /** As {@code matcher.replaceAll(replacement)} where that is the last use of the matcher. */
  public static String replaceAll(Matcher matcher, String replacement) {
    String result =
        isLiteral(replacement)
            ? replace(matcher, replacement, true)
            : matcher.replaceAll(replacement);
    MatcherPool.release(matcher);
    return result;
  }

  /** As {@code matcher.replaceFirst(replacement)} where that is the last use of the matcher. */
  public static String replaceFirst(Matcher matcher, String replacement) {
    String result =
        isLiteral(replacement)
            ? replace(matcher, replacement, false)
            : matcher.replaceFirst(replacement);
    MatcherPool.release(matcher);
    return result;
  }

  /** Whether a replacement is appended as it is. */
  private static boolean isLiteral(String replacement) {
    return replacement != null
        && replacement.indexOf('\\') < 0
        && replacement.indexOf('$') < 0
        && MatcherPool.knowsText();
  }

  /** In the steps of the original, with a pooled builder, and no builder for each match. */
  private static String replace(Matcher matcher, String replacement, boolean isAll) {
    CharSequence text = MatcherPool.text(matcher);
    matcher.reset();
    if (!matcher.find()) {
      return text.toString();
    }
    StringBuilder replaced = BuilderPool.claim();
    int tail = 0;
    do {
      replaced.append(text, tail, matcher.start()).append(replacement);
      tail = matcher.end();
    } while (isAll && matcher.find());
    replaced.append(text, tail, text.length());
    String result = replaced.toString();
    BuilderPool.release(replaced);
    return result;
  }

  /** Loads and initialises all that the other methods reach. */
  public static void warmUp() {
    Pattern pattern = Pattern.compile("(a)b");
    int site = Sites.UNNUMBERED;
    // Twice: the first makes, the second finds.
    for (int i = 0; i < 2; i++) {
      matches(pattern, "ab", site);
      find(pattern, "", site);
      lookingAt(pattern, "ab", site);
      replaceAll(MatcherPool.claim(pattern, "abab", site), "$1");
      replaceFirst(MatcherPool.claim(pattern, "abab", site), "c");
    }
    MatcherPool.release(null);
  }
}
