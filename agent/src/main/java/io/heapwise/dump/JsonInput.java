package io.heapwise.dump;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A strict reader of JSON (RFC 8259) in UTF-8: the caller asks for what it expects, in the order in
 * which it comes. Whatever is not JSON, or not what was asked for, is a {@link
 * MalformedProfileException} with line and column. Not thread-safe.
 *
 * <p>Texts that come again are the same {@link String}: see {@link RememberedTexts}.
 */
final class JsonInput {
  /** Deeper than any profile; a limit, because every level is a frame of the caller's stack. */
  private static final int DEEPEST = 64;

  /** Of one object: more than any in a profile has. */
  private static final int MOST_CHECKED_NAMES = 32;

  private final byte[] bytes;
  private int position;
  private int depth;
  private int entered;
  private int valueStart;
  private final String[][] names = new String[DEEPEST + 1][];
  private final byte[][][] nameSpellings = new byte[DEEPEST + 1][][];
  private final int[] nameCounts = new int[DEEPEST + 1];

  /** Names that the object before had. */
  private final int[] formerCounts = new int[DEEPEST + 1];

  /** Whether all names so far were those of the object before, in the same order. */
  private final boolean[] isAsBefore = new boolean[DEEPEST + 1];

  private final RememberedTexts texts;
  private StringBuilder unescaped;

  /**
   * @param texts those that may come again; of this thread
   */
  JsonInput(byte[] bytes, RememberedTexts texts) {
    this.bytes = bytes;
    this.texts = texts;
  }

  /** Expects an object and enters it; {@link #nextName} tells its members. */
  void beginObject() throws MalformedProfileException {
    enter('{', "an object");
  }

  /** The name of the next member, whose value the caller reads; null behind the last. */
  String nextName() throws MalformedProfileException {
    if (!nextItem('}')) {
      return null;
    }
    String name = expectedName();
    if (name == null) {
      isAsBefore[depth] = false;
      name = text();
      checkNew(name);
    }
    expect(':');
    return name;
  }

  /**
   * The name that the object before had in this place, if it comes again: rows are alike. As long
   * as all names do, none can come a second time. Null if something else comes.
   */
  private String expectedName() {
    int place = nameCounts[depth];
    if (!isAsBefore[depth] || place == formerCounts[depth]) {
      return null;
    }
    byte[] spelling = nameSpellings[depth][place];
    int start = position + 1;
    int end = start + spelling.length;
    if (end >= bytes.length
        || bytes[position] != '"'
        || bytes[end] != '"'
        || !Arrays.equals(spelling, 0, spelling.length, bytes, start, end)) {
      return null;
    }
    valueStart = position;
    position = end + 1;
    nameCounts[depth]++;
    return names[depth][place];
  }

  /** Expects an array and enters it; {@link #nextElement} tells whether there is one more. */
  void beginArray() throws MalformedProfileException {
    enter('[', "an array");
  }

  boolean nextElement() throws MalformedProfileException {
    return nextItem(']');
  }

  /** Expects a string. */
  String text() throws MalformedProfileException {
    if (peek() != '"') {
      throw unexpected("a string");
    }
    valueStart = position;
    int start = ++position;
    int hash = 0;
    while (position < bytes.length) {
      byte b = bytes[position];
      if (b == '"') {
        return remembered(start, position++, hash);
      }
      if (b == '\\' || b >= 0 && b < ' ') {
        return unusualText(start);
      }
      hash = 31 * hash + b;
      position++;
    }
    throw failure("the string does not end");
  }

  /** Expects a string, or null. */
  String textOrNull() throws MalformedProfileException {
    if (peek() == 'n') {
      word("null");
      return null;
    }
    return text();
  }

  boolean bool() throws MalformedProfileException {
    int c = peek();
    if (c != 't' && c != 'f') {
      throw unexpected("true or false");
    }
    word(c == 't' ? "true" : "false");
    return c == 't';
  }

