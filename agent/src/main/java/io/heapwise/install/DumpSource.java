package io.heapwise.install;

import io.heapwise.dump.DumpFormat;
import io.heapwise.dump.Profile;
import io.heapwise.dump.SiteRow;
import io.heapwise.dump.StackRow;
import io.heapwise.rewrite.RewriteName;
import io.heapwise.track.ProfileCollector;
import io.heapwise.track.output.Dumps;
import io.heapwise.track.output.ProfileSource;
import io.heapwise.track.sampled.SampledAllocations;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** What dumps of the running agent contain. Thread-safe. */
final class DumpSource implements ProfileSource {
  private final RunningAgent agent;

  /** Null until the first dump is written: a starting program has not loaded what it needs. */
  private volatile ProfileCollector collector;

  private DumpSource(RunningAgent agent) {
    this.agent = agent;
  }

  /** What writes them where, and as often as, the options say; not started. */
  static Dumps dumpsOf(RunningAgent agent) {
    Options options = agent.options();
    return new Dumps(
        options.dump(),
        options.dumpIntervalSeconds(),
        options.dumpKeep(),
        agent.startMillis(),
        new DumpSource(agent));
  }

  @Override
  public void write(String reason, String ending, OutputStream out) throws IOException {
    if (collector == null) {
      collector = newCollector();
    }
    DumpFormat.ofFile("any" + ending)
        .write(withSamples(collector.collect(reason), reason.equals(EXIT)), out);
  }

  private Profile withSamples(Profile counted, boolean exiting) {
    SampledAllocations samples = agent.samples();
    if (samples == null) {
      return counted;
    }
    List<StackRow> stacks = samples.stacks(exiting);
    List<SiteRow> sites = new ArrayList<>(counted.sites());
    sites.addAll(SampledAllocations.sitesOf(stacks));
    return new Profile(
        counted.runs(),
        counted.classes(),
        counted.rewrites(),
        counted.pools(),
        counted.unnumberedHits(),
        sites,
        stacks);
  }

  @Override
  public void finished() {
    agent.closeCounters();
  }

  private ProfileCollector newCollector() {
    return new ProfileCollector(
        agent.statistics(),
        agent.description(),
        stem -> agent.rules().isOn(RewriteName.indexOf(stem)),
        agent.counters());
  }
}
