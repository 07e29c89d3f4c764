package io.heapwise.dump;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes JSON in UTF-8, through a buffer of its own. Not thread-safe.
 *
 * <p>The caller sees to the order: {@code begin}, members or elements, {@code end}. Commas are put
 * where they belong.
 */
public final class JsonOutput {
  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };

  private final OutputStream out;
  private final byte[] buffer = new byte[1 << 13];
  private int length;
  private boolean needsComma;

  public JsonOutput(OutputStream out) {
    this.out = out;
  }

  public JsonOutput begin(char bracket) throws IOException {
    separate();
    put(bracket);
    needsComma = false;
    return this;
  }

  public JsonOutput end(char bracket) throws IOException {
    put(bracket);
    needsComma = true;
    return this;
  }

  public JsonOutput name(String name) throws IOException {
    separate();
    quoted(name);
    put(':');
    needsComma = false;
    return this;
  }

  public JsonOutput value(String text) throws IOException {
    separate();
    if (text == null) {
      ascii("null");
    } else {
      quoted(text);
    }
    needsComma = true;
    return this;
  }

  public JsonOutput value(long number) throws IOException {
    separate();
    ascii(Long.toString(number));
    needsComma = true;
    return this;
  }

  public JsonOutput value(boolean value) throws IOException {
    separate();
    ascii(value ? "true" : "false");
    needsComma = true;
    return this;
  }

  /** Starts a line: files are compared line by line. */
  public JsonOutput newLine() throws IOException {
    separate();
    put('\n');
    needsComma = false;
    return this;
  }

  /** Ends the text. */
  public void finish() throws IOException {
    put('\n');
    out.write(buffer, 0, length);
    length = 0;
    out.flush();
  }

  private void separate() throws IOException {
    if (needsComma) {
      put(',');
      needsComma = false;
    }
  }

  private void quoted(String text) throws IOException {
    put('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        i += putBeyondAscii(text, i);
      } else if (c == '"' || c == '\\') {
        put('\\');
        put(c);
      } else if (c < ' ' || c == '<' || c == 0x7f) {
        // The last kind is harmless to JSON: but HTML would see tags.
        escape(c);
      } else {
        put(c);
      }
    }
    put('"');
  }

  /** Returns how many more characters belong to this one. */
  private int putBeyondAscii(String text, int index) throws IOException {
    int codePoint = text.codePointAt(index);
    if (codePoint >= 0x10000) {
      put(0xf0 | codePoint >> 18);
      put(0x80 | codePoint >> 12 & 0x3f);
    } else if (Character.isSurrogate((char) codePoint) || Character.getType(codePoint) == 13) {
      // Half a pair has no UTF-8; line separators break scripts.
      escape((char) codePoint);
      return 0;
    } else if (codePoint >= 0x800) {
      put(0xe0 | codePoint >> 12);
    } else {
      put(0xc0 | codePoint >> 6);
      put(0x80 | codePoint & 0x3f);
      return 0;
    }
    put(0x80 | codePoint >> 6 & 0x3f);
    put(0x80 | codePoint & 0x3f);
    return codePoint >= 0x10000 ? 1 : 0;
  }

  private void escape(char c) throws IOException {
    put('\\');
    put('u');
    for (int shift = 12; shift >= 0; shift -= 4) {
      put(HEX[c >> shift & 0xf]);
    }
  }

  private void ascii(String text) throws IOException {
    for (int i = 0; i < text.length(); i++) {
      put(text.charAt(i));
    }
  }

  private void put(int b) throws IOException {
    if (length == buffer.length) {
      out.write(buffer, 0, length);
      length = 0;
    }
    buffer[length++] = (byte) b;
  }
}
