package io.heapwise.install;

import io.heapwise.rewrite.RewriteName;
import io.heapwise.track.output.DumpPath;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * Gathers what the sources give, the later read going over the earlier, and turns it into values.
 * Of a key that is set twice, only the value that counts is looked at.
 */
final class OptionParser {
  private static final String PROPERTY_PREFIX = "heapwise.";
  private static final String VARIABLE_PREFIX = "HEAPWISE_";

  /** Longest piece of a user's text that a message repeats. */
  private static final int MAX_QUOTED = 80;

  private static final int MOST_DIGITS = 9;

  private final List<String> problems = new ArrayList<>();

  // All null until the first option is given, which in most runs is never.
  private String[] keys;
  private String[] values;
  private String[] namesAsGiven;

  List<String> problems() {
    return problems;
  }

  void readEnvironment(Map<String, String> environment) {
    // The JDK wraps its environment, and its entries in more classes than its keys.
    for (String name : environment.keySet()) {
      if (name.startsWith(VARIABLE_PREFIX) && !isOurOwnVariable(name)) {
        readVariable(name, environment.get(name));
      }
    }
  }

  void readProperties(Properties properties) {
    for (Enumeration<?> names = properties.keys(); names.hasMoreElements(); ) {
      if (names.nextElement() instanceof String name
          && name.startsWith(PROPERTY_PREFIX)
          && !isOurOwnProperty(name)) {
        String value = properties.getProperty(name);
        if (value != null) {
          set(name, PROPERTY_PREFIX, value);
        }
      }
    }
  }

  void readArgument(String argument) {
    int start = 0;
    while (start <= argument.length()) {
      int comma = argument.indexOf(',', start);
      int end = comma < 0 ? argument.length() : comma;
      String setting = argument.substring(start, end).trim();
      int equals = setting.indexOf('=');
      if (equals >= 0) {
        set(setting.substring(0, equals).trim(), "", setting.substring(equals + 1));
      } else if (!setting.isEmpty()) {
        set(setting, "", "");
      }
      start = end + 1;
    }
  }

  /** Our tests and the demo tell each other things this way. */
  private static boolean isOurOwnProperty(String name) {
    return name.equals("heapwise.jar") || name.startsWith("heapwise.test.");
  }

  private static boolean isOurOwnVariable(String name) {
    return name.startsWith("HEAPWISE_TEST_") || name.startsWith("HEAPWISE_DEMO_");
  }

  private void set(String name, String prefix, String value) {
    expandKeys();
    String key = name.substring(prefix.length());
    for (int i = 0; i < keys.length; i++) {
      if (keys[i].equals(key)) {
        set(i, name, value);
        return;
      }
    }
    problems.add(unknown("option", name, prefix + Nearest.to(key, keys)));
  }

  private void readVariable(String name, String value) {
    expandKeys();
    String[] variables = new String[keys.length];
    for (int i = 0; i < keys.length; i++) {
      variables[i] = VARIABLE_PREFIX + asVariable(keys[i]);
      if (variables[i].equals(name)) {
        set(i, name, value);
        return;
      }
    }
    problems.add(unknown("environment variable", name, Nearest.to(name, variables)));
  }

