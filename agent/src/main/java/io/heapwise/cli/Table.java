package io.heapwise.cli;

import java.util.ArrayList;
import java.util.List;

/** Rows of cells, written with Markdown's code quotes, for a terminal or for the README. */
final class Table {
  private static final String GAP = "  ";

  private final List<String> header;
  private final List<List<String>> rows = new ArrayList<>();

  Table(String... header) {
    this.header = List.of(header);
  }

  void add(String... cells) {
    rows.add(List.of(cells));
  }

  String asText() {
    List<List<String>> lines = new ArrayList<>();
    lines.add(header);
    lines.addAll(rows);
    StringBuilder text = new StringBuilder();
    for (List<String> line : lines) {
      StringBuilder row = new StringBuilder();
      for (int column = 0; column < line.size(); column++) {
        String cell = plain(line.get(column));
        row.append(cell);
        if (column < line.size() - 1) {
          row.append(" ".repeat(widthOf(column, lines) - cell.length())).append(GAP);
        }
      }
      text.append(row).append(System.lineSeparator());
    }
    return text.toString();
  }

  /** With plain line feeds, as a text file in a repository has. */
  String asMarkdown() {
    StringBuilder markdown = new StringBuilder();
    markdown.append("| ").append(String.join(" | ", header)).append(" |\n");
    markdown.append("|").append("---|".repeat(header.size())).append("\n");
    for (List<String> row : rows) {
      markdown.append("| ").append(String.join(" | ", row)).append(" |\n");
    }
    return markdown.toString();
  }

  private static int widthOf(int column, List<List<String>> lines) {
    return lines.stream().mapToInt(line -> plain(line.get(column)).length()).max().orElse(0);
  }

  private static String plain(String cell) {
    return cell.replace("`", "");
  }
}
