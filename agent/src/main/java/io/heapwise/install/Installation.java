package io.heapwise.install;

import io.heapwise.track.Statistics;
import java.lang.instrument.Instrumentation;
import java.util.List;

/** Starts the agent inside a program: the options, the transformer, the report at exit. */
public final class Installation {
  private Installation() {}

  /**
   * Called once, by the agent's entry class, before the program's main class is loaded.
   *
   * @param arguments what follows {@code =} in {@code -javaagent}, or null
   */
  public static void start(String arguments, Instrumentation instrumentation) {
    install(arguments, instrumentation);
  }

  /** As {@link #start}, while the program runs: what that has loaded so far is not known. */
  public static void startAttached(String arguments, Instrumentation instrumentation) {
    RunningAgent agent = install(arguments, instrumentation);
    if (agent != null) {
      agent.managementIsUsed();
    }
  }

  /** Null if it shall not run. */
  private static RunningAgent install(String arguments, Instrumentation instrumentation) {
    Options options = Options.ofThisJvm(arguments);
    Log.setLevel(options.logLevel());
    List<String> problems = options.problems();
    for (int i = 0; i < problems.size(); i++) {
      Log.warn(problems.get(i));
    }
    if (!options.enabled()) {
      return null;
    }
    Statistics statistics = new Statistics();
    HeapwiseTransformer transformer =
        new HeapwiseTransformer(instrumentation, options, statistics, new IgnoredTypes());
    RunningAgent agent = new RunningAgent(instrumentation, options, statistics, transformer);
    transformer.setSignals(new ProgramSignals(agent));
    agent.startCounters();
    instrumentation.addTransformer(transformer, true);
    agent.countInJdk();
    if (options.reportSummary()) {
      ExitReport.printAtExit(agent);
    }
    if (options.dump() != null) {
      agent.dumps().start();
    }
    if (options.trackSampled()) {
      agent.startSampling();
    }
    return agent;
  }
}
