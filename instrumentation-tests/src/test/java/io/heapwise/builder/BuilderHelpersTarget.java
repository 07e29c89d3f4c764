package io.heapwise.builder;

import io.heapwise.harness.Fired;
import io.heapwise.harness.Refused;

/** Builders that are passed to methods of the same class. */
public class BuilderHelpersTarget {
  private final String prefix;

  BuilderHelpersTarget(String prefix) {
    this.prefix = prefix;
  }

  @Fired("claimBuilder+1 new-1 releaseBuilder+1 toString-1")
  public static String isFilledByAStaticMethod(String text) {
    StringBuilder sb = new StringBuilder();
    fill(sb, text);
    fill(sb, text);
    return sb.toString();
  }

  private static void fill(StringBuilder sb, String text) {
    sb.append(text).append(';');
  }

  @Fired("claimBuilder+1 new-1 releaseBuilder+1 toString-1")
  public static String isFilledThreeCallsDeep(String text) {
    StringBuilder sb = new StringBuilder();
    one(sb, text);
    return sb.toString();
  }

  private static void one(StringBuilder sb, String text) {
    sb.append('1');
    two(sb, text);
  }

  private static void two(StringBuilder sb, String text) {
    sb.append('2');
    fill(sb, text);
  }

  @Fired("claimBuilder+1 new-1 releaseBuilder+1 toString-1")
  public static String isFilledFourCallsDeepOfWhichThreeAreKnown(String text) {
    StringBuilder sb = new StringBuilder();
    zero(sb, text);
    return sb.toString();
  }

  private static void zero(StringBuilder sb, String text) {
    one(sb, text);
  }

  @Refused(
      "builder: escapes: passed to BuilderHelpersTarget.first, there passed to"
          + " BuilderHelpersTarget.second, there passed to BuilderHelpersTarget.third, there passed"
          + " more than 3 calls deep, to BuilderHelpersTarget.fourth")
  public static String leavesUnchanged_whenFilledFourCallsDeep(String text) {
    StringBuilder sb = new StringBuilder();
    first(sb, text);
    return sb.toString();
  }

  private static void first(StringBuilder sb, String text) {
    second(sb, text);
  }

  private static void second(StringBuilder sb, String text) {
    third(sb, text);
  }

  private static void third(StringBuilder sb, String text) {
    fourth(sb, text);
  }

  private static void fourth(StringBuilder sb, String text) {
    sb.append(text);
  }

  @Fired("claimBuilder+1 new-1 releaseBuilder+1 toString-1")
  public static String isFilledByARecursion(String text, int levels) {
    StringBuilder sb = new StringBuilder();
    again(sb, text, levels & 7);
    return sb.toString();
  }

  private static void again(StringBuilder sb, String text, int levels) {
    if (levels > 0) {
      sb.append(text);
      again(sb, text, levels - 1);
    }
  }

  @Fired("claimBuilder+1 new-1 releaseBuilder+1 toString-1")
  public static String isFilledByPrivateAndFinalMethods(String text) {
    StringBuilder sb = new StringBuilder();
    BuilderHelpersTarget target = new BuilderHelpersTarget("q");
    target.fillPrivately(sb, text);
    target.fillFinally(sb);
    return sb.toString();
  }

  private void fillPrivately(StringBuilder sb, String text) {
    sb.append(prefix).append(text);
  }

  final void fillFinally(StringBuilder sb) {
    sb.insert(0, prefix);
  }

  @Fired("claimLentBuilder+1 lend+1 new-1 releaseLent+1 toString-1")
  public static String isLentWhereTheMethodCanBeOverridden(String text) {
    StringBuilder sb = new StringBuilder(text);
    sb.append(text.length()).append(',').append(text.isEmpty()).append(text);
    BuilderHelpersTarget target = new BuilderHelpersTarget(text);
    target.fillOverridably(sb);
    return sb.toString();
  }

  void fillOverridably(StringBuilder sb) {
    sb.append(prefix);
  }

  @Refused(
      "builder: escapes: passed to BuilderHelpersTarget.same, there returned, and what that returns"
          + " is used")
  public static String leavesUnchanged_whenAMethodReturnsIt(String text) {
    StringBuilder sb = new StringBuilder();
    same(sb).append(text);
    return sb.toString();
  }

  private static StringBuilder same(StringBuilder sb) {
    return sb;
  }

  @Refused(
      "builder: escapes: passed to BuilderHelpersTarget.capacityOf, there capacity() is called on it")
  public static String leavesUnchanged_whenAMethodAsksForItsCapacity(String text) {
    StringBuilder sb = new StringBuilder();
    sb.append(text);
    return capacityOf(sb) > 99 ? null : sb.toString();
  }

  private static int capacityOf(StringBuilder sb) {
    return sb.capacity();
  }
}
