package io.heapwise.runtime;

import io.heapwise.runtime.pool.BuilderPool;
import java.util.Locale;

/**
 * {@code String.format} of a constant format, without its intermediate objects.
 *
 * <p>Results, exceptions, and the calls of the arguments' own methods are those of the running
 * JDK's {@link java.util.Formatter}. What is not served here goes to the original call, either
 * before any method of an argument was called, or from the first argument that is not served on, so
 * that none is called twice: see {@link FormatPlan#finish}.
 *
 * <p>Thread-safe, and re-entrant: an argument's {@code toString()} may format again.
 */
public final class FormatSupport {
  private static final FormatPlans PLANS = new FormatPlans(4096);

  private FormatSupport() {}

  /** Loads and initialises all that the other methods reach. */
  public static void warmUp() {
    FormatLocale.initialize();
    String all = "%5s%-5S%02x%X%o%c%b%h%n%%";
    Object[] arguments = {"", "", (byte) 1, 1L, 1, 'c', true, PLANS};
    format(all, arguments);
    format(Locale.ROOT, "%s", arguments);
    format("%s:%s", "", "");
    appendFormat(appendFormat(new StringBuilder(), "%s", ""), all, arguments);
  }

  static FormatPlan planOf(String format) {
    return PLANS.get(format);
  }

  public static String format(String format, Object[] arguments) {
    FormatPlan plan = PLANS.get(format);
    if (plan == null || !plan.takes(arguments)) {
      return String.format(format, arguments);
    }
    Locale locale = Locale.getDefault(Locale.Category.FORMAT);
    return format(plan, locale, arguments, null, null);
  }

  /** A null locale means none, as in {@link String#format(Locale, String, Object...)}. */
  public static String format(Locale locale, String format, Object[] arguments) {
    FormatPlan plan = PLANS.get(format);
    if (plan == null || locale == null || !plan.takes(arguments)) {
      return String.format(locale, format, arguments);
    }
    return format(plan, locale, arguments, null, null);
  }

  /** As with an array of the one argument, which may be null or an array itself. */
  public static String format(String format, Object argument) {
    FormatPlan plan = PLANS.get(format);
    if (plan == null || plan.specifiers.length > 1) {
      return String.format(format, new Object[] {argument});
    }
    Locale locale = Locale.getDefault(Locale.Category.FORMAT);
    return format(plan, locale, null, argument, null);
  }

  /** As with an array of the two arguments. */
  public static String format(String format, Object first, Object second) {
    FormatPlan plan = PLANS.get(format);
    if (plan == null || plan.specifiers.length > 2) {
      return String.format(format, new Object[] {first, second});
    }
    Locale locale = Locale.getDefault(Locale.Category.FORMAT);
    return format(plan, locale, null, first, second);
  }

  /**
   * As {@code builder.append(String.format(format, arguments))} for a builder that is not null. It
   * is not touched before the text is complete: arguments may append to it in {@code toString()}.
   */
  public static StringBuilder appendFormat(
      StringBuilder builder, String format, Object[] arguments) {
    FormatPlan plan = PLANS.get(format);
    if (plan == null || !plan.takes(arguments)) {
      return builder.append(String.format(format, arguments));
    }
    return append(builder, plan, arguments, null);
  }

  /** As {@code builder.append(String.format(format, new Object[] {argument}))}. */
  public static StringBuilder appendFormat(StringBuilder builder, String format, Object argument) {
    FormatPlan plan = PLANS.get(format);
    if (plan == null || plan.specifiers.length > 1) {
      return builder.append(String.format(format, new Object[] {argument}));
    }
    boolean isPair = plan.pairDigits != null && !FormatCheck.verifying;
    int pair = isPair ? FormatDigits.unsignedByte(argument) : -1;
    if (pair < 0) {
      return append(builder, plan, null, argument);
    }
    FormatDigits.appendPair(builder, pair, plan.pairDigits);
    Sites.count(plan.site, plan.avoidedBytes(2) + FormatCost.string(2) + FormatCost.ARRAY_OF_TWO);
    return builder;
  }

  private static String format(
      FormatPlan plan, Locale locale, Object[] arguments, Object first, Object second) {
    int symbolsBytes = plan.symbolsBytes(locale);
    if (symbolsBytes < 0) {
      return String.format(locale, plan.format, array(arguments, first, second));
    }
    StringBuilder text = BuilderPool.claim();
    int written = plan.write(text, locale, arguments, first, second);
    if (written != plan.specifiers.length) {
      return finish(plan, written, text, locale, array(arguments, first, second));
    }
    long avoidedBytes = plan.avoidedBytes(text.length()) + symbolsBytes;
    String result = text.toString();
    BuilderPool.release(text);
    Sites.count(
        plan.site, arguments == null ? avoidedBytes + FormatCost.ARRAY_OF_TWO : avoidedBytes);
    if (FormatCheck.verifying) {
      return FormatCheck.checked(plan, locale, arguments, first, second, result);
    }
    return result;
  }

  private static StringBuilder append(
      StringBuilder builder, FormatPlan plan, Object[] arguments, Object argument) {
    Locale locale = Locale.getDefault(Locale.Category.FORMAT);
    int symbolsBytes = plan.symbolsBytes(locale);
    if (symbolsBytes < 0) {
      return builder.append(String.format(locale, plan.format, array(arguments, argument, null)));
    }
    StringBuilder text = BuilderPool.claim();
    int written = plan.write(text, locale, arguments, argument, null);
    if (written != plan.specifiers.length) {
      return builder.append(finish(plan, written, text, locale, array(arguments, argument, null)));
    }
    int length = text.length();
    // One append, so that the capacity of the builder grows as it did.
    if (FormatCheck.verifying) {
      String result = text.toString();
      builder.append(FormatCheck.checked(plan, locale, arguments, argument, null, result));
    } else {
      builder.append(text);
    }
    BuilderPool.release(text);
    long avoidedBytes = plan.avoidedBytes(length) + symbolsBytes + FormatCost.string(length);
    Sites.count(
        plan.site, arguments == null ? avoidedBytes + FormatCost.ARRAY_OF_TWO : avoidedBytes);
    return builder;
  }

  /** What the original call gives where a plan was not written to its end; releases the text. */
  private static String finish(
      FormatPlan plan, int written, StringBuilder text, Locale locale, Object[] arguments) {
    if (written == FormatPlan.UNTOUCHED) {
      BuilderPool.release(text);
      return String.format(locale, plan.format, arguments);
    }
    return plan.finish(written, text, locale, arguments);
  }

  /** Surplus arguments are never looked at. */
  private static Object[] array(Object[] arguments, Object first, Object second) {
    return arguments != null ? arguments : new Object[] {first, second};
  }
}
