package io.heapwise.cli;

import java.io.PrintStream;
import java.util.List;

/** A verb that prints a table, for reading or for the README. */
abstract class TableCommand implements Command {
  private static final String MARKDOWN = "--markdown";

  @Override
  public String synopsis() {
    return "[" + MARKDOWN + "]";
  }

  @Override
  public String details() {
    return MARKDOWN + " prints the table as it stands in the README." + System.lineSeparator();
  }

  @Override
  public int run(List<String> arguments, PrintStream out, PrintStream err) throws UsageException {
    for (String argument : arguments) {
      if (!argument.equals(MARKDOWN)) {
        throw CommandLine.unexpected(this, argument, MARKDOWN);
      }
    }
    out.print(arguments.isEmpty() ? plainText() : markdown());
    return CommandLine.GOOD;
  }

  abstract String plainText();

  abstract String markdown();
}
