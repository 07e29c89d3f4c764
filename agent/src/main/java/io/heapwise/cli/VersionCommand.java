package io.heapwise.cli;

import java.io.PrintStream;
import java.util.List;

/** Says which Heapwise this is, and on which Java it runs. */
final class VersionCommand implements Command {
  /** The same as in the POM, which a test makes sure of. */
  static final String VERSION = "0.1.0-SNAPSHOT";

  @Override
  public String verb() {
    return "version";
  }

  @Override
  public String synopsis() {
    return "";
  }

  @Override
  public String summary() {
    return "Says which version this is";
  }

  @Override
  public String details() {
    return "";
  }

  @Override
  public int run(List<String> arguments, PrintStream out, PrintStream err) throws UsageException {
    if (!arguments.isEmpty()) {
      throw CommandLine.unexpected(this, arguments.get(0));
    }
    out.println("heapwise " + VERSION + " on Java " + Runtime.version());
    return CommandLine.GOOD;
  }
}
