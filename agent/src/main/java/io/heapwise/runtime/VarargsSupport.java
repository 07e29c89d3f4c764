package io.heapwise.runtime;

import io.heapwise.runtime.trust.SharedArguments;
import io.heapwise.runtime.trust.Trust;
import java.util.Arrays;
import java.util.HashMap;

/** Passes the same array of constants to each call that does nothing but read it. Thread-safe. */
public final class VarargsSupport {
  /** The number of arrays that came when all numbers were taken. */
  public static final int NONE = 0;

  private static final int CAPACITY = 1 << 16;

  /**
   * Classes of receivers for each array, of all loaders together: with more, the others have one
   * made.
   */
  private static final int MAX_RECEIVERS = 16;

  private static final SharedArguments[] NOTHING = {};

  private static final ClassLoader SYSTEM = ClassLoader.getSystemClassLoader();

  /** For receivers of no class. */
  private static final Quick NOBODY = new Quick(null, null, 0);

  /** What only rewritten code needs: the numbers are given without. */
  private static final class Question {
    static final int FIELDS = Trust.callForFields();

    private Question() {}
  }

  private static final HashMap<String, Integer> NUMBERS = new HashMap<>();

  /** By number; those that are there stay. Read without a lock. */
  private static Arguments[] all = {new Arguments(Trust.NO_CALL)};

  /** How many of them there are; guarded by the class. */
  private static int count = 1;

  private VarargsSupport() {}

  /** The same constants, passed to the same call: whoever makes it, and whatever the loader. */
  private static final class Arguments {
    final int call;

    /** Replaced when it no longer holds; a race may bring back an older one, which does not. */
    Quick quick = NOBODY;

    /** One for each class of receivers; replaced as a whole, by who holds the lock. */
    volatile SharedArguments[] known = NOTHING;

    Arguments(int call) {
      this.call = call;
    }
  }

  /**
   * What one class of receivers is passed, where neither that class nor the array's can ever be
   * unloaded: weak references, and what each class is known by, need not be asked.
   */
  private static final class Quick {
    final Class<?> receivers;
    final Object[] array;
    final int epoch;

    Quick(Class<?> receivers, Object[] array, int epoch) {
      this.receivers = receivers;
      this.array = array;
      this.epoch = epoch;
    }
  }

  /** Loads and initialises all that rewritten code reaches. */
  public static void warmUp() {
    Trust.initialize();
    SharedArguments.warmUp();
    Object[] array = {};
    shared(NUMBERS, NONE);
    share(NUMBERS, array, NONE);
    slowly(new Arguments(Trust.NO_CALL), VarargsSupport.class);
    isPermanent(Quick.class);
  }

  /**
   * The number of an array that is passed to a call; {@link #NONE} when all are taken.
   *
   * @param fields class and names of the fields that its elements come from
   * @param name of a method that takes the array and nothing else
   */
  public static synchronized int number(String fields, String name, String descriptor) {
    String key = fields + ' ' + name + descriptor;
    Integer known = NUMBERS.get(key);
    if (known != null) {
      return known;
    }
    int call = Trust.callOnElements(name, descriptor);
    if (count == CAPACITY || call == Trust.NO_CALL) {
      return NONE;
    }
    if (count == all.length) {
      all = Arrays.copyOf(all, 2 * count);
    }
    all[count] = new Arguments(call);
    NUMBERS.put(key, count);
    return count++;
  }

  /** See the bridge. Counts nothing: that would cost more than the array. */
  static Object[] shared(Object receiver, int number) {
    if (receiver == null) {
      return null;
    }
    Arguments arguments = arguments(number);
    if (arguments == null) {
      return null;
    }
    Class<?> type = receiver.getClass();
    Quick quick = arguments.quick;
    if (quick.receivers == type && quick.epoch == Trust.epoch()) {
      return quick.array;
    }
    return slowly(arguments, type);
  }

  private static Object[] slowly(Arguments arguments, Class<?> type) {
    int epoch = Trust.epoch();
    SharedArguments known = of(arguments.known, type);
    Object[] array = known == null ? null : known.array();
    Quick quick = arguments.quick;
    if (array != null
        && (quick.array == null || quick.epoch != epoch)
        && isPermanent(type)
        && isPermanent(array.getClass().getComponentType())) {
      try {
        arguments.quick = new Quick(type, array, epoch);
      } catch (OutOfMemoryError | StackOverflowError e) {
        // The array is found the long way next time.
      }
    }
    return array;
  }

  /** Whether a class lives as long as the JVM. */
  private static boolean isPermanent(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return (loader == null || loader == SYSTEM) && !type.isHidden();
  }

  /** Null where this thread does not see yet what another has put there. */
  private static Arguments arguments(int number) {
    Arguments[] seen = all;
    return number < seen.length ? seen[number] : null;
  }

  private static SharedArguments of(SharedArguments[] known, Class<?> receivers) {
    for (SharedArguments each : known) {
      if (each.isOf(receivers)) {
        return each;
      }
    }
    return null;
  }

  /** See the bridge. */
  static void share(Object receiver, Object[] array, int number) {
    if (receiver == null) {
      return;
    }
    Arguments arguments = arguments(number);
    Class<?> type = receiver.getClass();
    if (arguments == null || of(arguments.known, type) != null || isFull(arguments.known)) {
      return;
    }
    SharedArguments found = Trust.sharedArguments(receiver, array, arguments.call, Question.FIELDS);
    if (found != null) {
      try {
        add(arguments, found, type, array);
      } catch (OutOfMemoryError | StackOverflowError e) {
        // Asked again next time.
      }
    }
  }

  /** To ask makes garbage: not for nothing. */
  private static boolean isFull(SharedArguments[] known) {
    if (known.length < MAX_RECEIVERS) {
      return false;
    }
    for (SharedArguments each : known) {
      if (each.isOver()) {
        return false;
      }
    }
    return true;
  }

  private static synchronized void add(
      Arguments arguments, SharedArguments found, Class<?> type, Object[] array) {
    SharedArguments[] before = arguments.known;
    if (of(before, type) != null) {
      return;
    }
    SharedArguments[] after = new SharedArguments[before.length + 1];
    int length = 0;
    for (SharedArguments each : before) {
      if (!each.isOver()) {
        after[length++] = each;
      }
    }
    if (length == MAX_RECEIVERS) {
      return;
    }
    after[length++] = found;
    found.keep(array);
    arguments.known = Arrays.copyOf(after, length);
  }
}
