package io.heapwise.varargs;

import io.heapwise.harness.Fired;
import io.heapwise.harness.Recorder;
import java.util.Arrays;

/** Arrays of constants that are made to be passed to one call. */
public final class VarargsTarget {
  // Notes that make a method longer than the 35 bytes that are always inlined.

  private static final Parser READING = new Reading();

  private VarargsTarget() {}

  /** An enum that runs code when it is initialised. */
  enum Kind {
    KEY,
    VALUE,
    END;

    Kind() {
      Recorder.note(name());
    }
  }

  /** Asks for its constants while they are made. */
  enum Early {
    ONE,
    TWO;

    Early() {
      Recorder.note(describeEarly());
      Recorder.note(name());
    }
  }

  /** Takes any number of constants. */
  interface Parser {
    boolean accepts(Kind... kinds);
  }

  /** Does nothing but read. */
  static class Reading implements Parser {
    Kind next = Kind.VALUE;

    @Override
    public boolean accepts(Kind... kinds) {
      for (Kind kind : kinds) {
        if (kind == next) {
          next = kinds[kinds.length - 1];
          return true;
        }
      }
      next = kinds[0];
      return false;
    }

    String describe(Early... all) {
      StringBuilder text = new StringBuilder();
      for (Early each : all) {
        text.append(each).append(' ');
      }
      return text.toString();
    }
  }

  /** Uses up what it is given. */
  static final class Writing implements Parser {
    @Override
    public boolean accepts(Kind... kinds) {
      boolean isFirst = kinds[0] == Kind.KEY;
      kinds[0] = Kind.END;
      return isFirst;
    }
  }

  /** Keeps what it is given, and tells whether it got that before. */
  static final class Keeping extends Reading {
    private Kind[] kept;

    @Override
    public boolean accepts(Kind... kinds) {
      boolean isNew = kinds != kept;
      kept = kinds;
      return isNew && super.accepts(kinds);
    }
  }

  /** Passes what it is given to a list, which others write to. */
  static final class Listing implements Parser {
    @Override
    public boolean accepts(Kind... kinds) {
      Recorder.note(Arrays.asList(kinds));
      Arrays.asList(kinds).set(0, Kind.END);
      return kinds.length == 1;
    }
  }

  /** Comes back to who calls it. */
  static final class Nested implements Parser {
    private int depth;

    Nested(int depth) {
      this.depth = depth;
    }

    @Override
    public boolean accepts(Kind... kinds) {
      Recorder.note(depth + " " + kinds.length);
      boolean inner = depth-- > 0 && comesBack(this);
      return inner == (kinds[0] == Kind.KEY);
    }
  }

  private static String describeEarly() {
    Recorder.note(1);
    Recorder.note(2);
    Recorder.note(3);
    Recorder.note(4);
    Recorder.note(5);
    return ((Reading) READING).describe(Early.ONE, Early.TWO);
  }

  private static Parser parser(Parser parser) {
    Recorder.note("receiver");
    return parser;
  }

  @Fired("shareArguments+1 sharedArguments+1")
  public static boolean readsOne(int number) {
    Recorder.note(number);
    Recorder.note(1);
    Recorder.note(2);
    Recorder.note(3);
    Recorder.note(4);
    return READING.accepts(Kind.KEY);
  }

  @Fired("shareArguments+2 sharedArguments+2")
  public static int readsMore(int number) {
    Recorder.note(number);
    int sum = READING.accepts(Kind.VALUE, Kind.KEY) ? 1 : 0;
    return sum + (parser(READING).accepts(Kind.KEY, Kind.END, Kind.VALUE) ? 2 : 0);
  }

  @Fired("shareArguments+1 sharedArguments+1")
  public static boolean failsForAReceiverThatIsNull(boolean choice) {
    Recorder.note(1);
    Recorder.note(2);
    Recorder.note(3);
    Recorder.note(4);
    Recorder.note(5);
    return parser(choice ? READING : null).accepts(Kind.KEY, Kind.VALUE);
  }

  @Fired("shareArguments+2 sharedArguments+2")
  public static int hasItsOwn_whenTheReceiverWrites(int number) {
    Recorder.note(number);
    Parser writing = new Writing();
    int sum = writing.accepts(Kind.KEY, Kind.VALUE) ? 1 : 0;
    return sum + (writing.accepts(Kind.KEY, Kind.VALUE) ? 2 : 0);
  }

  @Fired("shareArguments+1 sharedArguments+1")
  public static int hasItsOwn_whenASubclassKeepsIt(boolean choice) {
    Reading parser = choice ? new Keeping() : new Reading();
    int sum = 0;
    for (int i = 0; i < 4; i++) {
      sum = 2 * sum + (parser.accepts(Kind.END, Kind.VALUE) ? 1 : 0);
    }
    return sum;
  }

  @Fired("shareArguments+1 sharedArguments+1")
  public static int hasItsOwn_whenItBecomesAList(int number) {
    Parser listing = new Listing();
    int sum = number;
    for (int i = 0; i < 3; i++) {
      sum = 2 * sum + (listing.accepts(Kind.VALUE, Kind.KEY) ? 1 : 0);
    }
    return sum;
  }

  @Fired("")
  public static boolean isUsedAroundItself(int depth) {
    return comesBack(new Nested(depth & 7));
  }

  private static boolean comesBack(Parser parser) {
    Recorder.note(1);
    Recorder.note(2);
    Recorder.note(3);
    Recorder.note(4);
    Recorder.note(5);
    return parser.accepts(Kind.KEY, Kind.VALUE, Kind.END);
  }

  /** The elements are null at first. */
  @Fired("")
  public static String isAskedWhileTheEnumIsInitialised(int number) {
    return Early.values()[number & 1] + describeEarly();
  }
}
