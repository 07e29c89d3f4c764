package io.heapwise.format;

import io.heapwise.harness.Refused;

/** Formats that are left alone, each for a reason of its own. */
public final class FormatRefusedTarget {
  private FormatRefusedTarget() {}

  @Refused("format: the format is not a constant")
  public static String leavesUnchanged_whenTheFormatIsAVariable(String format, Object operand) {
    return String.format(format, operand);
  }

  @Refused("format: the format is not a constant")
  public static String leavesUnchanged_whenTheFormatIsChosen(boolean choice, Object operand) {
    return String.format(choice ? "%s" : "<%s>", operand);
  }

  @Refused("format: only feeds an exception constructor")
  public static String leavesUnchanged_whenItFeedsAnException(Object operand) {
    throw new IllegalStateException(String.format("not %s", operand));
  }

  @Refused("format: leads only to a throw")
  public static String leavesUnchanged_whenAnotherMethodMakesTheException(Object operand) {
    throw problem(String.format("not %s", operand));
  }

  private static RuntimeException problem(String message) {
    return new IllegalStateException(message);
  }

  @Refused("format: precision")
  public static String leavesUnchanged_whenThereIsAPrecision(double number) {
    return String.format("%.2f", number);
  }

  @Refused("format: explicit argument index")
  public static String leavesUnchanged_whenThereIsAnArgumentIndex(String a, String b) {
    return String.format("%2$s %1$s", a, b);
  }

  @Refused("format: flag ','")
  public static String leavesUnchanged_whenThereIsAGroupingFlag(int number) {
    return String.format("%,d", number);
  }

  @Refused("format: conversion %t is not covered")
  public static String leavesUnchanged_whenThereIsADate(long time) {
    return String.format("%tY", time);
  }

  @Refused("format: conversion %q is not covered")
  public static String leavesUnchanged_whenTheFormatIsWrong(String text) {
    return String.format("%q", text);
  }
}
