package io.heapwise.cli;

import io.heapwise.dump.Threshold;
import io.heapwise.install.ByteSize;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What follows a verb: operands, switches, and options with a value. */
final class Arguments {
  private static final String OPERANDS_ONLY = "--";

  private final Command command;
  private final List<String> operands = new ArrayList<>();
  private final Map<String, String> values = new HashMap<>();

  /**
   * Takes the arguments apart.
   *
   * @param switches flags without a value
   * @param options flags with one, as in {@code --top 5} or {@code --top=5}
   */
  Arguments(Command command, List<String> arguments, List<String> switches, List<String> options)
      throws UsageException {
    this.command = command;
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      int equals = argument.indexOf('=');
      String name = equals < 0 ? argument : argument.substring(0, equals);
      if (argument.equals(OPERANDS_ONLY)) {
        operands.addAll(arguments.subList(i + 1, arguments.size()));
        break;
      } else if (!argument.startsWith("-")) {
        operands.add(argument);
      } else if (switches.contains(argument)) {
        values.put(argument, "");
      } else if (options.contains(name)) {
        if (equals < 0 && ++i == arguments.size()) {
          throw bad("give a value behind " + name);
        }
        if (values.put(name, equals < 0 ? arguments.get(i) : argument.substring(equals + 1))
            != null) {
          throw bad("give " + name + " once");
        }
      } else {
        throw CommandLine.unexpected(
            command,
            argument,
            Stream.concat(switches.stream(), options.stream()).toArray(String[]::new));
      }
    }
  }

  List<String> operands() {
    return operands;
  }

  boolean has(String flag) {
    return values.containsKey(flag);
  }

  /** The value of an option; null if it was not given. */
  String value(String option) {
    return values.get(option);
  }

  /** The value of an option, which is a number above 0. */
  int number(String option, int fallback) throws UsageException {
    String text = value(option);
    if (text == null) {
      return fallback;
    }
    try {
      int number = Integer.parseInt(text);
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Complained of below.
    }
    throw bad("bad " + option + " '" + text + "'; give a whole number above 0");
  }

  /** The value of an option, which is a percentage or a number of bytes. */
  Threshold threshold(String option) throws UsageException {
    String text = value(option);
    if (text == null) {
      return null;
    }
    if (text.endsWith("%")) {
      try {
        double percent = Double.parseDouble(text.substring(0, text.length() - 1));
        if (percent >= 0 && Double.isFinite(percent)) {
          return new Threshold(true, percent);
        }
      } catch (NumberFormatException e) {
        // Complained of below.
      }
    } else if (ByteSize.parse(text) >= 0) {
      return new Threshold(false, ByteSize.parse(text));
    }
    throw bad("bad " + option + " '" + text + "'; give a percentage or bytes, such as 5% or 64k");
  }

  /** A complaint of this verb. */
  UsageException bad(String message) {
    return new UsageException(command.verb() + ": " + message);
  }
}
