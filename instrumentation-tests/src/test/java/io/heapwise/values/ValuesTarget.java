package io.heapwise.values;

import io.heapwise.harness.Fired;
import io.heapwise.harness.Recorder;
import java.util.concurrent.TimeUnit;

/** Constants of other classes that are copied to be read, and nothing else. */
public final class ValuesTarget {
  // Notes that make a method longer than the 35 bytes that are always inlined.

  private ValuesTarget() {}

  /** An enum that runs code when it is initialised. */
  enum Color {
    RED(1),
    GREEN(2),
    BLUE(4);

    final int bit;

    Color(int bit) {
      this.bit = bit;
      Recorder.note(name());
    }
  }

  /** An enum without constants. */
  enum Nothing {}

  /** An enum whose constants have classes of their own. */
  enum Shape {
    LINE {
      @Override
      int corners() {
        return 2;
      }
    },
    SQUARE {
      @Override
      int corners() {
        return 4;
      }
    };

    abstract int corners();
  }

  @Fired("constants+1")
  public static String findsInALoop(int bit) {
    for (Color color : Color.values()) {
      if (color.bit == bit) {
        return color.name();
      }
    }
    return null;
  }

  @Fired("constants+1")
  public static String findsInALoopOfTheJdk(String name) {
    for (TimeUnit unit : TimeUnit.values()) {
      if (unit.name().equalsIgnoreCase(name)) {
        return unit.toString();
      }
    }
    return "none for " + name;
  }

  @Fired("constants+1")
  public static String readsOne(int index) {
    Recorder.note("reads");
    Recorder.note(1);
    Recorder.note(2);
    Recorder.note(3);
    Recorder.note(4);
    Recorder.note(5);
    return Color.values()[index].name();
  }

  @Fired("constants+1")
  public static String catchesAnIndex(int index) {
    Recorder.note(1);
    Recorder.note(2);
    Recorder.note(3);
    Recorder.note(4);
    Recorder.note(5);
    try {
      return TimeUnit.values()[index].name();
    } catch (ArrayIndexOutOfBoundsException e) {
      return e.getMessage();
    }
  }

  @Fired("constants+1")
  public static int evaluatesTheIndexAfterTheConstants(int index) {
    Recorder.note(1);
    Recorder.note(2);
    Recorder.note(3);
    Recorder.note(4);
    Recorder.note(5);
    return Shape.values()[next(index)].corners();
  }

  private static int next(int index) {
    Recorder.note("index " + index);
    return index & 1;
  }

  @Fired("constants+2")
  public static int readsTwoInALoop(String text) {
    int sum = String.valueOf(text).length();
    for (Shape shape : Shape.values()) {
      for (Color color : Color.values()) {
        sum = 31 * sum + color.bit * shape.corners();
      }
    }
    return sum;
  }

  @Fired("constants+1")
  public static String readsNothing(boolean choice) {
    StringBuilder seen = new StringBuilder();
    Nothing[] all = Nothing.values();
    for (int i = 0; i < all.length; i++) {
      seen.append(all[i]).append(choice);
    }
    return seen.append(all.length).toString();
  }

  @Fired("constants+1")
  public static int isUsedAroundItself(int depth) {
    int sum = 0;
    for (Color color : Color.values()) {
      Recorder.note(color);
      if ((depth & 3) > 0) {
        sum += isUsedAroundItself((depth & 3) - 1);
      }
      sum = 31 * sum + color.bit;
    }
    return sum;
  }
}
