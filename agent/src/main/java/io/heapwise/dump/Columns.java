package io.heapwise.dump;

import java.util.ArrayList;
import java.util.List;

/** A table of text: numbers to the right, the last columns, which are texts, to the left. */
final class Columns {
  private static final String INDENT = "  ";

  private final int numbers;
  private final List<String[]> rows = new ArrayList<>();

  /**
   * A table with a header.
   *
   * @param numbers how many of the columns are numbers; they come first
   */
  Columns(int numbers, List<String> header) {
    this.numbers = numbers;
    add(header);
  }

  void add(List<String> cells) {
    rows.add(cells.toArray(new String[0]));
  }

  /** Appends the header and the rows; nothing if there are no rows. */
  void appendTo(StringBuilder text) {
    if (rows.size() == 1) {
      return;
    }
    int[] widths = new int[rows.get(0).length];
    for (String[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        widths[i] = Math.max(widths[i], row[i].length());
      }
    }
    for (String[] row : rows) {
      int start = text.length();
      for (int i = 0; i < row.length; i++) {
        text.append(INDENT);
        String padding = " ".repeat(widths[i] - row[i].length());
        text.append(i < numbers ? padding + row[i] : row[i] + padding);
      }
      int end = text.length();
      while (end > start && text.charAt(end - 1) == ' ') {
        end--;
      }
      text.setLength(end);
      text.append('\n');
    }
  }
}
