package io.heapwise.install;

/** What somebody may have meant by a word that is not among the valid ones. */
public final class Nearest {
  private Nearest() {}

  /**
   * The valid word at the least edit distance, letter case aside; of several, the one that begins
   * most like it.
   */
  public static String to(String word, String... valid) {
    String nearest = valid[0];
    for (String candidate : valid) {
      int closer = distance(word, nearest) - distance(word, candidate);
      if (closer > 0 || closer == 0 && samePrefix(word, candidate) > samePrefix(word, nearest)) {
        nearest = candidate;
      }
    }
    return nearest;
  }

  /** As {@link #to}, or null where not even half of the letters agree. */
  public static String similar(String word, String... valid) {
    String nearest = to(word, valid);
    return 2 * distance(word, nearest) > nearest.length() ? null : nearest;
  }

  private static int distance(String from, String to) {
    int[] previous = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int[] row = new int[to.length() + 1];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int change = isSame(from.charAt(i - 1), to.charAt(j - 1)) ? 0 : 1;
        int replaced = previous[j - 1] + change;
        row[j] = Math.min(replaced, 1 + Math.min(previous[j], row[j - 1]));
      }
      previous = row;
    }
    return previous[to.length()];
  }

  private static int samePrefix(String a, String b) {
    int length = 0;
    while (length < a.length()
        && length < b.length()
        && isSame(a.charAt(length), b.charAt(length))) {
      length++;
    }
    return length;
  }

  private static boolean isSame(char a, char b) {
    return Character.toLowerCase(a) == Character.toLowerCase(b);
  }
}
