package io.heapwise.rewrite;

import static java.nio.charset.StandardCharsets.US_ASCII;

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
  private static final byte[][][] BY_PAIR = byPair();

  /** By the same, how these parts begin: one bit for the last five bits of a character. */
  private static final int[] BEGINNINGS = beginnings();

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
        for (byte[] part : BY_PAIR[pair]) {
          if (isAt(internalName, start, part)) {
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
    byte[] shifts = SHIFT;
    int last = offset + length - 1;
    int at = offset + LEAST_LENGTH - 2;
    while (at < last) {
      // As pair() has it; nearly all of this runs in the interpreter.
      int pair = (file[at] & 31) << 5 | file[at + 1] & 31;
      int shift = shifts[pair];
      if (shift == 0) {
        int start = at - LEAST_LENGTH + 2;
        if ((BEGINNINGS[pair] >>> (file[start] & 31) & 1) != 0
            && isAnyAt(file, start, last + 1, BY_PAIR[pair])) {
          return true;
        }
        shift = 1;
      }
      at += shift;
    }
    return false;
  }

  private static boolean isAnyAt(byte[] file, int start, int end, byte[][] parts) {
    for (byte[] part : parts) {
      if (part.length <= end - start && isAt(file, start, part)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAt(byte[] file, int offset, byte[] part) {
    for (int i = 0; i < part.length; i++) {
      if (lowerCase(file[offset + i]) != part[i]) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAt(String name, int offset, byte[] part) {
    if (part.length > name.length() - offset) {
      return false;
    }
    for (int i = 0; i < part.length; i++) {
      if (lowerCase(name.charAt(offset + i)) != part[i]) {
        return false;
      }
    }
    return true;
  }

  private static int lowerCase(int character) {
    return character >= 'A' && character <= 'Z' ? character + 'a' - 'A' : character;
  }

  /** By the last five bits of each, which are those of both cases. */
  private static int pair(int first, int second) {
    return (first & 31) << 5 | second & 31;
  }

  private static int lastPairOf(String part) {
    return pair(part.charAt(LEAST_LENGTH - 2), part.charAt(LEAST_LENGTH - 1));
  }

  private static byte[][][] byPair() {
    byte[][][] parts = new byte[32 * 32][][];
    for (String part : PARTS) {
      int pair = lastPairOf(part);
      byte[][] before = parts[pair];
      byte[][] all = before == null ? new byte[1][] : Arrays.copyOf(before, before.length + 1);
      all[all.length - 1] = part.getBytes(US_ASCII);
      parts[pair] = all;
    }
    return parts;
  }

  private static int[] beginnings() {
    int[] beginnings = new int[32 * 32];
    for (String part : PARTS) {
      beginnings[lastPairOf(part)] |= 1 << (part.charAt(0) & 31);
    }
    return beginnings;
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
