package io.heapwise.dump;

/** What a text report lists. */
public enum Ranking {
  BYTES("bytes"),
  COUNT("count"),
  REFUSED("refused"),
  CLASS("class"),
  PACKAGE("package"),
  TYPE("type"),
  STACK("stack");

  private final String word;

  Ranking(String word) {
    this.word = word;
  }

  /** As on the command line. */
  public String word() {
    return word;
  }

  /** The ranking with this word; null if there is none. */
  public static Ranking named(String word) {
    for (Ranking ranking : values()) {
      if (ranking.word.equals(word)) {
        return ranking;
      }
    }
    return null;
  }
}
