package io.heapwise.logging;

import io.heapwise.harness.Refused;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Messages that must be made, or that nobody makes without need. */
public final class LoggingRefusedTarget {
  private static final Logger LOG = Logger.getLogger("io.heapwise.logging.refused");

  private LoggingRefusedTarget() {}

  @Refused("logging: the program asks for the level itself")
  public static void isAskedFor(boolean choice, char[] text) {
    LOG.setLevel(choice ? Level.FINE : Level.OFF);
    if (LOG.isLoggable(Level.FINE)) {
      LOG.fine(new StringBuilder().append("text ").append(text).toString());
    }
  }

  @Refused("logging: concat has not made one call of the message")
  public static void isNotJoined(char[] text) {
    LOG.setLevel(Level.OFF);
    LOG.fine(new StringBuilder().append("text ").append(text).toString());
  }

  @Refused({})
  public static void isAConstant() {
    LOG.setLevel(Level.OFF);
    LOG.fine("text");
  }

  @Refused({})
  public static void isKept(Object text) {
    LOG.setLevel(Level.OFF);
    LOG.fine(String.valueOf(text));
  }

  /** Only constants are known to be usually off. */
  @Refused({})
  public static void isGivenAnyLevel(boolean choice, char[] text) {
    LOG.setLevel(Level.OFF);
    Level level = choice ? Level.FINE : Level.OFF;
    LOG.log(level, new StringBuilder().append("text ").append(text).toString());
    LOG.log(
        choice ? Level.FINE : Level.FINER,
        new StringBuilder().append("text ").append(text).toString());
    LOG.log(Level.WARNING, new StringBuilder().append("text ").append(text).toString());
  }

  @Refused({})
  public static void isGivenWhatIsMadeLater(char[] text) {
    LOG.setLevel(Level.OFF);
    LOG.log(
        Level.FINE,
        new StringBuilder().append("text ").append(text).toString(),
        new RuntimeException());
  }

  /** Usually on. */
  @Refused({})
  public static void isInformation(char[] text) {
    LOG.setLevel(Level.OFF);
    LOG.info(new StringBuilder().append("text ").append(text).toString());
  }
}
