package io.heapwise.varargs;

import io.heapwise.harness.Refused;
import java.util.concurrent.TimeUnit;

/** Arrays that are left alone. */
public final class VarargsRefusedTarget {
  private static final String SMALL =
      "varargs: the method would grow past 35 bytes, from where on the JIT treats it worse";

  private static final Units UNITS = new Units();

  private VarargsRefusedTarget() {}

  /** Takes constants, alone and with others. */
  static final class Units {
    int count(TimeUnit... units) {
      return units.length;
    }

    int countWith(int others, TimeUnit... units) {
      return others + units.length;
    }

    int countObjects(Object... objects) {
      return objects.length;
    }

    static int countStatic(TimeUnit... units) {
      return units.length;
    }
  }

  @Refused(SMALL)
  public static int isSmall() {
    return UNITS.count(TimeUnit.DAYS);
  }

  @Refused({})
  public static int isStatic(int number) {
    return number * 1_000_000 + Units.countStatic(TimeUnit.DAYS, TimeUnit.HOURS) / 1_000_000;
  }

  @Refused({})
  public static int hasOtherArguments(int number) {
    return number * 1_000_000 + UNITS.countWith(number, TimeUnit.DAYS, TimeUnit.HOURS);
  }

  @Refused({})
  public static int isOfAnotherType(int number) {
    return number * 1_000_000 + UNITS.countObjects(TimeUnit.DAYS, TimeUnit.HOURS);
  }

  @Refused({})
  public static int isEmpty(int number) {
    return number * 1_000_000 + UNITS.count() * 1_000_000 / (number | 1) + UNITS.count();
  }

  @Refused({})
  public static int hasAnElementThatIsComputed(boolean choice) {
    return 1_000_000 * UNITS.count(TimeUnit.DAYS, choice ? TimeUnit.HOURS : TimeUnit.DAYS);
  }

  @Refused({})
  public static int isUsedAgain(int number) {
    TimeUnit[] units = {TimeUnit.DAYS, TimeUnit.HOURS};
    return number * 1_000_000 + UNITS.count(units) + units.length;
  }
}
