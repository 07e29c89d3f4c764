package io.heapwise.rewrite;

import java.util.Arrays;

/**
 * Names that tell of keys and passwords. Code that uses them is left alone by all rewrites that
 * claim from a pool: what it writes shall stay nowhere any longer than before.
 */
public final class Secrets {
  /** Parts of names of classes, methods, fields and variables; in lower case, but found in any. */
  private static final String[] PARTS = {
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

  /**
   * The parts that begin with two characters, by the last five bits of each, which are those of
   * both cases; null for most: of a text's places hardly one in thirty is looked at more closely.
   */
  private static final String[][] BY_START = byStart();

  private Secrets() {}

  /** Whether a class is one of those that handle secrets. */
  public static boolean isKeeper(String internalName) {
    for (int i = 0; i < internalName.length() - 1; i++) {
      String[] parts = BY_START[start(internalName.charAt(i), internalName.charAt(i + 1))];
      if (parts != null) {
        for (String part : parts) {
          if (internalName.regionMatches(true, i, part, 0, part.length())) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** Whether a name or descriptor in a class file tells of secrets. */
  static boolean areToldOf(byte[] file, int offset, int length) {
    int end = offset + length;
    for (int i = offset; i < end - 1; i++) {
      String[] parts = BY_START[start(file[i], file[i + 1])];
      if (parts != null) {
        for (String part : parts) {
          if (part.length() <= end - i && isAt(file, i, part)) {
            return true;
          }
        }
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

  private static int start(int first, int second) {
    return (first & 31) << 5 | second & 31;
  }

  private static String[][] byStart() {
    String[][] parts = new String[32 * 32][];
    for (String part : PARTS) {
      int start = start(part.charAt(0), part.charAt(1));
      String[] before = parts[start];
      String[] all = before == null ? new String[1] : Arrays.copyOf(before, before.length + 1);
      all[all.length - 1] = part;
      parts[start] = all;
    }
    return parts;
  }
}