  /** Expects an integer without fraction and exponent, which fits into 64 bits. */
  long integer() throws MalformedProfileException {
    int c = peek();
    if (c != '-' && !isDigit(c)) {
      throw unexpected("an integer");
    }
    int start = position;
    valueStart = start;
    position += c == '-' ? 1 : 0;
    int digits = position;
    long value = 0;
    while (position < bytes.length && isDigit(bytes[position])) {
      int digit = bytes[position] - '0';
      // Towards the negative, which reaches one further.
      if (value < (Long.MIN_VALUE + digit) / 10) {
        position = start;
        throw failure("the number is out of range");
      }
      value = 10 * value - digit;
      position++;
    }
    checkInteger(start, digits);
    if (c != '-' && value == Long.MIN_VALUE) {
      position = start;
      throw failure("the number is out of range");
    }
    return c == '-' ? value : -value;
  }

  private void checkInteger(int start, int digits) throws MalformedProfileException {
    if (position == digits) {
      throw unexpected("a digit");
    }
    if (bytes[digits] == '0' && position > digits + 1) {
      position = digits;
      throw failure("a number may not begin with 0");
    }
    int next = position < bytes.length ? bytes[position] : -1;
    if (next == '.' || next == 'e' || next == 'E') {
      position = start;
      throw failure("expected an integer but found a number with a fraction or an exponent");
    }
  }

  /** Reads past a value of any kind. */
  void skip() throws MalformedProfileException {
    switch (peek()) {
      case '{' -> {
        beginObject();
        while (nextName() != null) {
          skip();
        }
      }
      case '[' -> {
        beginArray();
        while (nextElement()) {
          skip();
        }
      }
      case '"' -> text();
      case 't', 'f' -> bool();
      case 'n' -> word("null");
      default -> skipNumber();
    }
  }

  private void skipNumber() throws MalformedProfileException {
    int c = peek();
    if (c != '-' && !isDigit(c)) {
      throw unexpected("a value");
    }
    position += c == '-' ? 1 : 0;
    int digits = position;
    skipDigits();
    if (bytes[digits] == '0' && position > digits + 1) {
      position = digits;
      throw failure("a number may not begin with 0");
    }
    if (position < bytes.length && bytes[position] == '.') {
      position++;
      skipDigits();
    }
    if (position < bytes.length && (bytes[position] | ' ') == 'e') {
      position++;
      if (position < bytes.length && (bytes[position] == '+' || bytes[position] == '-')) {
        position++;
      }
      skipDigits();
    }
  }

  private void skipDigits() throws MalformedProfileException {
    int start = position;
    while (position < bytes.length && isDigit(bytes[position])) {
      position++;
    }
    if (position == start) {
      throw unexpected("a digit");
    }
  }

  /** Expects that nothing but white space follows. */
  void end() throws MalformedProfileException {
    if (peek() >= 0) {
      throw unexpected("the end of the file");
    }
  }

  /** A failure whose place is the text or integer that was read last. */
  MalformedProfileException failureOfValue(String message) {
    position = valueStart;
    return failure(message);
  }

  MalformedProfileException failure(String message) {
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < position && i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
    return new MalformedProfileException(
        "line " + line + ", column " + (position - lineStart + 1) + ": " + message);
  }

  private MalformedProfileException unexpected(String expected) {
    return failure("expected " + expected + " but found " + found());
  }

  private String found() {
    if (position >= bytes.length) {
      return "the end of the file";
    }
    int b = bytes[position];
    if (b > ' ' && b < 0x7f) {
      return "'" + (char) b + "'";
    }
    return "byte 0x" + Integer.toHexString(b & 0xff);
  }

  private void enter(char bracket, String what) throws MalformedProfileException {
    if (peek() != bracket) {
      throw unexpected(what);
    }
    if (++depth > DEEPEST) {
      throw failure("nested too deep");
    }
    position++;
    entered = position;
    formerCounts[depth] = nameCounts[depth];
    isAsBefore[depth] = names[depth] != null;
    nameCounts[depth] = 0;
  }

