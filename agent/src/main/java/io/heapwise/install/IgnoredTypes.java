package io.heapwise.install;

import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.util.Arrays;

/**
 * Classes that are never rewritten: generated ones of the JDK, and those of other agents. The
 * latter run inside class loading: a dynamic call of theirs that is linked there, in the middle of
 * loading a class that linking needs, would fail for good.
 */
final class IgnoredTypes {
  private static final String[] PREFIXES = {
    "io/opentelemetry/javaagent/",
    "datadog/trace/",
    "com/newrelic/",
    "co/elastic/apm/",
    "com/dynatrace/",
    "org/jacoco/agent/",
    "org/aspectj/weaver/",
    "jdk/internal/",
    "jdk/proxy",
    "com/sun/proxy/",
  };

  private static final String AGENT_OPTION = "-javaagent:";

  /** Ends of the locations of the jars of agents; null until first asked for. */
  private volatile String[] agentJars;

  boolean containByName(String internalName) {
    for (String prefix : PREFIXES) {
      if (internalName.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether a class comes from the jar of any agent on the command line. Needs {@code
   * jdk.internal.misc} to be exported to the agent.
   */
  boolean containByOrigin(ProtectionDomain domain) {
    CodeSource source = domain == null ? null : domain.getCodeSource();
    if (source == null || source.getLocation() == null) {
      return false;
    }
    String path = source.getLocation().getPath();
    for (String jar : agentJars()) {
      if (path.endsWith(jar)) {
        return true;
      }
    }
    return false;
  }

  private String[] agentJars() {
    String[] known = agentJars;
    if (known == null) {
      known = new String[0];
      for (String argument : JvmArguments.get()) {
        if (argument.startsWith(AGENT_OPTION)) {
          known = Arrays.copyOf(known, known.length + 1);
          known[known.length - 1] = fileName(argument);
        }
      }
      agentJars = known;
    }
    return known;
  }

  /** The path may be relative there and absolute here: the name of the file must do. */
  private static String fileName(String option) {
    int end = option.indexOf('=');
    String path = option.substring(AGENT_OPTION.length(), end < 0 ? option.length() : end);
    String name = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    return '/' + name.replace(" ", "%20"); // as in a location, which is a URL
  }
}
