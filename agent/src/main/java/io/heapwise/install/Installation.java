package io.heapwise.install;

import io.heapwise.track.Statistics;
import java.lang.instrument.Instrumentation;
import java.util.List;

/** Starts the agent inside a program: the options, the transformer, the report at exit. */
public final class Installation {
  private Installation() {}

  /**
   * Called once, by the agent's entry class, before the program's main class is loaded or, when the
   * agent is attached, while it runs.
   *
   * @param arguments what follows {@code =} in {@code -javaagent}, or null
   */
  public static void start(String arguments, Instrumentation instrumentation) {
    Options options = Options.ofThisJvm(arguments);
    Log.setLevel(options.logLevel());
    List<String> problems = options.problems();
    for (int i = 0; i < problems.size(); i++) {
      Log.warn(problems.get(i));
    }
    if (!options.enabled()) {
      return;
    }
    Statistics statistics = new Statistics();
    HeapwiseTransformer transformer =
        new HeapwiseTransformer(instrumentation, options, statistics, new IgnoredTypes());
    instrumentation.addTransformer(transformer, true);
    if (options.reportSummary()) {
      ExitReport.printAtExit(statistics);
    }
  }
}
