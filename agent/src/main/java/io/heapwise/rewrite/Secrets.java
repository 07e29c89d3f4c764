package io.heapwise.rewrite;

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

  /** Whether a part begins with a letter, by its last five bits, which are those of both cases. */
  private static final boolean[] FIRST = firstLetters();

  private Secrets() {}

  /** Whether a class is one of those that handle secrets. */
  public static boolean isKeeper(String internalName) {
    for (int i = 0; i < internalName.length(); i++) {
      if (FIRST[internalName.charAt(i) & 31]) {
        for (String part : PARTS) {
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
    for (int i = offset; i < end; i++) {
      if (FIRST[file[i] & 31]) {
        for (String part : PARTS) {
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

  private static boolean[] firstLetters() {
    boolean[] first = new boolean[32];
    for (String part : PARTS) {
      first[part.charAt(0) & 31] = true;
    }
    return first;
  }
}
