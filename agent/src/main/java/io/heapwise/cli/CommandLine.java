package io.heapwise.cli;

import io.heapwise.install.Nearest;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;

/** {@code java -jar heapwise.jar VERB ...} */
public final class CommandLine {
  static final int GOOD = 0;

  /** The question was good, the answer is no. */
  static final int NO = 1;

  static final int BAD_USAGE = 2;

  static final List<Command> COMMANDS =
      List.of(
          new RewritesCommand(),
          new OptionsCommand(),
          new ExplainCommand(),
          new ReportCommand(),
          new DiffCommand(),
          new MergeCommand(),
          new TopCommand(),
          new DumpCommand(),
          new SetCommand(),
          new VersionCommand());

  private static final String START = "java -jar heapwise.jar ";

  private CommandLine() {}

  public static void main(String[] arguments) {
    int code = run(arguments, System.out, System.err);
    if (code != GOOD) {
      System.exit(code);
    }
  }

  static int run(String[] arguments, PrintStream out, PrintStream err) {
    if (arguments.length == 0) {
      err.print(help());
      return BAD_USAGE;
    }
    String verb = arguments[0];
    List<String> rest = Arrays.asList(arguments).subList(1, arguments.length);
    if (verb.equals("--help") || verb.equals("-h") || verb.equals("help")) {
      out.print(help());
      return GOOD;
    }
    Command command = named(verb.equals("--version") ? "version" : verb);
    if (command == null) {
      String[] verbs = COMMANDS.stream().map(Command::verb).toArray(String[]::new);
      complain(
          err,
          "unknown verb '%s' (did you mean '%s'?); the verbs are %s"
              .formatted(verb, Nearest.to(verb, verbs), String.join(", ", verbs)));
      return BAD_USAGE;
    }
    if (rest.contains("--help") || rest.contains("-h")) {
      out.print(help(command));
      return GOOD;
    }
    try {
      return command.run(rest, out, err);
    } catch (UsageException e) {
      complain(err, e.getMessage());
      return BAD_USAGE;
    }
  }

  /** Prints a message in the form that all of them have. */
  static void complain(PrintStream err, String message) {
    err.println("heapwise: " + message);
  }

  /** The complaint about an argument that a verb does not take. */
  static UsageException unexpected(Command command, String argument, String... flags) {
    String hint =
        flags.length == 0 ? "it takes none" : "did you mean '" + Nearest.to(argument, flags) + "'?";
    return new UsageException(
        "%s: unexpected argument '%s' (%s); see: %s%s --help"
            .formatted(command.verb(), argument, hint, START, command.verb()));
  }

  private static Command named(String verb) {
    for (Command command : COMMANDS) {
      if (command.verb().equals(verb)) {
        return command;
      }
    }
    return null;
  }

  private static String help(Command command) {
    String details = command.details();
    return "%s%s%n%n%s.%n%s"
        .formatted(
            START,
            (command.verb() + " " + command.synopsis()).trim(),
            command.summary(),
            details.isEmpty() ? "" : System.lineSeparator() + details);
  }

  private static String help() {
    Table verbs = new Table("verb", "what it does");
    for (Command command : COMMANDS) {
      verbs.add((command.verb() + " " + command.synopsis()).trim(), command.summary());
    }
    return """
        Heapwise makes unmodified JVM programs allocate less.

        As an agent:      java -javaagent:heapwise.jar[=key=value,...] ...
        As a command:     java -jar heapwise.jar VERB ...   (VERB --help says more)

        %s
        Exit codes: 0 good, 1 the answer is no, 2 bad usage or bad input.

        %s"""
        .formatted(verbs.asText(), OptionsCommand.text());
  }
}
