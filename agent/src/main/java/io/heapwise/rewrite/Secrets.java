package io.heapwise.rewrite;

import java.util.Arrays;

/**
 * Names that tell of keys and passwords. Code that uses them is left alone by all rewrites that
 * claim from a pool: what it writes shall stay nowhere any longer than before.
 */
public final class Secrets {
  /** Parts of names of classes, methods, fields and variables; in lower case, but found in any. */
  static final String[] PARTS = {
    "bouncycastle/",
    "cipher",
    "credential",
    "crypto/",
    "io/console",
    "keypair",
    "keystore",
    "passphrase",
    "passwd",
    "password",
    "privatekey",
    "secret",
    "securerandom",
    "security/interfaces/",
    "security/key",
    "security/spec/",
    "ssl/keymanager",
    "x/security/",
  };

  /** None is shorter. */
  private static final int LEAST_LENGTH = 6;

  /** The parts whose first {@link #LEAST_LENGTH} characters end so, by {@link #pair}. */
  private static final String[][] BY_PAIR = byPair();

  /**
   * By {@link #pair}: how much further on a part can end that has these two characters among its
   * first ones, 0 if they are the last two of those. So most of a text is never looked at: Wu and
   * Manber, A fast algorithm for multi-pattern searching, 1994.
   */
  private static final byte[] SHIFT = shift();

  private Secrets() {}

  /** Whether a class is one of those that handle secrets. */
  public static boolean isKeeper(String internalName) {
    int at = LEAST_LENGTH - 2;
    while (at < internalName.length() - 1) {
      int pair = pair(internalName.charAt(at), internalName.charAt(at + 1));
      if (SHIFT[pair] == 0) {
        int start = at - LEAST_LENGTH + 2;
        for (String part : BY_PAIR[pair]) {
          if (internalName.regionMatches(true, start, part, 0, part.length())) {
            return true;
          }
        }
      }
      at += Math.max(1, SHIFT[pair]);
    }
    return false;
  }

  /** Whether a name or descriptor in a class file tells of secrets. */
  static boolean areToldOf(byte[] file, int offset, int length) {
    int end = offset + length;
    int at = offset + LEAST_LENGTH - 2;
    while (at < end - 1) {
      int pair = pair(file[at], file[at + 1]);
      int shift = SHIFT[pair];
      if (shift > 0) {
        at += shift;
      } else if (isAnyAt(file, at - LEAST_LENGTH + 2, end, BY_PAIR[pair])) {
        return true;
      } else {
        at++;
      }
    }
    return false;
  }

  private static boolean isAnyAt(byte[] file, int start, int end, String[] parts) {
    for (String part : parts) {
      if (part.length() <= end - start && isAt(file, start, part)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAt(byte[] file, int offset, String part) {
    for (int i = 0; i < part.length(); i++) {
      int found = file[offset + i];
      if (found >= 'A' && found <= 'Z') {
        found += 'a' - 'A';
      }
      if (found != part.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** By the last five bits of each, which are those of both cases. */
  private static int pair(int first, int second) {
    return (first & 31) << 5 | second & 31;
  }

  private static String[][] byPair() {
    String[][] parts = new String[32 * 32][];
    for (String part : PARTS) {
      int pair = pair(part.charAt(LEAST_LENGTH - 2), part.charAt(LEAST_LENGTH - 1));
      String[] before = parts[pair];
      String[] all = before == null ? new String[1] : Arrays.copyOf(before, before.length + 1);
      all[all.length - 1] = part;
      parts[pair] = all;
    }
    return parts;
  }

  private static byte[] shift() {
    byte[] shift = new byte[32 * 32];
    Arrays.fill(shift, (byte) (LEAST_LENGTH - 1));
    for (String part : PARTS) {
      for (int i = 0; i < LEAST_LENGTH - 1; i++) {
        int pair = pair(part.charAt(i), part.charAt(i + 1));
        shift[pair] = (byte) Math.min(shift[pair], LEAST_LENGTH - 2 - i);
      }
    }
    return shift;
  }
}