  /** Without asking the locale, whose upper case of i may be another letter. */
  private static String asVariable(String key) {
    StringBuilder variable = new StringBuilder();
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      variable.append(c == '.' ? '_' : c >= 'a' && c <= 'z' ? (char) (c - 'a' + 'A') : c);
    }
    return variable.toString();
  }

  private static String unknown(String what, String name, String nearest) {
    return "unknown " + what + " " + quoted(name) + " (did you mean '" + nearest + "'?); ignored";
  }

  private void expandKeys() {
    if (keys == null) {
      keys = Option.keys();
      values = new String[keys.length];
      namesAsGiven = new String[keys.length];
    }
  }

  private void set(int index, String nameAsGiven, String value) {
    values[index] = value.trim();
    namesAsGiven[index] = nameAsGiven;
  }

  String choice(Option option) {
    return choice(option.choices(), option.key(), option.choices().get(0));
  }

  /** Whether a rewrite is on, in its bold form or not. */
  boolean isOn(String key, RewriteName rewrite) {
    if (isBold(key, rewrite)) {
      return true;
    }
    String fallback = rewrite.onByDefault() ? Option.ON : "off";
    List<String> choices = Option.REWRITE.choices();
    if (rewrite.boldly() != null) {
      choices = new ArrayList<>(choices);
      choices.add(rewrite.boldly());
    }
    return choice(choices, key, fallback).equals(Option.ON);
  }

  boolean isBold(String key, RewriteName rewrite) {
    return rewrite.boldly() != null && rewrite.boldly().equals(valueOf(key));
  }

  private String choice(List<String> choices, String key, String fallback) {
    String value = valueOf(key);
    if (value == null || choices.contains(value)) {
      return value == null ? fallback : value;
    }
    StringBuilder valid = new StringBuilder(choices.get(0));
    for (int i = 1; i < choices.size(); i++) {
      valid.append(", ").append(choices.get(i));
    }
    String nearest = Nearest.similar(value, choices.toArray(new String[0]));
    if (nearest != null) {
      valid.append("; did you mean '").append(nearest).append("'?");
    }
    problems.add(badValue(value, key, valid.toString(), fallback));
    return fallback;
  }

  /** The globs, or null where none are given. */
  ClassGlobs globs(String key, Option option) {
    String value = valueOf(key);
    if (value == null || value.isEmpty()) {
      return null;
    }
    ClassGlobs globs = ClassGlobs.parse(value);
    if (globs == null) {
      problems.add(badValue(value, key, option.plainSyntax(), option.fallback()));
    }
    return globs;
  }

  long bytes(String key, long fallback) {
    String value = valueOf(key);
    if (value == null) {
      return fallback;
    }
    long bytes = ByteSize.parse(value);
    if (bytes < 0) {
      problems.add(
          badValue(value, key, Option.POOL_MAX_BYTES.plainSyntax(), Long.toString(fallback)));
      return fallback;
    }
    return bytes;
  }

  /** A path whose ending says the format, or null. */
  String dumpPath() {
    String value = valueOf(Option.DUMP.key());
    if (value == null || value.isEmpty()) {
      complainIfSet(Option.DUMP_INTERVAL);
      complainIfSet(Option.DUMP_KEEP);
      return null;
    }
    if (DumpPath.endingOf(value) == null) {
      problems.add(
          badValue(value, Option.DUMP.key(), Option.DUMP.plainSyntax(), Option.DUMP.fallback()));
      return null;
    }
    if (valueOf(Option.DUMP_KEEP.key()) != null && !new DumpPath(value, 0).hasTime()) {
      problems.add(
          "'"
              + namesAsGiven[indexOf(Option.DUMP_KEEP.key())]
              + "' without %t in the path of the dump: each takes the place of the one before");
    }
    return value;
  }

  private void complainIfSet(Option option) {
    if (valueOf(option.key()) != null) {
      problems.add("'" + namesAsGiven[indexOf(option.key())] + "' without 'dump'; ignored");
    }
  }

  /** A number above 0, with few enough digits. */
  int number(Option option, int fallback) {
    String value = valueOf(option.key());
    if (value == null) {
      return fallback;
    }
    int number = 0;
    for (int i = 0; i < value.length() && number >= 0; i++) {
      int digit = value.charAt(i) - '0';
      number = digit < 0 || digit > 9 || i >= MOST_DIGITS ? -1 : 10 * number + digit;
    }
    if (number <= 0) {
      problems.add(badValue(value, option.key(), option.plainSyntax(), option.fallback()));
      return fallback;
    }
    return number;
  }

  private String valueOf(String key) {
    int index = indexOf(key);
    return index < 0 ? null : values[index];
  }

  private int indexOf(String key) {
    for (int i = 0; keys != null && i < keys.length; i++) {
      if (keys[i].equals(key)) {
        return i;
      }
    }
    return -1;
  }

  private String badValue(String value, String key, String valid, String fallback) {
    return "bad value "
        + quoted(value)
        + " for '"
        + namesAsGiven[indexOf(key)]
        + "' (valid: "
        + valid
        + "); using "
        + fallback;
  }

  /** On one line, whatever it is. */
  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("'");
    for (int i = 0; i < text.length() && i < MAX_QUOTED; i++) {
      char c = text.charAt(i);
      quoted.append(Character.isISOControl(c) ? '?' : c);
    }
    return quoted.append(text.length() > MAX_QUOTED ? "...'" : "'").toString();
  }
}
