package io.heapwise.runtime;

import java.util.regex.Pattern;

/**
 * The compiled patterns of constant regular expressions. Bounded: an expression that finds no place
 * is compiled each time. Of the program, texts are all that it keeps.
 *
 * <p>Lock-free, and no garbage for an expression seen before. Two threads that meet one first may
 * both compile it; either pattern is good, and it is in a final field of its entry, so that plain
 * reads and writes of the table suffice. Nothing is kept of one that cannot be compiled.
 */
final class RegexPatterns {
  private static final int PLACES = 8;

  private final Entry[] table;

  /**
   * @param capacity a power of two
   */
  RegexPatterns(int capacity) {
    table = new Entry[capacity];
  }

  /** An expression with its flags; its pattern once it has been needed, until then null. */
  static final class Entry {
    final String regex;
    final int flags;
    final Pattern pattern;

    /** Number of the site that its uses are counted for. */
    final int site;

    Entry(String regex, int flags, Pattern pattern, int site) {
      this.regex = regex;
      this.flags = flags;
      this.pattern = pattern;
      this.site = site;
    }

    private boolean isOf(String otherRegex, int otherFlags) {
      // Constants are interned.
      return flags == otherFlags && (regex == otherRegex || regex.equals(otherRegex));
    }
  }

  /**
   * The entry of an expression, with its pattern.
   *
   * @throws java.util.regex.PatternSyntaxException as {@code Pattern.compile}
   * @throws IllegalArgumentException as {@code Pattern.compile}
   */
  Entry get(String regex, int flags) {
    Entry[] all = table;
    int first = placeOf(regex);
    Entry entry = all[first];
    if (entry != null && entry.regex == regex && entry.flags == flags && entry.pattern != null) {
      return entry;
    }
    return search(regex, flags, first);
  }

  private Entry search(String regex, int flags, int first) {
    for (int place = 0; place < PLACES; place++) {
      int index = first + place & table.length - 1;
      Entry entry = table[index];
      if (entry == null || entry.isOf(regex, flags)) {
        if (entry != null && entry.pattern != null) {
          return entry;
        }
        int site = entry == null ? Sites.UNNUMBERED : entry.site;
        Entry compiled = new Entry(regex, flags, Pattern.compile(regex, flags), site);
        table[index] = compiled;
        return compiled;
      }
    }
    return new Entry(regex, flags, Pattern.compile(regex, flags), Sites.UNNUMBERED);
  }

  /** Of sites that share an expression, the first counts for all. */
  void countFor(String regex, int flags, int site) {
    int first = placeOf(regex);
    for (int place = 0; place < PLACES; place++) {
      int index = first + place & table.length - 1;
      Entry entry = table[index];
      if (entry == null) {
        table[index] = new Entry(regex, flags, null, site);
        return;
      }
      if (entry.isOf(regex, flags)) {
        return;
      }
    }
  }

  private int placeOf(String regex) {
    int hash = regex.hashCode();
    return (hash ^ hash >>> 16) & table.length - 1;
  }
}
