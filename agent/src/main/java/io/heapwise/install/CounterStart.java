package io.heapwise.install;

import io.heapwise.track.JvmDescription;
import io.heapwise.track.Statistics;
import io.heapwise.track.exact.CounterKeeper;
import io.heapwise.track.output.DumpPath;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;

/** Opens the counters of the running agent. */
final class CounterStart {
  private CounterStart() {}

  /**
   * Opens counters, in a file if dumps go somewhere.
   *
   * @param dump where they go; null for nowhere
   */
  static CounterKeeper open(String dump, JvmDescription jvm, Statistics statistics)
      throws IOException {
    return CounterKeeper.open(pathBeside(dump, jvm), jvm, statistics, new Messages());
  }

  /** Null where there is none, which whoever writes the dump will say. */
  private static Path pathBeside(String dump, JvmDescription jvm) {
    try {
      return dump == null
          ? null
          : new DumpPath(dump, ProcessHandle.current().pid())
              .countersAt(Instant.ofEpochMilli(jvm.startMillis()));
    } catch (InvalidPathException e) {
      return null;
    }
  }

  private static final class Messages implements CounterKeeper.Messages {
    @Override
    public void info(String line) {
      Log.info(line);
    }

    @Override
    public void warn(String line) {
      Log.warn(line);
    }
  }
}
