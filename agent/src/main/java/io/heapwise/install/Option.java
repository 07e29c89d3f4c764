package io.heapwise.install;

import io.heapwise.rewrite.RewriteName;
import java.util.List;

/**
 * The options, each declared here and nowhere else: what is parsed, the messages about what cannot
 * be, the help and the README table derive from this.
 *
 * @param key as written in the agent argument; {@link #ANY_REWRITE} in it stands for each rewrite
 * @param choices the valid values, the default first; empty where any text of the syntax will do
 * @param syntax what a valid value looks like, where there are no choices
 * @param fallback the default in words, where there are no choices
 * @param meaning what it does, in a line
 */
public record Option(
    String key, List<String> choices, String syntax, String fallback, String meaning) {
  static final String ANY_REWRITE = "<rewrite>";

  static final String TRUE = "true";
  static final String ON = "on";
  static final String SUMMARY = "summary";
  static final String SITES = "sites";
  static final String EXACT = "exact";
  static final String SAMPLED = "sampled";
  static final String EXACT_AND_SAMPLED = "exact+sampled";

  private static final String GLOBS = "class globs such as `com.acme.*;*.Foo?`, separated by `;`";

  public static final Option ENABLED =
      choice("enabled", "`false`: leave at once, touch nothing", TRUE, "false");

  /** The default that counts is the rewrite's own. */
  public static final Option REWRITE =
      choice(
          ANY_REWRITE,
          "one for each rewrite, such as `concat=off`; the table of rewrites has the defaults",
          ON,
          "off");

  public static final Option REWRITE_EXCLUDE =
      text(ANY_REWRITE + ".exclude", GLOBS, "none", "classes that this rewrite leaves alone");

  public static final Option EXCLUDE =
      text("exclude", GLOBS, "none", "classes that every rewrite leaves alone");

  public static final Option INCLUDE =
      text("include", GLOBS, "all", "the only classes that may be rewritten");

  public static final Option TRACK =
      choice(
          "track",
          "`sites`: counters at rewritten sites; `exact`: at every allocation of the program too;"
              + " `sampled`: the JVM's own samples, with stacks; `exact+sampled`: both, side by side;"
              + " `off`: none",
          SITES,
          SAMPLED,
          EXACT,
          EXACT_AND_SAMPLED,
          "off");

  public static final Option TRACK_JDK =
      choice(
          "track.jdk",
          "`true`: with `track=exact`, allocations in classes of the JDK are counted too",
          "false",
          TRUE);

  public static final Option TRACK_LIVE =
      choice(
          "track.live",
          "`true`: with `track=sampled`, objects that stay reachable are looked for too",
          "false",
          TRUE);

  public static final Option REPORT =
      choice("report", "`summary`: what was done, on stderr when the JVM exits", "off", SUMMARY);

  public static final Option DUMP =
      text(
          "dump",
          "a path that ends in `.txt`, `.json`, `.collapsed`, `.pb.gz` or `.html`; `%p` in it is the"
              + " process, `%t` the time",
          "none",
          "where what was counted is written when the JVM exits");

  public static final Option DUMP_INTERVAL =
      text("dump.interval", "seconds", "none", "how often the dump is written while the JVM runs");

  public static final Option DUMP_KEEP =
      text(
          "dump.keep",
          "a number of files",
          "10",
          "how many of those dumps are kept, where `%t` gives each a file of its own");

  public static final Option POOL_MAX_BYTES =
      text(
          "pool.maxBytes",
          "bytes, such as `8388608`, `512k` or `8m`",
          "1 % of the largest heap, at most 64m",
          "the most that all pools together retain");

  public static final Option VERIFY =
      choice(
          "verify",
          "`true`: check every rewritten class before the JVM sees it, poison released buffers",
          "false",
          TRUE);

  public static final Option LOG =
      choice("log", "the agent's own messages, on stderr", "warn", "off", "info", "debug");

  public static final List<Option> ALL =
      List.of(
          ENABLED,
          REWRITE,
          REWRITE_EXCLUDE,
          EXCLUDE,
          INCLUDE,
          TRACK,
          TRACK_JDK,
          TRACK_LIVE,
          REPORT,
          DUMP,
          DUMP_INTERVAL,
          DUMP_KEEP,
          POOL_MAX_BYTES,
          VERIFY,
          LOG);

  private static Option choice(String key, String meaning, String... choices) {
    return new Option(key, List.of(choices), "", choices[0], meaning);
  }

  private static Option text(String key, String syntax, String fallback, String meaning) {
    return new Option(key, List.of(), syntax, fallback, meaning);
  }

  /** What a valid value looks like, for a message. */
  String plainSyntax() {
    return syntax.replace("`", "");
  }

  /** The key as set for one rewrite. */
  String keyFor(RewriteName rewrite) {
    return rewrite.name() + key.substring(ANY_REWRITE.length());
  }

  /** Every key that can be set. */
  static String[] keys() {
    int perRewrite = 0;
    for (int i = 0; i < ALL.size(); i++) {
      perRewrite += ALL.get(i).isPerRewrite() ? 1 : 0;
    }
    String[] keys = new String[ALL.size() + perRewrite * (RewriteName.ALL.size() - 1)];
    int count = 0;
    for (int i = 0; i < ALL.size(); i++) {
      Option option = ALL.get(i);
      if (!option.isPerRewrite()) {
        keys[count++] = option.key;
        continue;
      }
      for (int j = 0; j < RewriteName.ALL.size(); j++) {
        keys[count++] = option.keyFor(RewriteName.ALL.get(j));
      }
    }
    return keys;
  }

  private boolean isPerRewrite() {
    return key.startsWith(ANY_REWRITE);
  }
}
