package io.heapwise.harness;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.text.DecimalFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * All that can be seen of two calls in a row of a method.
 *
 * @param outcome value or exception of each call
 * @param identities which of the results, arguments and constants are the same object
 * @param arguments what the arguments hold afterwards
 * @param events what was recorded, in order
 * @param printed what went to standard output
 */
public record Observation(
    List<String> outcome,
    List<String> identities,
    List<String> arguments,
    List<String> events,
    String printed) {
  private static final int CALLS = 2;
  private static final int MAX_QUOTED = 500;

  /** Their {@code toString()} says all that is in them. */
  private static final List<Class<?>> TOLD_BY_TEXT =
      List.of(
          CharSequence.class,
          Number.class,
          Boolean.class,
          Character.class,
          Enum.class,
          StringWriter.class,
          Matcher.class);

  /** Calls a static method, whose arguments must not be shared with any other observation. */
  static Observation of(Method method, Object[] arguments) {
    List<String> outcome = new ArrayList<>();
    List<Object> results = new ArrayList<>();
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream out = System.out;
    Recorder.start();
    System.setOut(new PrintStream(printed, true, UTF_8));
    try {
      for (int i = 0; i < CALLS; i++) {
        results.add(call(method, arguments, outcome));
      }
    } finally {
      System.setOut(out);
    }
    List<String> events = List.copyOf(Recorder.events());
    return new Observation(
        outcome,
        identities(results, arguments),
        describe(arguments),
        events,
        printed.toString(UTF_8));
  }

  private static Object call(Method method, Object[] arguments, List<String> outcome) {
    try {
      Object result = method.invoke(null, arguments);
      outcome.add(describe(result));
      return result;
    } catch (InvocationTargetException e) {
      outcome.add(describe(e.getCause(), method.getDeclaringClass().getName()));
      return e.getCause();
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  /** Type, message, causes, suppressed ones, and the frames of the program's own code. */
  private static String describe(Throwable thrown, String program) {
    StringBuilder text = new StringBuilder();
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      text.append(cause.getClass().getName()).append(": ").append(cause.getMessage());
      for (StackTraceElement frame : cause.getStackTrace()) {
        if (frame.getClassName().startsWith(program)) {
          text.append(" at ").append(frame.getMethodName()).append(':');
          text.append(frame.getLineNumber());
        }
      }
      text.append(" suppressed ").append(cause.getSuppressed().length).append("; ");
    }
    return text.toString();
  }

  private static List<String> identities(List<Object> results, Object[] arguments) {
    List<String> same = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      Object result = results.get(i);
      if (result == null || isOfNoIdentity(result)) {
        continue;
      }
      if (result == "") {
        same.add("result " + i + " is the empty constant");
      }
      for (int other = 0; other < i; other++) {
        if (result == results.get(other)) {
          same.add("result " + i + " is result " + other);
        }
      }
      for (int argument = 0; argument < arguments.length; argument++) {
        if (result == arguments[argument]) {
          same.add("result " + i + " is argument " + argument);
        }
      }
    }
    return same;
  }

  /** Reflection boxes as it likes, and compiled code may throw one exception again and again. */
  private static boolean isOfNoIdentity(Object result) {
    return result instanceof Number
        || result instanceof Boolean
        || result instanceof Character
        || result instanceof Throwable;
  }

  private static List<String> describe(Object[] values) {
    List<String> described = new ArrayList<>();
    for (Object value : values) {
      described.add(describe(value));
    }
    return described;
  }

  /**
   * What is in an object, whatever it is: one that could not be told from another would pass every
   * comparison.
   */
  private static String describe(Object value) {
    if (value == null) {
      return "null";
    }
    if (value instanceof Witness witness) {
      return witness.description();
    }
    String type = value.getClass().getName();
    if (value instanceof Object[] objects) {
      return type + describe(objects);
    }
    if (value instanceof Collection<?> elements) {
      return type + describe(elements.toArray());
    }
    if (value instanceof ByteBuffer buffer) {
      byte[] all = new byte[buffer.capacity()];
      buffer.duplicate().clear().get(all);
      return buffer + " " + buffer.order() + quoted(new String(all, ISO_8859_1));
    }
    return type + quoted(textOf(value));
  }

  private static String textOf(Object value) {
    if (value instanceof char[] chars) {
      return new String(chars);
    }
    if (value instanceof byte[] bytes) {
      return new String(bytes, ISO_8859_1);
    }
    if (value instanceof int[] numbers) {
      return Arrays.toString(numbers);
    }
    if (value instanceof ByteArrayOutputStream out) {
      return out.toString(ISO_8859_1);
    }
    if (value instanceof DecimalFormat format) {
      return format.toPattern() + " " + format.format(-1234.5);
    }
    if (value instanceof Pattern pattern) {
      return pattern.pattern() + " " + pattern.flags();
    }
    for (Class<?> type : TOLD_BY_TEXT) {
      if (type.isInstance(value)) {
        return value.toString();
      }
    }
    throw new AssertionError("no way to tell one " + value.getClass().getName() + " from another");
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder(" \"");
    for (int i = 0; i < Math.min(text.length(), MAX_QUOTED); i++) {
      char c = text.charAt(i);
      if (c >= ' ' && c < 0x7F) {
        quoted.append(c);
      } else {
        quoted.append("\\u").append(Integer.toHexString(c));
      }
    }
    if (text.length() > MAX_QUOTED) {
      quoted.append("... of ").append(text.length()).append(" with hash ").append(text.hashCode());
    }
    return quoted.append('"').toString();
  }
}
