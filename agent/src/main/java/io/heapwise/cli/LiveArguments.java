package io.heapwise.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/**
 * What verbs that speak to a running program are given.
 *
 * @param operands with the process number as the first
 */
record LiveArguments(List<String> operands, boolean attach) {
  static final String ATTACH = "--attach";
  static final String REFUSED = "--refused";
  static final String JSON = "--json";

  static final String REFUSED_DETAILS =
      """
      --refused   from now on has what refused sites allocate counted; the first time, the classes that
                  are loaded are transformed again for that
      """;

  static final String DETAILS =
      """
      --attach    loads the agent into the program if it runs without; JDK 21 and newer warn about that
                  on the program's stderr, and only classes that are loaded from then on are rewritten

      Exit codes: 0 good, 2 the process cannot be asked.
      """;

  /**
   * @param most operands, the process number included
   * @param flags others that the verb takes, for a message
   */
  static LiveArguments parse(Command command, List<String> arguments, int most, String... flags)
      throws UsageException {
    List<String> operands = new ArrayList<>();
    boolean attach = false;
    for (String argument : arguments) {
      if (argument.equals(ATTACH)) {
        attach = true;
      } else if (argument.startsWith("-") || operands.size() == most) {
        List<String> valid = new ArrayList<>(List.of(flags));
        valid.add(ATTACH);
        throw CommandLine.unexpected(command, argument, valid.toArray(new String[0]));
      } else {
        operands.add(argument);
      }
    }
    if (operands.isEmpty()) {
      throw new UsageException(command.verb() + ": no process given; give the number of one");
    }
    return new LiveArguments(operands, attach);
  }

  String pid() {
    return operands.get(0);
  }

  LiveProcess connect(PrintStream err) throws UsageException {
    return LiveProcess.connect(pid(), attach, err);
  }
}
