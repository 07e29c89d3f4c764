package io.heapwise.runtime;

import io.heapwise.runtime.pool.RecentTexts;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Makes texts of bytes and characters, or gives out one that was made before. Any thread, without
 * locks; the arrays may change meanwhile: then the text is one that they held, or a mixture, as
 * with a constructor.
 */
public final class DedupSupport {
  private static final int MAX_LENGTH = RecentTexts.MAX_LENGTH;

  private DedupSupport() {}

  /** Loads and initialises all that the other methods reach. */
  public static void warmUp() {
    byte[] bytes = {'a', 'b'};
    char[] chars = {'a', 'b'};
    int[] codePoints = {'a', 'b'};
    // Twice: it is kept when it comes again, and then found.
    for (int i = 0; i < 3; i++) {
      decoded(bytes, 0, 2, StandardCharsets.UTF_8, Sites.UNNUMBERED);
      decoded(chars, 0, 2, Sites.UNNUMBERED);
      decoded(codePoints, 0, 2, Sites.UNNUMBERED);
    }
  }

  /** As {@code new String(bytes, offset, length, charset)}, but perhaps the same as before. */
  static String decoded(byte[] bytes, int offset, int length, Charset charset, int site) {
    if (bytes == null
        || !isCandidate(offset, length, bytes.length)
        || !hasAscii(charset)
        || !RecentTexts.isAskedBy(site)) {
      return new String(bytes, offset, length, charset);
    }
    int hash = 0;
    for (int i = 0; i < length; i++) {
      hash = 31 * hash + bytes[offset + i];
    }
    String known = RecentTexts.get(hash);
    if (known != null && isEqual(known, bytes, offset, length)) {
      RecentTexts.found(known, site);
      return known;
    }
    String made = new String(bytes, offset, length, charset);
    RecentTexts.made(made, hash, site);
    return made;
  }

  /** As {@code new String(chars, offset, length)}, but perhaps the same as before. */
  static String decoded(char[] chars, int offset, int length, int site) {
    if (chars == null
        || !isCandidate(offset, length, chars.length)
        || !RecentTexts.isAskedBy(site)) {
      return new String(chars, offset, length);
    }
    int hash = 0;
    for (int i = 0; i < length; i++) {
      hash = 31 * hash + chars[offset + i];
    }
    String known = RecentTexts.get(hash);
    if (known != null && isEqual(known, chars, offset, length)) {
      RecentTexts.found(known, site);
      return known;
    }
    String made = new String(chars, offset, length);
    RecentTexts.made(made, hash, site);
    return made;
  }

  /** As {@code new String(codePoints, offset, count)}, but perhaps the same as before. */
  static String decoded(int[] codePoints, int offset, int count, int site) {
    if (codePoints == null
        || !isCandidate(offset, count, codePoints.length)
        || !RecentTexts.isAskedBy(site)) {
      return new String(codePoints, offset, count);
    }
    int hash = 0;
    for (int i = 0; i < count; i++) {
      hash = 31 * hash + codePoints[offset + i];
    }
    String known = RecentTexts.get(hash);
    if (known != null && isEqual(known, codePoints, offset, count)) {
      RecentTexts.found(known, site);
      return known;
    }
    String made = new String(codePoints, offset, count);
    RecentTexts.made(made, hash, site);
    return made;
  }

  /** The empty text is made without an object. */
  private static boolean isCandidate(int offset, int length, int available) {
    return length > 0 && length <= MAX_LENGTH && offset >= 0 && offset <= available - length;
  }

  /** Whether a charset has the characters of ASCII as bytes of the same value, and no others. */
  private static boolean hasAscii(Charset charset) {
    return charset == StandardCharsets.UTF_8
        || charset == StandardCharsets.ISO_8859_1
        || charset == StandardCharsets.US_ASCII;
  }

  /** Bytes that are not ASCII are negative, and so equal to no character. */
  private static boolean isEqual(String text, byte[] bytes, int offset, int length) {
    if (text.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (text.charAt(i) != bytes[offset + i]) {
        return false;
      }
    }
    return true;
  }

  private static boolean isEqual(String text, char[] chars, int offset, int length) {
    if (text.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (text.charAt(i) != chars[offset + i]) {
        return false;
      }
    }
    return true;
  }

  /** Code points that take two characters, or are none, are equal to no character. */
  private static boolean isEqual(String text, int[] codePoints, int offset, int count) {
    if (text.length() != count) {
      return false;
    }
    for (int i = 0; i < count; i++) {
      if (text.charAt(i) != codePoints[offset + i]) {
        return false;
      }
    }
    return true;
  }
}
