package io.heapwise.install;

import java.util.List;
import java.util.Map;
import java.util.Properties;

/** The options of this run. Immutable. */
public final class Options {
  private static final int PERCENT = 100;
  private static final long MOST_POOLED_BYTES_BY_DEFAULT = 64L << 20;
  private static final int MOST_DUMPS_BY_DEFAULT = 10;

  private final boolean enabled;
  private final RewriteRules rules;
  private final String track;
  private final boolean trackJdk;
  private final boolean trackLive;
  private final boolean reportSummary;
  private final String dump;
  private final int dumpIntervalSeconds;
  private final int dumpKeep;
  private final long poolMaxBytes;
  private final boolean verify;
  private final Log.Level logLevel;
  private final List<String> problems;

  private Options(OptionParser given) {
    enabled = given.choice(Option.ENABLED).equals(Option.TRUE);
    rules = RewriteRules.of(given);
    track = given.choice(Option.TRACK);
    trackJdk = given.choice(Option.TRACK_JDK).equals(Option.TRUE);
    trackLive = given.choice(Option.TRACK_LIVE).equals(Option.TRUE);
    reportSummary = given.choice(Option.REPORT).equals(Option.SUMMARY);
    dump = given.dumpPath();
    dumpIntervalSeconds = given.number(Option.DUMP_INTERVAL, 0);
    dumpKeep = given.number(Option.DUMP_KEEP, MOST_DUMPS_BY_DEFAULT);
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

  /** Which rewrites are on, and where, when the program starts. */
  public RewriteRules rules() {
    return rules;
  }

  /** What is counted: one of the values of {@link Option#TRACK}. */
  public String track() {
    return track;
  }

  /** Whether the sites are counted that rewrites looked at, and no others. */
  public boolean trackSites() {
    return track.equals(Option.SITES);
  }

  /** Whether every allocation of the program is counted. */
  public boolean trackExact() {
    return track.equals(Option.EXACT) || track.equals(Option.EXACT_AND_SAMPLED);
  }

  /** Whether that includes allocations in classes of the JDK. */
  public boolean trackJdk() {
    return trackJdk;
  }

  /** Whether the JVM's own samples of allocations are taken. */
  public boolean trackSampled() {
    return track.equals(Option.SAMPLED) || track.equals(Option.EXACT_AND_SAMPLED);
  }

  /** Whether that includes objects that stay reachable. */
  public boolean trackLive() {
    return trackLive;
  }

  public boolean reportSummary() {
    return reportSummary;
  }

  /** Where dumps go, with {@code %p} and {@code %t} in it; null where none is wanted. */
  public String dump() {
    return dump;
  }

  /** 0 for none but the one at exit. */
  public int dumpIntervalSeconds() {
    return dumpIntervalSeconds;
  }

  public int dumpKeep() {
    return dumpKeep;
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
