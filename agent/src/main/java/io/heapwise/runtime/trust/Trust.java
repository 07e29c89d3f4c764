package io.heapwise.runtime.trust;

/**
 * Whether an object may be lent a pooled array, by the class that it really has. A wrapper is only
 * as good as what it wraps: its delegates are asked too, as they are at the time of the call.
 *
 * <p>Thread-safe. Nothing here blocks, throws or keeps a class from being unloaded. A verdict
 * assumes that nobody writes to final fields, or to private and protected ones of others, by
 * reflection while a call runs.
 */
public final class Trust {
  /** Nothing is known yet; it is being found out. */
  public static final int UNKNOWN = 0;

  /** The array may be kept, published or read where it must not be. */
  public static final int UNTRUSTED = 1;

  /**
   * When the call returns normally, nobody but the caller can reach the array in a way that makes a
   * difference, and of its old content nothing was read but what the call was given: of {@code
   * write(b, off, len)} that range, of {@code read(b, off, len)} nothing at all.
   */
  public static final int KEEPS_NOTHING = 2;

  /**
   * {@link #KEEPS_NOTHING}, and of a call that reads into the array: on normal return of n >= 0 the
   * call has written each element of [off, off + n) and no other; of a negative number, none.
   */
  public static final int BOUNDED = 3;

  /** The number of calls that came when the register was full; never trusted. */
  public static final int NO_CALL = LentCalls.NONE;

  private static final int MAX_DEPTH = 8;

  private static final ClassValue<ClassRules> RULES =
      new ClassValue<>() {
        @Override
        protected ClassRules computeValue(Class<?> type) {
          return new ClassRules();
        }
      };

  private static final Verdicts VERDICTS = new Verdicts();
  private static final KnownRules KNOWN = new KnownRules();

  private Trust() {}

  /**
   * Loads and initialises all that {@link #verdict} may reach: were it left to a call from deep
   * inside the program, an overflowing stack could leave a class broken for good. Needs {@code
   * jdk.internal.misc} to be exported.
   */
  public static void initialize() {
    int none = LentCalls.NONE;
    RULES.get(Trust.class).rule(none);
    VERDICTS.initialize();
    int epoch = VERDICTS.epoch();
    KNOWN.put(Trust.class, none, epoch, Rule.UNKNOWN);
    DelegateField.get(VERDICTS, DelegateField.offset(Verdicts.class, "queue"));
    follow(VERDICTS, none, epoch, Rule.trusted(KEEPS_NOTHING), MAX_DEPTH);
    Condition itself = new Condition("", 0, none, 0, false);
    itself.found(Verdicts.class, epoch, Rule.UNKNOWN);
    rule(Verdicts.class, itself, epoch);
    followAll(VERDICTS, epoch, Rule.trusted(KEEPS_NOTHING, itself, itself), 0);
  }

  /**
   * The number of a call, to be given when code is rewritten; the same for the same call.
   *
   * @param argument position of the array among the operands, the receiver being 0
   */
  public static int call(String name, String descriptor, int argument) {
    return LentCalls.number(LentCall.ARRAY, null, name, descriptor, argument);
  }

  /**
   * As {@link #call} for an array that holds zeros wherever the program has not written: there the
   * callee may read what it likes, since {@code new} would have shown it the same. More classes are
   * trusted with such a call; it never is {@link #BOUNDED} for that reason alone.
   */
  public static int callOnZeroed(String name, String descriptor, int argument) {
    return LentCalls.number(LentCall.CLEAN_ARRAY, null, name, descriptor, argument);
  }

  /**
   * As {@link #call} for a string builder. Trusted is who neither keeps nor publishes it, throws or
   * not, and could not tell from it whether it was used before.
   *
   * @param mayReturn whether nobody looks at what the call returns: it may be the builder then
   */
  public static int callWithBuilder(
      String name, String descriptor, int argument, boolean mayReturn) {
    int kind = mayReturn ? LentCall.DROPPED_BUILDER : LentCall.BUILDER;
    return callWith(kind, name, descriptor, argument);
  }

  /**
   * As {@link #callWithBuilder}. A {@code StringWriter} or {@code ByteArrayOutputStream} may be
   * kept as well by who only ever writes to it.
   *
   * @param kind what is lent, of {@link LentCall}: a builder, a writer or an output stream
   */
  public static int callWith(int kind, String name, String descriptor, int argument) {
    return LentCalls.number(kind, null, name, descriptor, argument);
  }

  /**
   * As {@link #callWithBuilder} for a call that leaves no choice, a static one or of a constructor:
   * for {@link #exactVerdict}.
   *
   * @param owner internal name of the class that the call names
   */
  public static int exactCallWithBuilder(
      String owner, String name, String descriptor, int argument, boolean mayReturn) {
    int kind = mayReturn ? LentCall.DROPPED_BUILDER : LentCall.BUILDER;
    return exactCallWith(kind, owner, name, descriptor, argument);
  }

