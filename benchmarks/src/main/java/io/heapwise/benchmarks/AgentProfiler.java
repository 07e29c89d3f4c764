package io.heapwise.benchmarks;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.ExternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Runs the forks of a benchmark with the agent, and takes from its exit summary how often each
 * rewrite ran per operation. In any JMH command line: {@code -prof
 * io.heapwise.benchmarks.AgentProfiler:JAR[=OPTIONS]}, where the options are appended to those that
 * confine the agent to the benchmarks. {@code off} instead of a jar is the other half of a
 * comparison: the same harness, to the last loaded class, without the agent.
 */
public final class AgentProfiler implements ExternalProfiler {
  /** Prefix of the secondary results; the name of the rewrite follows. */
  static final String HITS = "heapwise.hits.";

  static final String OFF = "off";

  // The harness concatenates strings too; it must be the same with and without the agent.
  private static final String AGENT_OPTIONS =
      "report=summary,include=io.heapwise.benchmarks.*"
          + ",exclude=io.heapwise.benchmarks.jmh_generated.*";

  private final String agentJar;
  private final String agentOptions;

  /** Called by JMH with what follows the colon. */
  public AgentProfiler(String jarAndOptions) {
    int equals = jarAndOptions.indexOf('=');
    agentJar = equals < 0 ? jarAndOptions : jarAndOptions.substring(0, equals);
    agentOptions =
        equals < 0 ? AGENT_OPTIONS : AGENT_OPTIONS + "," + jarAndOptions.substring(equals + 1);
  }

  @Override
  public Collection<String> addJVMInvokeOptions(BenchmarkParams params) {
    return List.of();
  }

  @Override
  public Collection<String> addJVMOptions(BenchmarkParams params) {
    return isOff() ? List.of() : List.of("-javaagent:" + agentJar + "=" + agentOptions);
  }

  @Override
  public void beforeTrial(BenchmarkParams params) {}

  @Override
  public Collection<? extends Result<?>> afterTrial(
      BenchmarkResult result, long pid, File stdOut, File stdErr) {
    if (isOff()) {
      return List.of();
    }
    try {
      AgentSummary summary = AgentSummary.parse(stdErr.toPath());
      if (summary.isEmpty()) {
        throw new IllegalStateException("the agent printed no summary");
      }
      return hitsPerOperation(summary, operations(result));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean allowPrintOut() {
    return true;
  }

  @Override
  public boolean allowPrintErr() {
    return false;
  }

  @Override
  public String getDescription() {
    return "Heapwise agent, hits of its rewrites per operation";
  }

  private boolean isOff() {
    return agentJar.equals(OFF);
  }

  private static List<ScalarResult> hitsPerOperation(AgentSummary summary, double operations) {
    List<ScalarResult> results = new ArrayList<>();
    for (AgentSummary.RewriteLine rewrite : summary.rewrites()) {
      if (rewrite.hits() > 0) {
        results.add(
            new ScalarResult(
                HITS + rewrite.name(),
                rewrite.hits() / operations,
                "hits/op",
                AggregationPolicy.AVG));
      }
    }
    return results;
  }

  private static double operations(BenchmarkResult result) {
    return result.getMetadata().getWarmupOps() + result.getMetadata().getMeasurementOps();
  }
}
