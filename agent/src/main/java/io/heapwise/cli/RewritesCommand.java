package io.heapwise.cli;

import io.heapwise.rewrite.RewriteName;

/** Lists the rewrites. */
final class RewritesCommand extends TableCommand {
  @Override
  public String verb() {
    return "rewrites";
  }

  @Override
  public String summary() {
    return "Lists the rewrites and their defaults";
  }

  @Override
  String plainText() {
    return table().asText();
  }

  @Override
  String markdown() {
    return table().asMarkdown();
  }

  private static Table table() {
    Table table = new Table("rewrite", "default", "what it rewrites");
    for (RewriteName rewrite : RewriteName.ALL) {
      table.add(
          "`" + rewrite.name() + "`", rewrite.onByDefault() ? "on" : "off", rewrite.summary());
    }
    return table;
  }
}