  /** See {@link #exactCallWithBuilder} and {@link #callWith}. */
  public static int exactCallWith(
      int kind, String owner, String name, String descriptor, int argument) {
    return LentCalls.number(kind, owner, name, descriptor, argument);
  }

  /** The number to ask {@link #constants} with. */
  public static int callForConstants() {
    return LentCalls.number(LentCall.CONSTANTS, null, "values", "()", 0);
  }

  /**
   * What is known now of {@code values()} of a class: null if nothing is. Never blocks, never
   * throws.
   *
   * @param call number from {@link #callForConstants}
   */
  public static ConstantsField constants(Class<?> type, int call) {
    try {
      ClassRules rules = RULES.get(type);
      if (rules.rule(call).level == UNKNOWN) {
        VERDICTS.schedule(type, rules, call);
        return null;
      }
      return rules.constants(type, call);
    } catch (Throwable e) {
      // No memory or stack left: the original call runs.
      return null;
    }
  }

  /**
   * The number of a call that is given nothing but an array of objects, and may read what is in it:
   * for {@link #sharedArguments}.
   */
  public static int callOnElements(String name, String descriptor) {
    return LentCalls.number(LentCall.ELEMENTS, null, name, descriptor, 1);
  }

  /** The number to ask {@link #sharedArguments} with about enums. */
  public static int callForFields() {
    return LentCalls.number(LentCall.FIELDS, null, "", "()", 0);
  }

  /**
   * Whether an array may be passed again, to receivers of the same class; null if that is not known
   * yet. Never blocks, never throws.
   *
   * @param array just filled from static fields of the class of its elements, and seen by nobody
   * @param call number from {@link #callOnElements}
   * @param fields number from {@link #callForFields}
   */
  public static SharedArguments sharedArguments(
      Object receiver, Object[] array, int call, int fields) {
    try {
      Class<?> type = receiver.getClass();
      Class<?> constants = array.getClass().getComponentType();
      ClassRules rules = RULES.get(type);
      ClassRules ofConstants = RULES.get(constants);
      // Before the rules are: what comes between ends what is made here.
      Object known = rules.known();
      Object knownOfConstants = ofConstants.known();
      Rule rule = rules.rule(call);
      Rule ruleOfConstants = ofConstants.rule(fields);
      if (rule.level == UNKNOWN) {
        VERDICTS.schedule(type, rules, call);
        return null;
      }
      if (rule.level != UNTRUSTED && ruleOfConstants.level == UNKNOWN) {
        VERDICTS.schedule(constants, ofConstants, fields);
        return null;
      }
      boolean isShared =
          rule.conditions == null
              && rule.level == KEEPS_NOTHING
              && ruleOfConstants.level == KEEPS_NOTHING;
      return new SharedArguments(
          type, rules, known, ofConstants, knownOfConstants, isShared ? array : null);
    } catch (Throwable e) {
      // No memory or stack left: the array is passed this once, that is all.
      return null;
    }
  }

  /**
   * The number to ask {@link #silence} with.
   *
   * @param descriptor of a method that takes a text first, or behind a level
   * @param level name of the constant of {@code java.util.logging.Level} that it is given first, or
   *     null
   */
  public static int callForSilence(String name, String descriptor, String level) {
    return LentCalls.number(LentCall.SILENCE, level, name, descriptor, level == null ? 1 : 2);
  }

  /**
   * When a call on objects of this receiver's class does nothing at all, if it is given a text that
   * is not null; null if that is never so, or not known. Never blocks, never throws; where nothing
   * is known, finding out begins in the background.
   *
   * @param call number from {@link #callForSilence}
   */
  public static Silence silence(Object receiver, int call) {
    if (call == LentCalls.NONE) {
      return null;
    }
    try {
      ClassRules rules = RULES.get(receiver.getClass());
      Rule rule = rules.rule(call);
      if (rule.level == UNKNOWN) {
        VERDICTS.schedule(receiver, rules, call);
      }
      return rule.silence;
    } catch (Throwable e) {
      // No memory or stack left: the original call runs.
      return null;
    }
  }

  /** Loads and initialises what {@link #silence} may reach beside {@link #initialize}. */
  public static void initializeForSilence() {
    initialize();
    silence(VERDICTS, NO_CALL);
    DelegateField.getInt(VERDICTS, DelegateField.offset(Verdicts.class, "epoch"), 'I');
  }

  /**
   * What is known now of a call on this very receiver. Never blocks, never throws; where nothing is
   * known, finding out begins in the background.
   *
   * @param receiver null is {@link #UNTRUSTED}
   * @param call number from {@link #call}
   */
  public static int verdict(Object receiver, int call) {
    return level(receiver, call) & BOUNDED;
  }

