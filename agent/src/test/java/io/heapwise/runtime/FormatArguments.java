package io.heapwise.runtime;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Formattable;
import java.util.Formatter;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Arguments of every kind that {@link Formatter} treats in its own way. */
final class FormatArguments {
  interface Kind {
    Object make(List<String> effects);
  }

  static final List<Kind> KINDS = kinds();

  private FormatArguments() {}

  static Recorder recorder(List<String> effects, String text) {
    return new Recorder(effects, text, 0x1234);
  }

  private static List<Kind> kinds() {
    List<Kind> kinds = new ArrayList<>();
    Object[] values = {
      null,
      "",
      "abc",
      "i\u0131\u0130\u00df\u0149",
      "\ud83d\ude00!",
      "x\ud83d",
      "z".repeat(70),
      (byte) 0,
      (byte) 7,
      (byte) -1,
      Byte.MIN_VALUE,
      Byte.MAX_VALUE,
      (short) 300,
      (short) -1,
      Short.MIN_VALUE,
      0,
      9,
      10,
      -5,
      255,
      256,
      0x1f600,
      0x110000,
      0xd83d,
      12345678,
      Integer.MIN_VALUE,
      Integer.MAX_VALUE,
      0L,
      -1L,
      99L,
      0x1f600L,
      -1234567890123L,
      Long.MIN_VALUE,
      Long.MAX_VALUE,
      new BigInteger("123456789012345678901"),
      BigInteger.valueOf(-3),
      new AtomicInteger(3),
      1.5,
      Float.NaN,
      true,
      false,
      'a',
      'i',
      '\u00df',
      '\ud83d',
      TimeUnit.MINUTES,
      List.of(1, "b"),
    };
    for (Object value : values) {
      kinds.add(effects -> value);
    }
    kinds.add(effects -> new Recorder(effects, "user", 0xcafe));
    kinds.add(effects -> new Recorder(effects, "", -2));
    kinds.add(effects -> new Recorder(effects, null, 0));
    kinds.add(effects -> new Failing(effects, new IllegalStateException("from user code")));
    kinds.add(effects -> new Failing(effects, new IOException("swallowed by Formatter")));
    kinds.add(effects -> new Reentrant(effects));
    kinds.add(effects -> new Own(effects, false));
    kinds.add(effects -> new Own(effects, true));
    return kinds;
  }

  /** Records each call of its {@code toString()} and {@code hashCode()}. */
  static class Recorder {
    final List<String> effects;
    final String text;
    final int hash;

    Recorder(List<String> effects, String text, int hash) {
      this.effects = effects;
      this.text = text;
      this.hash = hash;
    }

    @Override
    public String toString() {
      effects.add("toString of " + text);
      return text;
    }

    @Override
    public boolean equals(Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      effects.add("hashCode of " + text);
      return hash;
    }
  }

  /** Throws, whatever it is. */
  static final class Failing extends Recorder {
    private final Throwable failure;

    Failing(List<String> effects, Throwable failure) {
      super(effects, "failing", 1);
      this.failure = failure;
    }

    @Override
    public String toString() {
      super.toString();
      throw FormatDifferential.<RuntimeException>sneak(failure);
    }

    @Override
    public int hashCode() {
      super.hashCode();
      throw FormatDifferential.<RuntimeException>sneak(failure);
    }
  }

  /** Formats while it is being formatted. */
  static final class Reentrant extends Recorder {
    Reentrant(List<String> effects) {
      super(effects, "re-entrant", 17);
    }

    @Override
    public String toString() {
      Object[] inner = {new Recorder(effects, "inner", 3), (byte) -3};
      return super.toString() + FormatSupport.format("(%8s|%02x)", inner);
    }

    @Override
    public int hashCode() {
      return super.hashCode() + FormatSupport.format("%5d", (Object) 12).length();
    }
  }

  /** Records all that a Formattable is told, and may close what it was given. */
  static final class Own extends Recorder implements Formattable {
    private final boolean closing;

    Own(List<String> effects, boolean closing) {
      super(effects, "own", 4);
      this.closing = closing;
    }

    @Override
    public void formatTo(Formatter formatter, int flags, int width, int precision) {
      effects.add(
          "formatTo "
              + flags
              + " "
              + width
              + " "
              + precision
              + " "
              + formatter.locale()
              + " after "
              + formatter.out());
      formatter.format("[%d]", 5);
      if (closing) {
        formatter.close();
      }
    }
  }

  /** Runs when its text is asked for. */
  record Action(Runnable action, String text) {
    @Override
    public String toString() {
      action.run();
      return text;
    }
  }
}
