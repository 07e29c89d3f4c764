package io.heapwise.values;

import io.heapwise.harness.Fired;
import io.heapwise.harness.Recorder;
import io.heapwise.harness.Refused;
import java.util.Arrays;

/** An enum that reads its own constants. */
public enum OwnValuesTarget {
  NORTH("n"),
  EAST("e"),
  SOUTH("s"),
  WEST("w");

  private static final String[] KNOWN = new String[4];

  private final String code;

  OwnValuesTarget(String code) {
    this.code = code;
  }

  /** Its constructors ask for the constants before there are any. */
  enum Early {
    FIRST,
    SECOND;

    private final String seen = look();

    private static String look() {
      try {
        int sum = 0;
        for (Early early : values()) {
          sum += early.ordinal();
        }
        return "sum " + sum;
      } catch (NullPointerException e) {
        return e.getMessage();
      }
    }
  }

  @Fired("readsConstants+1")
  public static String findsByCode(String code) {
    for (OwnValuesTarget direction : values()) {
      if (direction.code.equalsIgnoreCase(code)) {
        return direction.name();
      }
    }
    return null;
  }

  @Fired("readsConstants+1")
  public static String readsOne(int index) {
    Recorder.note("reads");
    return values()[index].name();
  }

  @Fired("readsConstants+1")
  public static String turns(int steps) {
    OwnValuesTarget[] all = values();
    int last = all.length - 1;
    StringBuilder path = new StringBuilder(all[0].code);
    for (int i = 1; i <= (steps & 7); i++) {
      path.append(all[i & last]);
    }
    return path.toString();
  }

  /** Only the second is a loop over elements. */
  @Refused("values: only its length is read, for which the JIT makes no array")
  @Fired("readsConstants+1")
  public static String checksAnIndex(int index) {
    if (index < 0 || index >= values().length) {
      Recorder.note("none");
      Recorder.note("at all");
      Recorder.note(index);
      return "none";
    }
    return values()[index].name();
  }

  @Fired("readsConstants+1")
  public static String readsBeforeTheyAreThere(boolean first) {
    Recorder.note(values()[first ? 0 : 1]);
    return Early.FIRST.seen + Early.SECOND.seen + Early.look();
  }

  @Refused("values: escapes: passed to Arrays.asList")
  public static int isPassedOn(String code) {
    return Arrays.asList(values()).indexOf(code == null ? NORTH : SOUTH);
  }

  @Refused("values: written or compared")
  public static String isWritten(int index) {
    OwnValuesTarget[] all = values();
    all[index & 3] = NORTH;
    return valueOf("NORTH").code + all[index & 3] + KNOWN.length;
  }
}
