package io.heapwise.cli;

import io.heapwise.install.Version;
import java.io.PrintStream;
import java.util.List;

/** Says which Heapwise this is, and on which Java it runs. */
final class VersionCommand implements Command {
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
    out.println("heapwise " + Version.NUMBER + " on Java " + Runtime.version());
    return CommandLine.GOOD;
  }
}