  /**
   * What is known now of a call that names its target, and does not ask a receiver. As the class
   * that makes it links it: to be asked after the call, when it certainly is linked.
   *
   * @param caller the class whose code makes the call
   * @param call number from {@link #exactCallWithBuilder}
   */
  public static int exactVerdict(Class<?> caller, int call) {
    try {
      ClassRules rules = RULES.get(caller);
      Rule rule = rules.rule(call);
      if (rule.level == UNKNOWN) {
        VERDICTS.schedule(caller, rules, call);
      }
      // There is no receiver that conditions could be about.
      return rule.conditions == null ? rule.level & BOUNDED : UNTRUSTED;
    } catch (Throwable e) {
      // No memory or stack left: nothing was lent, that is all.
      return UNTRUSTED;
    }
  }

  /**
   * As {@link #exactVerdict}, but where nothing is known it is found out now, however seldom it is
   * asked: there is much to be had.
   */
  public static int exactVerdictSoon(Class<?> caller, int call) {
    int verdict = exactVerdict(caller, call);
    if (verdict == UNKNOWN) {
      try {
        VERDICTS.hasten(caller, RULES.get(caller), call);
      } catch (Throwable e) {
        // No memory or stack left: it is asked again.
      }
    }
    return verdict;
  }

  /** Changes whenever code does: what is found out after that says nothing of calls before it. */
  public static int epoch() {
    return VERDICTS.epoch();
  }

  /**
   * Whether a call that reads into the array is certain to have written each element that the
   * number it returns counts. Asked after {@link #verdict} said that the receiver can be trusted.
   */
  public static boolean fills(Object receiver, int call) {
    return (level(receiver, call) & Rule.FILLS) != 0;
  }

  private static int level(Object receiver, int call) {
    // Nothing would ever be found out about a call without a number.
    if (receiver == null || call == LentCalls.NONE) {
      return UNTRUSTED;
    }
    try {
      Class<?> type = receiver.getClass();
      int epoch = VERDICTS.epoch();
      // Asked for once more where it has conditions: with more code here all guards took longer.
      Rule known = KNOWN.rule(type, call, epoch);
      return known.conditions == null && known.level != UNKNOWN
          ? known.level
          : follow(receiver, call, epoch, rule(type, call, epoch), MAX_DEPTH);
    } catch (Throwable e) {
      // No memory or stack left: the array is not lent, that is all.
      return UNTRUSTED;
    }
  }

  private static Rule rule(Class<?> type, int call, int epoch) {
    Rule known = KNOWN.rule(type, call, epoch);
    if (known.level != UNKNOWN) {
      return known;
    }
    Rule found = RULES.get(type).rule(call);
    if (found.level != UNKNOWN) {
      KNOWN.put(type, call, epoch, found);
    }
    return found;
  }

  /** What is known of the call of a condition on a class that was found in its field. */
  private static Rule rule(Class<?> type, Condition condition, int epoch) {
    Rule usual = condition.usualRule(type, epoch);
    if (usual.level != UNKNOWN) {
      return usual;
    }
    Rule found = rule(type, condition.call, epoch);
    if (found.level != UNKNOWN) {
      condition.found(type, epoch, found);
    }
    return found;
  }

  /** Goes from wrapper to wrapped; where there are several, {@link #followAll} does. */
  private static int follow(Object receiver, int call, int epoch, Rule rule, int depth) {
    int level = Rule.ALL;
    // What the object that is being looked at must be good for, as a delegate of those before it.
    int need = 0;
    boolean carrying = true;
    boolean swallowed = false;
    int whenThrowing = 0;
    while (true) {
      if (rule.level == UNKNOWN) {
        // Nothing is ever found out about a class of the agent. To ask all others whether they are
        // one would cost more than all that is asked here.
        if (receiver instanceof SeenThrough front) {
          receiver = front.seen();
          rule = rule(receiver.getClass(), call, epoch);
          continue;
        }
        Class<?> type = receiver.getClass();
        VERDICTS.schedule(type, RULES.get(type), call);
        return UNKNOWN;
      }
      if ((rule.level & need) != need) {
        return UNTRUSTED;
      }
      if (carrying) {
        level &= rule.level;
      }
      whenThrowing |= rule.level & Rule.KEEPS_WHEN_THROWING;
      Condition[] conditions = rule.conditions;
      if (conditions == null) {
        return swallowed && whenThrowing != 0 ? UNTRUSTED : level | whenThrowing;
      }
      if (conditions.length > 1) {
        int found = followAll(receiver, epoch, rule, depth);
        if (found == UNKNOWN || found == UNTRUSTED) {
          return found;
        }
        whenThrowing |= found & Rule.KEEPS_WHEN_THROWING;
        if ((found & need) != need || swallowed && whenThrowing != 0) {
          return UNTRUSTED;
        }
        return (carrying ? level & found : level) | whenThrowing;
      }
      Condition condition = conditions[0];
      receiver = --depth < 0 ? null : DelegateField.get(receiver, condition.offset);
      if (receiver == null) {
        return UNTRUSTED;
      }
      need = condition.carries ? need | condition.need : condition.need;
      carrying &= condition.carries;
      swallowed |= condition.swallows;
      call = condition.call;
      rule = rule(receiver.getClass(), condition, epoch);
    }
  }

