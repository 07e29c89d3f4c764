package io.heapwise.install;

import io.heapwise.rewrite.RewriteName;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * The options of this run. Immutable; the questions about classes are asked for every class that is
 * loaded and allocate nothing.
 */
public final class Options {
  private static final int PERCENT = 100;
  private static final long MOST_POOLED_BYTES_BY_DEFAULT = 64L << 20;

  private final boolean enabled;
  private final boolean[] on;
  private final boolean[] bold;
  private final ClassGlobs[] rewriteExcludes;
  private final ClassGlobs excludes;
  private final ClassGlobs includes;
  private final String track;
  private final boolean trackJdk;
  private final boolean reportSummary;
  private final long poolMaxBytes;
  private final boolean verify;
  private final Log.Level logLevel;
  private final List<String> problems;

  private Options(OptionParser given) {
    enabled = given.choice(Option.ENABLED).equals(Option.TRUE);
    int rewrites = RewriteName.ALL.size();
    on = new boolean[rewrites];
    bold = new boolean[rewrites];
    rewriteExcludes = new ClassGlobs[rewrites];
    for (int i = 0; i < rewrites; i++) {
      RewriteName rewrite = RewriteName.ALL.get(i);
      String key = Option.REWRITE.keyFor(rewrite);
      on[i] = given.isOn(key, rewrite);
      bold[i] = given.isBold(key, rewrite);
      rewriteExcludes[i] = given.globs(Option.REWRITE_EXCLUDE.keyFor(rewrite), Option.EXCLUDE);
    }
    excludes = given.globs(Option.EXCLUDE.key(), Option.EXCLUDE);
    includes = given.globs(Option.INCLUDE.key(), Option.INCLUDE);
    track = given.choice(Option.TRACK);
    trackJdk = given.choice(Option.TRACK_JDK).equals(Option.TRUE);
    reportSummary = given.choice(Option.REPORT).equals(Option.SUMMARY);
    poolMaxBytes = given.bytes(Option.POOL_MAX_BYTES.key(), defaultPoolMaxBytes());
    verify = given.choice(Option.VERIFY).equals(Option.TRUE);
    logLevel = Log.Level.named(given.choice(Option.LOG));
    problems = given.problems();
  }

  /** The options of this JVM. */
  public static Options ofThisJvm(String agentArgument) {
    return parse(agentArgument, System.getProperties(), System.getenv());
  }

  /**
   * Reads options. An agent argument goes before a system property, that before an environment
   * variable. What is unknown or invalid becomes a line in {@link #problems()}, and the default
   * holds.
   *
   * @param agentArgument {@code key=value,key=value}; may be null
   */
  public static Options parse(
      String agentArgument, Properties systemProperties, Map<String, String> environment) {
    OptionParser parser = new OptionParser();
    parser.readEnvironment(environment);
    parser.readProperties(systemProperties);
    if (agentArgument != null) {
      parser.readArgument(agentArgument);
    }
    return new Options(parser);
  }

  private static long defaultPoolMaxBytes() {
    return Math.min(Runtime.getRuntime().maxMemory() / PERCENT, MOST_POOLED_BYTES_BY_DEFAULT);
  }

  public boolean enabled() {
    return enabled;
  }

  /** Whether a class is among those that any rewrite may touch. */
  public boolean mayRewrite(String internalClassName) {
    return (includes == null || includes.matches(internalClassName))
        && (excludes == null || !excludes.matches(internalClassName));
  }

  /** Whether a rewrite is on for a class that {@link #mayRewrite} lets through. */
  public boolean isOn(String rewriteName, String internalClassName) {
    int i = RewriteName.indexOf(rewriteName);
    return i >= 0
        && on[i]
        && (rewriteExcludes[i] == null || !rewriteExcludes[i].matches(internalClassName));
  }

  /** Whether a rewrite was asked for with its one relaxation. */
  public boolean isBold(RewriteName rewrite) {
    return bold[RewriteName.indexOf(rewrite.name())];
  }

  /** What is counted: one of the values of {@link Option#TRACK}. */
  public String track() {
    return track;
  }

  /** Whether every allocation of the program is counted. */
  public boolean trackExact() {
    return track.equals(Option.EXACT);
  }

  /** Whether that includes allocations in classes of the JDK. */
  public boolean trackJdk() {
    return trackJdk;
  }

  public boolean reportSummary() {
    return reportSummary;
  }

  public long poolMaxBytes() {
    return poolMaxBytes;
  }

  public boolean verify() {
    return verify;
  }

  public Log.Level logLevel() {
    return logLevel;
  }

  /** What was wrong with the options given: a line each, to be told to the user once. */
  public List<String> problems() {
    return problems;
  }
}
