package io.heapwise.install;

/**
 * Patterns over class names: {@code *} is any characters, dots and none included; {@code ?} is one.
 * Immutable.
 */
public final class ClassGlobs {
  private final char[][] globs;

  private ClassGlobs(char[][] globs) {
    this.globs = globs;
  }

  /**
   * Reads globs separated by {@code ;}, written with dots, as in {@code com.acme.*;*.Foo?}. Null
   * where one holds a character that no class name should, most likely because another separator
   * was meant.
   */
  public static ClassGlobs parse(String text) {
    int count = 1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= ' ' || ",:()[]<>\"'=".indexOf(c) >= 0) {
        return null;
      }
      count += c == ';' ? 1 : 0;
    }
    char[][] globs = new char[count][];
    int start = 0;
    for (int i = 0; i < count; i++) {
      int semicolon = text.indexOf(';', start);
      int end = semicolon < 0 ? text.length() : semicolon;
      globs[i] = text.substring(start, end).replace('.', '/').toCharArray();
      start = end + 1;
    }
    return new ClassGlobs(globs);
  }

  /** Whether any glob matches the whole of an internal name ({@code a/b/C}). Allocates nothing. */
  public boolean matches(String internalName) {
    for (char[] glob : globs) {
      if (matches(glob, internalName)) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(char[] glob, String name) {
    int g = 0;
    int n = 0;
    int afterStar = -1;
    int retryAt = 0;
    while (n < name.length()) {
      if (g < glob.length && glob[g] == '*') {
        afterStar = ++g;
        retryAt = n;
      } else if (g < glob.length && (glob[g] == '?' || glob[g] == name.charAt(n))) {
        g++;
        n++;
      } else if (afterStar >= 0) {
        // Let the last star take one character more.
        g = afterStar;
        n = ++retryAt;
      } else {
        return false;
      }
    }
    while (g < glob.length && glob[g] == '*') {
      g++;
    }
    return g == glob.length;
  }
}