  private static int followAll(Object receiver, int epoch, Rule rule, int depth) {
    int level = rule.level;
    int whenThrowing = level & Rule.KEEPS_WHEN_THROWING;
    // The walk would be exponential: several delegates count twice.
    int left = depth - 2;
    boolean unknown = false;
    for (int i = 0; i < rule.conditions.length; i++) {
      Condition condition = rule.conditions[i];
      if (left < 0) {
        return UNTRUSTED;
      }
      Object delegate = DelegateField.get(receiver, condition.offset);
      if (delegate == null) {
        // It is still null when the call gets there, and then the call returns only if it has not
        // been made: one of two delegates is often not there.
        continue;
      }
      Rule next = rule(delegate.getClass(), condition, epoch);
      int found = follow(delegate, condition.call, epoch, next, left);
      if (found == UNKNOWN) {
        unknown = true;
        continue;
      }
      int keeps = found & Rule.KEEPS_WHEN_THROWING;
      if ((found & condition.need) != condition.need || condition.swallows && keeps != 0) {
        return UNTRUSTED;
      }
      whenThrowing |= keeps;
      if (condition.carries) {
        level &= found;
      }
    }
    return unknown ? UNKNOWN : level | whenThrowing;
  }

  /** Drops all that depends on the code of a class, which is about to change. */
  public static void forget(Class<?> type) {
    VERDICTS.forget(type.getName().replace('.', '/'));
  }

  /** Drops all that depends on the code of classes with this internal name, in any loader. */
  public static void forget(String internalName) {
    VERDICTS.forget(internalName);
  }

  /** What is known of a call on objects of exactly this class and why, for people. */
  public static String reason(Class<?> type, int call) {
    return ruleOf(type, call).reason();
  }

  /** What is known now, without finding out. */
  static Rule ruleOf(Class<?> type, int call) {
    return RULES.get(type).rule(call);
  }

  /** The rule itself, found now and on this thread if it is not known. For reports and tests. */
  static Rule ruleNow(Class<?> type, int call) {
    ClassRules rules = RULES.get(type);
    Rule rule = rules.rule(call);
    return rule.level != UNKNOWN ? rule : VERDICTS.find(type, rules, call);
  }

  /** As {@link #reason}, but finds out first: not for threads of the program. */
  public static String reasonNow(Class<?> type, int call) {
    return ruleNow(type, call).reason();
  }

  /** Verdicts that could not be found because the judge failed; they are untrusted. */
  public static long failures() {
    return VERDICTS.failures();
  }

  /** Where fields are, for a judge's conditions. */
  public static long fieldOffset(Class<?> owner, String name) {
    return DelegateField.offset(owner, name);
  }

  /**
   * What a {@code static final boolean} of a class is: 1 if true, 0 if false, -1 if the class is
   * not initialised or the field not to be had. Initialises nothing.
   */
  public static int staticFinal(Class<?> owner, String name) {
    return DelegateField.staticFinal(owner, name);
  }

  /** Whether a class is initialised, and not just about to be. */
  public static boolean isInitialized(Class<?> type) {
    return DelegateField.isInitialized(type);
  }

  /** The object in a field of another one. */
  public static Object referenceIn(Object owner, long offset) {
    return DelegateField.get(owner, offset);
  }

  /** The same for a number: see {@link IntField#of}. */
  public static int intIn(Object owner, long offset, char type) {
    return DelegateField.getInt(owner, offset, type);
  }

  /**
   * Where a static field is in the object of its class, or -1 if the class is not initialised.
   * Initialises nothing.
   */
  public static long staticOffset(Class<?> owner, String name, Class<?> type) {
    return DelegateField.staticOffset(owner, name, type);
  }

  /**
   * The call that a method makes in turn; null where the register is full.
   *
   * @param clean whether the array is zero wherever the program has not written
   */
  public static LentCall lentCall(String name, String descriptor, int argument, boolean clean) {
    int kind = clean ? LentCall.CLEAN_ARRAY : LentCall.ARRAY;
    return LentCalls.call(LentCalls.number(kind, null, name, descriptor, argument));
  }

  /** The call with a number, or null if there is none. */
  public static LentCall numbered(int call) {
    return LentCalls.call(call);
  }
}
