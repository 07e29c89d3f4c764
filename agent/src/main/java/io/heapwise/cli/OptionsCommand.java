package io.heapwise.cli;

import io.heapwise.install.Option;
import java.util.stream.Collectors;

/** Lists the options of the agent. */
final class OptionsCommand extends TableCommand {
  @Override
  public String verb() {
    return "options";
  }

  @Override
  public String summary() {
    return "Lists the options of the agent";
  }

  @Override
  String plainText() {
    return text();
  }

  @Override
  String markdown() {
    return table().asMarkdown();
  }

  static String text() {
    return """
        Options of the agent, as -javaagent:heapwise.jar=key=value,key=value, as -Dheapwise.key=value
        or as HEAPWISE_KEY=value in the environment (upper case, dots become _). Where a key is set
        in several ways, the first of these counts.

        %s"""
        .formatted(table().asText());
  }

  private static Table table() {
    Table table = new Table("key", "values (default first)", "meaning");
    for (Option option : Option.ALL) {
      table.add("`" + option.key() + "`", valuesOf(option), option.meaning());
    }
    return table;
  }

  private static String valuesOf(Option option) {
    if (option.choices().isEmpty()) {
      return option.fallback() + "; " + option.syntax();
    }
    return option.choices().stream()
        .map(choice -> "`" + choice + "`")
        .collect(Collectors.joining(" "));
  }
}
