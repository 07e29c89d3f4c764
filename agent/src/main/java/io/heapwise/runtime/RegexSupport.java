package io.heapwise.runtime;

import io.heapwise.runtime.pool.MatcherPool;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Constant regular expressions for rewritten code. Any thread, and re-entrant. The expression is
 * never null, nor is a text, where it is a String.
 */
public final class RegexSupport {
  /** With eight bytes a place, and what the programs' expressions take. */
  private static final int CAPACITY = 1024;

  /**
   * What compiling an expression takes, on both JDKs about this much and this much for each
   * character: some nodes, an array of its code points, and one for groups.
   */
  private static final int COMPILED_BYTES = 440;

  private static final int COMPILED_BYTES_PER_CHAR = 40;

  private static final RegexPatterns PATTERNS = new RegexPatterns(CAPACITY);

  private RegexSupport() {}

  /** Has the uses of an expression counted for a site, unless they are for another. */
  public static void countFor(String regex, int flags, int site) {
    PATTERNS.countFor(regex, flags, site);
  }

  /** As {@code text.matches(regex)} and {@code Pattern.matches(regex, text)}. */
  public static boolean matches(CharSequence text, String regex) {
    RegexPatterns.Entry entry = PATTERNS.get(regex, 0);
    Sites.correct(entry.site, compiledBytes(regex));
    return MatcherSupport.matches(entry.pattern, text, entry.site);
  }

  /** As {@code text.replaceAll(regex, replacement)}. */
  public static String replaceAll(String text, String regex, String replacement) {
    return MatcherSupport.replaceAll(claimMatcher(text, regex), replacement);
  }

  /** As {@code text.replaceFirst(regex, replacement)}. */
  public static String replaceFirst(String text, String regex, String replacement) {
    return MatcherSupport.replaceFirst(claimMatcher(text, regex), replacement);
  }

  private static Matcher claimMatcher(String text, String regex) {
    RegexPatterns.Entry entry = PATTERNS.get(regex, 0);
    Sites.correct(entry.site, compiledBytes(regex));
    return MatcherPool.claim(entry.pattern, text, entry.site);
  }

  /** As {@code text.split(regex, limit)}. */
  public static String[] split(String text, String regex, int limit) {
    return compile(regex, 0).split(text, limit);
  }

  /** As {@code Pattern.compile(regex, flags)}, but perhaps the same pattern as before. */
  public static Pattern compile(String regex, int flags) {
    RegexPatterns.Entry entry = PATTERNS.get(regex, flags);
    Sites.count(entry.site, compiledBytes(regex));
    return entry.pattern;
  }

  private static int compiledBytes(String regex) {
    return COMPILED_BYTES + COMPILED_BYTES_PER_CHAR * regex.length();
  }

  /** Whether {@code String.split} finds where to split without a pattern. */
  public static boolean isSplitWithoutPattern(String regex) {
    char last = regex.isEmpty() ? 0 : regex.charAt(regex.length() - 1);
    boolean isPlain =
        regex.length() == 1 && ".$|()[{^?*+\\".indexOf(last) < 0
            || regex.length() == 2 && regex.charAt(0) == '\\' && !isLetterOrDigit(last);
    return isPlain && !Character.isSurrogate(last);
  }

  private static boolean isLetterOrDigit(char c) {
    return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }

  /** Loads and initialises all that the other methods reach. */
  public static void warmUp() {
    MatcherSupport.warmUp();
    String regex = "(a)+|[b-d]";
    matches("aa", regex);
    replaceAll("ae", regex, "x");
    replaceFirst("ae", regex, "$0");
    split("eae", regex, 0);
    compile(regex, 0);
  }
}
