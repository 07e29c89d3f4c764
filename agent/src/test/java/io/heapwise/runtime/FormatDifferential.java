package io.heapwise.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Runs a format by the JDK and by a subject, each with arguments of its own, and compares the value
 * or the exception, and what the arguments recorded.
 */
final class FormatDifferential {
  /** Makes fresh arguments that record into the list when their code is called. */
  interface Arguments {
    Object[] make(List<String> effects);
  }

  /** One way to format. */
  interface Subject {
    String format(String format, Object[] arguments);
  }

  private record Outcome(String value, Throwable exception, List<String> effects) {
    boolean matches(Outcome other) {
      return Objects.equals(value, other.value)
          && effects.equals(other.effects)
          && (exception == null ? other.exception == null : matches(other.exception));
    }

    private boolean matches(Throwable other) {
      return other != null
          && exception.getClass() == other.getClass()
          && (Objects.equals(exception.getMessage(), other.getMessage())
              || isPreallocated(exception)
              || isPreallocated(other));
    }

    /** Code compiled by C2 throws one and the same object, bare, for a null that it met often. */
    private static boolean isPreallocated(Throwable thrown) {
      return thrown instanceof NullPointerException
          && thrown.getMessage() == null
          && thrown.getStackTrace().length == 0;
    }
  }

  static final int SITE =
      Sites.register(new Site("format", "FormatDifferential", "check", "()V", 1, 0));

  private FormatDifferential() {}

  /** All entry points that can take this many arguments. */
  static List<Subject> entryPoints(int count) {
    List<Subject> subjects = new ArrayList<>(arrayEntryPoints());
    if (count == 1) {
      subjects.add((format, arguments) -> FormatSupport.format(format, arguments[0]));
      subjects.add(
          (format, arguments) ->
              appended(builder -> FormatSupport.appendFormat(builder, format, arguments[0])));
    }
    if (count == 2) {
      subjects.add((format, arguments) -> FormatSupport.format(format, arguments[0], arguments[1]));
    }
    return subjects;
  }

  /** The entry points that see the caller's own array. */
  static List<Subject> arrayEntryPoints() {
    return List.of(
        (format, arguments) -> FormatSupport.format(format, arguments),
        (format, arguments) ->
            FormatSupport.format(Locale.getDefault(Locale.Category.FORMAT), format, arguments),
        (format, arguments) ->
            appended(builder -> FormatSupport.appendFormat(builder, format, arguments)));
  }

  /**
   * Compares under a default locale.
   *
   * @throws AssertionError naming the case, the JDK's outcome and the other one
   */
  static void check(Locale locale, String format, Arguments arguments, List<Subject> subjects) {
    Locale before = Locale.getDefault(Locale.Category.FORMAT);
    try {
      Outcome expected = run(locale, format, arguments, String::format);
      for (int i = 0; i < subjects.size(); i++) {
        Outcome actual = run(locale, format, arguments, subjects.get(i));
        if (!expected.matches(actual)) {
          throw new AssertionError(
              "entry point "
                  + i
                  + ", \""
                  + format
                  + "\", "
                  + locale
                  + "\n  JDK:  "
                  + expected
                  + "\n  here: "
                  + actual);
        }
      }
    } finally {
      Locale.setDefault(Locale.Category.FORMAT, before);
    }
  }

  static void check(String format, Arguments arguments) {
    int count = arguments.make(new ArrayList<>()).length;
    check(Locale.US, format, arguments, entryPoints(count));
  }

  static void checkValues(Locale locale, String format, Object... values) {
    check(locale, format, effects -> values.clone(), entryPoints(values.length));
  }

  private static Outcome run(Locale locale, String format, Arguments arguments, Subject subject) {
    Locale.setDefault(Locale.Category.FORMAT, locale);
    List<String> effects = new ArrayList<>();
    Object[] made = arguments.make(effects);
    try {
      return new Outcome(subject.format(format, made), null, effects);
    } catch (Exception e) {
      return new Outcome(null, e, effects);
    }
  }

  private interface Appending {
    StringBuilder appendTo(StringBuilder builder);
  }

  /** What is appended; checks that nothing is when it throws, and how the builder grew. */
  private static String appended(Appending appending) {
    StringBuilder builder = new StringBuilder(3).append("<=");
    StringBuilder returned;
    try {
      returned = appending.appendTo(builder);
    } catch (Throwable e) {
      if (!builder.toString().equals("<=")) {
        throw new AssertionError("appended before the exception: " + builder, e);
      }
      throw e;
    }
    String value = builder.substring(2);
    int capacity = new StringBuilder(3).append("<=").append(value).capacity();
    if (returned != builder || builder.capacity() != capacity) {
      throw new AssertionError("capacity " + builder.capacity() + ", not " + capacity);
    }
    return value;
  }

  /** Throws what the compiler would not let through. */
  @SuppressWarnings("unchecked")
  static <T extends Throwable> RuntimeException sneak(Throwable thrown) throws T {
    throw (T) Objects.requireNonNull(thrown);
  }
}
