package io.heapwise.install;

import io.heapwise.dump.DumpFormat;
import io.heapwise.dump.StackRow;
import io.heapwise.rewrite.RewriteName;
import io.heapwise.track.ProfileCollector;
import io.heapwise.track.output.Dumps;
import io.heapwise.track.output.ProfileSource;
import io.heapwise.track.sampled.SampledAllocations;
import java.io.IOException;
import java.io.OutputStream;
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
    SampledAllocations samples = agent.samples();
    List<StackRow> stacks = samples == null ? null : samples.stacks(reason.equals(EXIT));
    DumpFormat.ofFile("any" + ending).write(collector.collect(reason, stacks), out);
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
