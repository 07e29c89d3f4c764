package io.heapwise.runtime;

import java.util.ArrayList;

/**
 * Takes a constant format apart, as {@link java.util.Formatter} reads it, and refuses what is not
 * covered or what {@code Formatter} itself would reject. Used by one thread, once.
 */
final class FormatParser {
  /** {@code Formatter} pads a character at a time: nobody asks for more in earnest. */
  private static final int MAX_WIDTH_DIGITS = 4;

  private final String format;
  private final ArrayList<FormatSpecifier> specifiers = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private String prefix;
  private String refusal;
  private int fixedTexts;
  private int position;

  /** The specifier being read. */
  private int start;

  private boolean left;
  private boolean zero;
  private int width;
  private int costBytes;
  private boolean intricate;

  private FormatParser(String format) {
    this.format = format;
  }

  static FormatParser parse(String format) {
    FormatParser parser = new FormatParser(format);
    parser.parse();
    return parser;
  }

  String refusal() {
    return refusal;
  }

  FormatPlan plan() {
    FormatSpecifier[] all = specifiers.toArray(new FormatSpecifier[0]);
    int bytes = FormatCost.parsing(costBytes, fixedTexts, intricate);
    return new FormatPlan(format, prefix, all, bytes);
  }

  private void parse() {
    while (position < format.length() && refusal == null) {
      int percent = format.indexOf('%', position);
      int end = percent < 0 ? format.length() : percent;
      if (end > position) {
        text.append(format, position, end);
        fixedTexts++;
      }
      position = end;
      if (percent >= 0) {
        refusal = parseSpecifier();
      }
    }
    closeText();
  }

  /** Reads what starts with the percent sign at the position; returns the reason for a refusal. */
  private String parseSpecifier() {
    start = position++;
    int digits = digitsAt(position);
    if (digits > 0 && charAt(position + digits) == '$') {
      return "explicit argument index";
    }
    String reason = parseFlags();
    if (reason != null) {
      return reason;
    }
    digits = digitsAt(position);
    if (digits > MAX_WIDTH_DIGITS) {
      return "width of more than " + MAX_WIDTH_DIGITS + " digits";
    }
    width = digits == 0 ? 0 : Integer.parseInt(format, position, position + digits, 10);
    position += digits;
    char conversion = charAt(position);
    if (conversion == '.') {
      return "precision";
    }
    position++;
    if ("sSdxXocCbBhHn%".indexOf(conversion) < 0) {
      return conversion == 0
          ? "incomplete specifier"
          : "conversion %" + conversion + " is not covered";
    }
    if (width == 0 && (left || zero)) {
      return "flag '" + (left ? '-' : '0') + "' without a width";
    }
    intricate |= position - start > 2;
    return conversion == 'n' || conversion == '%' ? addFixed(conversion) : addSpecifier(conversion);
  }

  private String parseFlags() {
    left = false;
    zero = false;
    while (true) {
      char flag = charAt(position);
      if (flag == '<') {
        return "relative argument index";
      }
      if (flag == '-' ? left : flag == '0' && zero) {
        return "repeated flag '" + flag + "'";
      }
      if (flag == '-') {
        left = true;
      } else if (flag == '0') {
        zero = true;
      } else {
        return flag != 0 && "#+ ,(".indexOf(flag) >= 0 ? "flag '" + flag + "'" : null;
      }
      position++;
    }
  }

  private String addFixed(char conversion) {
    if (conversion == 'n' ? width != 0 : zero) {
      return "flag or width of %" + conversion;
    }
    costBytes += FormatCost.specifier('%', false, false, width != 0);
    if (conversion == 'n') {
      text.append(System.lineSeparator());
    } else {
      FormatSpecifier.appendJustified(text, "%", width, left);
    }
    return null;
  }

  private String addSpecifier(char conversion) {
    boolean upper = Character.isUpperCase(conversion);
    char lower = Character.toLowerCase(conversion);
    if (zero && (left || "dxo".indexOf(lower) < 0)) {
      return "flag '0' of " + format.substring(start, position);
    }
    closeText();
    costBytes += FormatCost.specifier(lower, upper, zero, width != 0);
    specifiers.add(
        new FormatSpecifier(
            lower, upper, left, zero, width, start, format.substring(start, position)));
    return null;
  }

  /** Gives the fixed text read so far to the specifier before it. */
  private void closeText() {
    String fixed = text.toString();
    text.setLength(0);
    if (specifiers.isEmpty()) {
      prefix = fixed;
    } else {
      int last = specifiers.size() - 1;
      specifiers.set(last, specifiers.get(last).followedBy(fixed));
    }
  }

  private int digitsAt(int from) {
    int end = from;
    while (charAt(end) >= '0' && charAt(end) <= '9') {
      end++;
    }
    return end - from;
  }

  /** Zero behind the end: no conversion, flag or digit. */
  private char charAt(int index) {
    return index < format.length() ? format.charAt(index) : 0;
  }
}
