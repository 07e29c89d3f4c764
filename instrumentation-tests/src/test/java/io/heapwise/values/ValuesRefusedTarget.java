package io.heapwise.values;

import io.heapwise.harness.Recorder;
import io.heapwise.harness.Refused;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Constants that must be copied. */
public final class ValuesRefusedTarget {
  private static TimeUnit[] field;

  private ValuesRefusedTarget() {}

  @Refused("constants: written or compared")
  public static int isWritten(int index) {
    TimeUnit[] all = TimeUnit.values();
    all[index & 3] = TimeUnit.DAYS;
    return all[index & 3].ordinal() + Arrays.asList(1).size();
  }

  @Refused("constants: escapes: passed to Arrays.sort")
  public static String isSorted(boolean choice) {
    TimeUnit[] all = TimeUnit.values();
    Arrays.sort(all, (a, b) -> choice ? b.compareTo(a) : a.compareTo(b));
    return all[0].name();
  }

  @Refused("constants: escapes: passed to Arrays.asList")
  public static String isPassedOn(boolean choice) {
    List<TimeUnit> all = Arrays.asList(TimeUnit.values());
    all.set(0, TimeUnit.DAYS);
    return all.toString() + choice;
  }

  @Refused("constants: escapes: passed to Stream.of")
  public static long isStreamed(int ordinal) {
    return Stream.of(TimeUnit.values()).filter(unit -> unit.ordinal() > ordinal).count();
  }

  @Refused("constants: escapes: returned")
  public static Object isReturned(boolean choice) {
    TimeUnit[] all = TimeUnit.values();
    Recorder.note(all[choice ? 0 : 1]);
    return all;
  }

  @Refused("constants: escapes: stored in field ValuesRefusedTarget.field")
  public static int isStored(int index) {
    field = TimeUnit.values();
    field[0] = null;
    return TimeUnit.valueOf("DAYS").ordinal() + index;
  }

  @Refused("constants: escapes: compared by identity")
  public static boolean isCompared(boolean choice) {
    TimeUnit[] all = TimeUnit.values();
    return all[0] == TimeUnit.NANOSECONDS && all == field && choice;
  }

  @Refused("constants: escapes: used as a lock")
  public static String isLocked(int index) {
    TimeUnit[] all = TimeUnit.values();
    synchronized (all) {
      return all[index & 1].name();
    }
  }

  @Refused("constants: escapes: captured by a lambda or another dynamic call")
  public static int isCaptured(int index) {
    TimeUnit[] all = TimeUnit.values();
    Supplier<TimeUnit> one = () -> all[index & 3];
    return one.get().ordinal();
  }

  @Refused("constants: may be another array where it is used")
  public static String mayBeAnother(boolean choice) {
    TimeUnit[] all = choice ? TimeUnit.values() : new TimeUnit[] {TimeUnit.DAYS};
    return all[0].name();
  }

  @Refused("constants: only its length is read, for which the JIT makes no array")
  public static int isCounted(int index) {
    return TimeUnit.values().length + index;
  }

  @Refused("constants: the method would grow past 35 bytes, from where on the JIT treats it worse")
  public static String wouldNotBeInlinedAnyMore(int index) {
    return TimeUnit.values()[index & 3].name().concat("+").concat("-").concat("*");
  }

  /** Calls one of a class that is no enum, which is nobody's copy. */
  @Refused({})
  public static String isOfAnotherKind(String text) {
    Iterator<String> all = Listed.values(text).iterator();
    return all.next();
  }

  /** Has a method of the same name. */
  static final class Listed {
    private Listed() {}

    static List<String> values(String text) {
      return List.of(String.valueOf(text));
    }
  }
}
