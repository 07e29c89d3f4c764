package io.heapwise.rewrite;

/**
 * Names and descriptors met lately: the same few thousand stand in the constant pools of all
 * classes of a program, and making strings of them anew is a good part of what reading costs.
 *
 * <p>Thread-safe without locks: strings are immutable, and a lost update costs one more string.
 */
final class NameCache {
  private static final int ENTRIES = 8192;
  private static final int MAX_LENGTH = 128;

  private final String[] names = new String[ENTRIES];

  /** The name in modified UTF-8 at an offset, or null for one that is too long or not ASCII. */
  String get(byte[] file, int offset, int length) {
    if (length > MAX_LENGTH) {
      return null;
    }
    int hash = length;
    for (int i = 0; i < length; i++) {
      byte b = file[offset + i];
      if (b < 0) {
        return null;
      }
      hash = 31 * hash + b;
    }
    int index = (hash ^ hash >>> 11) & ENTRIES - 1;
    String known = names[index];
    if (known != null && isSame(known, file, offset, length)) {
      return known;
    }
    @SuppressWarnings("deprecation") // ASCII: the high byte is 0, and no decoder is asked
    String name = new String(file, 0, offset, length);
    names[index] = name;
    return name;
  }

  private static boolean isSame(String name, byte[] file, int offset, int length) {
    if (name.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (name.charAt(i) != file[offset + i]) {
        return false;
      }
    }
    return true;
  }
}
