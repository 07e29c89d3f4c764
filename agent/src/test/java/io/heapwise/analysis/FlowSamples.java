package io.heapwise.analysis;

import java.util.function.Supplier;

/** Methods for the analysis to look at; none is ever run. */
@SuppressWarnings("unused")
final class FlowSamples {
  private static Object field;
  private final StringBuilder own = new StringBuilder();

  static String straight(String text) {
    StringBuilder builder = new StringBuilder();
    StringBuilder alias = builder;
    alias.append(text);
    return builder.toString();
  }

  static String merged(boolean first, StringBuilder other) {
    StringBuilder builder = new StringBuilder();
    StringBuilder either = first ? builder : other;
    return either.append(1).toString();
  }

  static String previousRound(int rounds) {
    StringBuilder previous = null;
    String text = "";
    for (int i = 0; i < rounds; i++) {
      StringBuilder builder = new StringBuilder();
      if (previous != null) {
        text = previous.toString();
      }
      previous = builder.append(i);
    }
    return text;
  }

  static String eachRound(int rounds) {
    String text = "";
    for (int i = 0; i < rounds; i++) {
      StringBuilder builder = new StringBuilder();
      builder.append(i);
      text = builder.toString();
    }
    return text;
  }

  static int usedAfter(String text) {
    StringBuilder builder = new StringBuilder(text);
    String made = builder.toString();
    return made.length() + builder.length();
  }

  static String usedInHandler(Runnable task) {
    StringBuilder builder = new StringBuilder();
    try {
      task.run();
      return builder.toString();
    } catch (RuntimeException e) {
      return builder.append(e).substring(1);
    }
  }

  static void toField() {
    field = new StringBuilder();
  }

  static Object toCaller() {
    return new StringBuilder();
  }

  static Object[] toArray() {
    return new Object[] {new StringBuilder()};
  }

  static Supplier<String> toLambda() {
    StringBuilder builder = new StringBuilder();
    return () -> builder.toString();
  }

  static void toLock() {
    StringBuilder builder = new StringBuilder();
    synchronized (builder) {
      builder.append(1);
    }
  }

  static boolean toIdentity(Object other) {
    StringBuilder builder = new StringBuilder();
    return builder == other;
  }

  static int toHelper() {
    StringBuilder builder = new StringBuilder();
    fill(builder, 1);
    return builder.length();
  }

  static void toKeeper() {
    keep(new StringBuilder());
  }

  static void threeDeep() {
    one(new StringBuilder());
  }

  static void fourDeep() {
    zero(new StringBuilder());
  }

  static void toOverridable(FlowSamplesOpen samples) {
    samples.take(new StringBuilder());
  }

  static void toRecursion() {
    again(new StringBuilder(), 3);
  }

  static Object[] twoArguments(Object first, Object second) {
    return consume(new Object[] {first, second});
  }

  static Object[] keptArguments(Object first) {
    Object[] kept = {first};
    consume(kept);
    return kept;
  }

  private static Object[] consume(Object... arguments) {
    return null;
  }

  private static void fill(StringBuilder builder, int number) {
    builder.append(number);
  }

  private static void keep(StringBuilder builder) {
    field = builder;
  }

  private static void zero(StringBuilder builder) {
    one(builder);
  }

  private static void one(StringBuilder builder) {
    two(builder);
  }

  private static void two(StringBuilder builder) {
    three(builder);
  }

  private static void three(StringBuilder builder) {
    builder.append(3);
  }

  static void toKeepingRecursion() {
    ping(new StringBuilder(), 3);
  }

  private static void ping(StringBuilder builder, int times) {
    if (times > 0) {
      pong(builder, times - 1);
    }
  }

  private static void pong(StringBuilder builder, int times) {
    ping(builder, times);
    field = builder;
  }

  private static void again(StringBuilder builder, int times) {
    if (times > 0) {
      again(builder.append(times), times - 1);
    }
  }

  /** Not final: a subclass may keep what it is given. */
  static class FlowSamplesOpen {
    void take(StringBuilder builder) {
      builder.append(1);
    }
  }
}
