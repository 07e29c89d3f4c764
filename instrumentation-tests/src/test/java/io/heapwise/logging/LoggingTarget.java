package io.heapwise.logging;

import io.heapwise.harness.Fired;
import io.heapwise.harness.Recorder;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Messages that nobody may want. The handler records what comes through, and from where. */
public final class LoggingTarget {
  // Of its own class alone: one with a name would hold the handler of the class that came last.
  private static final Logger LOG = Logger.getAnonymousLogger();
  private static final Logger LISTENING = new Listening();
  private static final Handler RECORDING = new Recording();

  static {
    prepare(LOG);
    prepare(LISTENING);
  }

  private final Logger own = LOG;

  private LoggingTarget() {}

  private static void prepare(Logger logger) {
    logger.setUseParentHandlers(false);
    for (Handler handler : logger.getHandlers()) {
      logger.removeHandler(handler);
    }
    logger.addHandler(RECORDING);
  }

  /** Records messages, with the places that they come from. */
  private static final class Recording extends Handler {
    @Override
    public void publish(LogRecord record) {
      String method = record.getSourceClassName() + "." + record.getSourceMethodName();
      Recorder.note(
          record.getLevel() + " " + method + ": " + record.getMessage() + record.getThrown());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  /** Records that it was asked. */
  private static final class Listening extends Logger {
    Listening() {
      super("io.heapwise.logging.listening", null);
    }

    @Override
    public boolean isLoggable(Level level) {
      Recorder.note("asked for " + level);
      return super.isLoggable(level);
    }
  }

  /** Holds what messages tell. */
  private static final class Holder {
    final String text;

    Holder(String text) {
      this.text = text;
    }
  }

  @Fired("append-4 concatenating+1 isSilent+1 join+1 new-1 toString-1")
  public static int saysNothing_whenTheLevelIsOff(String text, Object number) {
    LOG.setLevel(Level.INFO);
    LOG.fine("text " + text + ", number " + number);
    return LOG.getHandlers().length;
  }

  @Fired("append-4 isSilent+1 join+1 new-1 toString-1")
  public static int saysIt_whenTheLevelIsOn(String text, String more) {
    LOG.setLevel(Level.ALL);
    LOG.fine("text " + text + ", more " + more);
    return LOG.getHandlers().length;
  }

  @Fired("append-6 isSilent+3 join+3 new-3 toString-3")
  public static void followsTheLevel(boolean choice, String text) {
    LOG.setLevel(choice ? Level.FINE : Level.INFO);
    LOG.fine("first " + text);
    LOG.setLevel(choice ? Level.INFO : Level.FINE);
    LOG.fine("second " + text);
    LOG.setLevel(Level.OFF);
    LOG.config("third " + text);
  }

  @Fired("append-2 isSilent+1 join+1 new-1 toString-1")
  public static void followsTheParentsLevel(boolean choice, String text) {
    Logger parent = LOG.getParent();
    Level before = parent.getLevel();
    LOG.setLevel(null);
    parent.setLevel(choice ? Level.FINEST : Level.INFO);
    LOG.finest("parent " + text);
    parent.setLevel(before);
  }

  @Fired("append-6 concatenating+1 indy+1 isSilent+1 new-1 toString-1")
  public static void takesNumbers(long large, double real, char letter, boolean flag) {
    LOG.setLevel(real > 0 ? Level.FINER : Level.INFO);
    LOG.finer("large " + large + " real " + real + letter + flag);
  }

  @Fired("append-5 concatenating+1 indy+1 isSilent+1 new-1 toString-1")
  public static void endsWithAConstant(int number, long large) {
    LOG.setLevel(number > 0 ? Level.CONFIG : Level.INFO);
    LOG.config("of " + large + " there are " + number + ".");
  }

  @Fired("append-4 concatenating+1 isSilent+1 join+1 new-1 toString-1")
  public static void asksEachOperandForItsText(Object first, String text, Object second) {
    LOG.setLevel(Level.INFO);
    LOG.fine("first " + first + text + second);
  }

  @Fired("append-3 concatenating+1 isSilent+1 join+1 new-1 toString-1")
  public static String callsMethodsForOperands(String text, int index) {
    LOG.setLevel(index > 0 ? Level.FINE : Level.INFO);
    LOG.fine("part " + text.substring(index) + Recorder.noteIdentity(text));
    return text;
  }

  @Fired("append-2 concatenating+1 isSilent+1 join+1 new-1 toString-1")
  public static void askedByAnOperandItself(String text) {
    LOG.setLevel(Level.INFO);
    LOG.fine("outer " + inner(text));
  }

  private static String inner(String text) {
    LOG.setLevel(LOG.getLevel() == Level.INFO ? Level.FINE : Level.INFO);
    LOG.fine("inner " + text);
    return text;
  }

  @Fired("append-2 isSilent+1 join+1 new-1 toString-1")
  public static void failsForALoggerThatIsNull(boolean choice, String text) {
    LOG.setLevel(Level.INFO);
    Logger logger = choice ? LOG : null;
    logger.fine("text " + text);
  }

  @Fired("append-2 isSilent+1 join+1 new-1 toString-1")
  public static void failsForAFieldOfNull(boolean choice, String text) {
    LOG.setLevel(Level.INFO);
    Holder holder = choice ? new Holder(text) : null;
    LOG.fine("text " + holder.text);
  }

  @Fired("append-4 concatenating+2 isSilent+2 join+2 new-2 toString-2")
  public static String goesOnBehindAFailure(String text, int index) {
    LOG.setLevel(Level.INFO);
    String before = text;
    try {
      LOG.fine("letter " + text.substring(index, index + 1));
      before = "logged";
    } catch (RuntimeException e) {
      LOG.config("failed " + e.getMessage());
    }
    return before;
  }

  @Fired("append-2 isSilent+1 join+1 new-1 toString-1")
  public static void readsItsLoggerFromAnObject(boolean choice, String text) {
    LOG.setLevel(choice ? Level.FINE : Level.INFO);
    new LoggingTarget().log(text);
    Logger logger = choice ? LOG : LISTENING;
    logger.fine("chosen " + text);
  }

  private void log(String text) {
    own.fine("own " + text);
  }

  @Fired("append-2 isSilent+1 join+1 new-1 toString-1")
  public static void asksALoggerThatListens(boolean choice, String text) {
    LISTENING.setLevel(choice ? Level.FINE : Level.INFO);
    LISTENING.fine("text " + text);
  }

  @Fired("append-2 isSilent+1 join+1 new-1 toString-1")
  public static int logsInALoop(int count, String text) {
    LOG.setLevel(Level.INFO);
    int logged = 0;
    for (int i = 0; i < (count & 15); i++) {
      if (i == 9) {
        LOG.setLevel(Level.FINE);
      }
      LOG.fine("round " + text);
      logged += i;
    }
    return logged;
  }

  @Fired("append-8 isSilent+4 join+4 new-4 toString-4")
  public static void givesTheLevel(boolean choice, String text) {
    LOG.setLevel(choice ? Level.FINE : Level.INFO);
    LOG.log(Level.FINE, "fine " + text);
    LOG.log(Level.FINER, "finer " + text);
    LOG.setLevel(choice ? Level.FINEST : Level.CONFIG);
    LOG.log(Level.CONFIG, "config " + text);
    LOG.log(Level.FINEST, "finest " + text);
  }

  @Fired("append-6 concatenating+1 indy+1 isSilent+3 join+2 new-3 toString-3")
  public static void givesWhatWasCaught(boolean choice, String text, int index) {
    LOG.setLevel(choice ? Level.FINER : Level.INFO);
    Throwable none = null;
    try {
      LOG.log(Level.FINER, "letter " + text.charAt(index), none);
    } catch (RuntimeException e) {
      LOG.log(Level.FINER, "failed " + text, e);
      LOG.log(Level.CONFIG, "nobody " + text, none);
    }
  }

  @Fired("append-2 isSilent+1 join+1 new-1 toString-1")
  public static void asksALoggerThatListensForTheLevel(boolean choice, String text) {
    LISTENING.setLevel(choice ? Level.FINE : Level.INFO);
    LISTENING.log(Level.FINE, "text " + text);
  }

  @Fired("append-4 isSilent+2 join+2 new-2 toString-2")
  public static void logsAsTheLastThing(boolean choice, String text) {
    LOG.setLevel(Level.INFO);
    if (choice) {
      LOG.fine("yes " + text);
    } else {
      LOG.fine("no " + text);
    }
  }
}
