package io.heapwise.install;

import jdk.internal.misc.VM;

/** The command line of this JVM, without the price of its management beans. */
final class JvmArguments {
  private static final String[] NONE = {};

  private JvmArguments() {}

  /** Options of the JVM, those of JAVA_TOOL_OPTIONS included; empty where they cannot be had. */
  static String[] get() {
    try {
      return VM.getRuntimeArguments();
    } catch (Error | RuntimeException e) {
      return NONE; // not exported to us: unit tests without the switch, or another JVM
    }
  }
}
