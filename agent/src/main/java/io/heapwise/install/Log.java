package io.heapwise.install;

import java.io.PrintStream;

/**
 * The agent's own messages, on the stderr that the JVM started with: one that the program puts in
 * its place is the program's code, which the agent does not run.
 *
 * <p>Thread-safe. Throws nothing, not even when memory is out.
 */
public final class Log {
  static final String PREFIX = "heapwise: ";

  private static volatile PrintStream stderr = System.err;
  private static volatile Level level = Level.WARN;

  private Log() {}

  /** What is said: everything of a level and of those before it. */
  public enum Level {
    OFF("off"),
    WARN("warn"),
    INFO("info"),
    DEBUG("debug");

    private final String text;

    Level(String text) {
      this.text = text;
    }

    static Level named(String text) {
      if (text.equals(OFF.text)) {
        return OFF;
      }
      if (text.equals(INFO.text)) {
        return INFO;
      }
      return text.equals(DEBUG.text) ? DEBUG : WARN;
    }
  }

  public static void setLevel(Level newLevel) {
    level = newLevel;
  }

  /** Sends everything elsewhere; returns where it went before. */
  static PrintStream redirect(PrintStream target) {
    PrintStream before = stderr;
    stderr = target;
    return before;
  }

  public static boolean says(Level wanted) {
    return wanted.ordinal() <= level.ordinal();
  }

  public static void warn(String message) {
    log(Level.WARN, message);
  }

  public static void info(String message) {
    log(Level.INFO, message);
  }

  public static void debug(String message) {
    log(Level.DEBUG, message);
  }

  /** Prints what was asked for, whatever the level. */
  static void print(String text) {
    try {
      stderr.print(text);
      stderr.flush();
    } catch (Throwable e) {
      // There is nobody left to tell.
    }
  }

  private static void log(Level wanted, String message) {
    if (!says(wanted)) {
      return;
    }
    try {
      // One piece, so that lines of several threads do not mix.
      print(PREFIX + message + System.lineSeparator());
    } catch (Throwable e) {
      // There is nobody left to tell.
    }
  }
}