  private void checkNew(String name) throws MalformedProfileException {
    String[] before = names[depth];
    int count = nameCounts[depth];
    if (before == null) {
      before = names[depth] = new String[MOST_CHECKED_NAMES];
      nameSpellings[depth] = new byte[MOST_CHECKED_NAMES][];
    }
    if (count == before.length) {
      return;
    }
    for (int i = 0; i < count; i++) {
      if (before[i] == name || before[i].equals(name)) {
        throw failureOfValue("a second member named '" + name + "'");
      }
    }
    if (before[count] != name) {
      before[count] = name;
      nameSpellings[depth][count] = Arrays.copyOfRange(bytes, valueStart + 1, position - 1);
    }
    nameCounts[depth]++;
  }

  /** Whether another member or element follows, past the comma; leaves if not. */
  private boolean nextItem(char bracket) throws MalformedProfileException {
    boolean isFirst = position == entered;
    int c = peek();
    if (c == bracket) {
      position++;
      depth--;
      return false;
    }
    if (isFirst) {
      return true;
    }
    if (c != ',') {
      throw unexpected("',' or '" + bracket + "'");
    }
    position++;
    if (peek() == bracket) {
      throw unexpected(bracket == '}' ? "a member" : "an element");
    }
    return true;
  }

  private void expect(char c) throws MalformedProfileException {
    if (peek() != c) {
      throw unexpected("'" + c + "'");
    }
    position++;
  }

  private void word(String word) throws MalformedProfileException {
    for (int i = 0; i < word.length(); i++) {
      if (position >= bytes.length || bytes[position] != word.charAt(i)) {
        throw unexpected(word);
      }
      position++;
    }
  }

  /** The next byte that is no white space, not passed; -1 at the end. */
  private int peek() {
    while (position < bytes.length) {
      byte b = bytes[position];
      if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
        return b;
      }
      position++;
    }
    return -1;
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private String remembered(int start, int end, int hash) throws MalformedProfileException {
    String known = texts.find(bytes, start, end, hash);
    if (known != null) {
      return known;
    }
    String text = decoded(start, end);
    texts.remember(bytes, start, end, hash, text);
    return text;
  }

  private String decoded(int start, int end) throws MalformedProfileException {
    String text = new String(bytes, start, end - start, StandardCharsets.UTF_8);
    // The decoder puts this for what is no UTF-8; a file may also spell it out.
    if (text.indexOf('\ufffd') >= 0
        && !Arrays.equals(
            text.getBytes(StandardCharsets.UTF_8), Arrays.copyOfRange(bytes, start, end))) {
      position = start;
      throw failure("the string is not valid UTF-8");
    }
    return text;
  }

  /** A string with an escape, or with what must be escaped. */
  private String unusualText(int start) throws MalformedProfileException {
    if (unescaped == null) {
      unescaped = new StringBuilder();
    }
    StringBuilder text = unescaped;
    text.setLength(0);
    int from = start;
    position = start;
    while (position < bytes.length) {
      byte b = bytes[position];
      if (b == '"') {
        text.append(decoded(from, position));
        position++;
        return text.toString();
      }
      if (b >= 0 && b < ' ') {
        throw failure("a control character in a string");
      }
      if (b == '\\') {
        text.append(decoded(from, position));
        position++;
        text.append(escape());
        from = position;
      } else {
        position++;
      }
    }
    throw failure("the string does not end");
  }

  private char escape() throws MalformedProfileException {
    int c = position < bytes.length ? bytes[position++] : -1;
    switch (c) {
      case '"', '\\', '/':
        return (char) c;
      case 'b':
        return '\b';
      case 'f':
        return '\f';
      case 'n':
        return '\n';
      case 'r':
        return '\r';
      case 't':
        return '\t';
      case 'u':
        return hexadecimal();
      default:
        position--;
        throw failure("an unknown escape in a string");
    }
  }

  private char hexadecimal() throws MalformedProfileException {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      int digit = position < bytes.length ? Character.digit(bytes[position], 16) : -1;
      if (digit < 0) {
        throw failure("expected four hexadecimal digits");
      }
      value = value << 4 | digit;
      position++;
    }
    return (char) value;
  }
}
