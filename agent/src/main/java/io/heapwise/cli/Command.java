package io.heapwise.cli;

import java.io.PrintStream;
import java.util.List;

/** One verb of the command line; listed in {@link CommandLine}. */
interface Command {
  String verb();

  /** What may follow the verb. */
  String synopsis();

  String summary();

  /** What {@code --help} says below synopsis and summary; may be empty. */
  String details();

  /**
   * Answers on {@code out}, complains on {@code err}.
   *
   * @return the exit code: {@link CommandLine#GOOD}, {@link CommandLine#NO} or {@link
   *     CommandLine#BAD_USAGE}
   */
  int run(List<String> arguments, PrintStream out, PrintStream err) throws UsageException;
}
