package io.heapwise.dump;

import java.util.Arrays;

/**
 * Texts that were read, by their bytes: one that comes again is neither decoded nor made again.
 * Profiles repeat the names of classes many thousand times, and those of many JVMs have most of
 * them in common. Bounded. Confined to one thread.
 */
public final class RememberedTexts {
  private static final int LONGEST = 256;
  private static final int MOST = 1 << 19;
  private static final int FIRST_SLOTS = 1 << 10;

  private String[] texts = new String[FIRST_SLOTS];
  private byte[][] spellings = new byte[FIRST_SLOTS][];
  private int[] hashes = new int[FIRST_SLOTS];
  private int count;

  /** None yet. */
  public RememberedTexts() {}

  /**
   * The text with such bytes; null if it is not known.
   *
   * @param hash of the bytes, as of a string with these characters
   */
  String find(byte[] bytes, int start, int end, int hash) {
    int mask = texts.length - 1;
    for (int slot = hash ^ hash >>> 15; ; slot++) {
      byte[] spelling = spellings[slot & mask];
      if (spelling == null) {
        return null;
      }
      if (hashes[slot & mask] == hash
          && Arrays.equals(spelling, 0, spelling.length, bytes, start, end)) {
        return texts[slot & mask];
      }
    }
  }

  /** Remembers a text that is not known, unless it is too long to come again. */
  void remember(byte[] bytes, int start, int end, int hash, String text) {
    if (end - start > LONGEST) {
      return;
    }
    if (count == MOST) {
      Arrays.fill(texts, null);
      Arrays.fill(spellings, null);
      count = 0;
    }
    if (2 * ++count > texts.length) {
      grow();
    }
    put(Arrays.copyOfRange(bytes, start, end), text, hash);
  }

  private void grow() {
    String[] oldTexts = texts;
    byte[][] oldSpellings = spellings;
    int[] oldHashes = hashes;
    texts = new String[2 * oldTexts.length];
    spellings = new byte[texts.length][];
    hashes = new int[texts.length];
    for (int i = 0; i < oldTexts.length; i++) {
      if (oldTexts[i] != null) {
        put(oldSpellings[i], oldTexts[i], oldHashes[i]);
      }
    }
  }

  private void put(byte[] spelling, String text, int hash) {
    int mask = texts.length - 1;
    int slot = hash ^ hash >>> 15;
    while (spellings[slot & mask] != null) {
      slot++;
    }
    spellings[slot & mask] = spelling;
    texts[slot & mask] = text;
    hashes[slot & mask] = hash;
  }
}
