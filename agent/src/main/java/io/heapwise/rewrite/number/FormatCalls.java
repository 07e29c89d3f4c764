package io.heapwise.rewrite.number;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodInsnNode;

/** Names and habits of the calls on number formats. */
final class FormatCalls {
  static final String DECIMAL = "java/text/DecimalFormat";
  static final String NUMBER = "java/text/NumberFormat";
  static final String SYMBOLS = "java/text/DecimalFormatSymbols";
  static final String OF_LOCALE = "(Ljava/util/Locale;)";

  private static final String FORMAT = "java/text/Format";
  private static final String TEXT = ")Ljava/lang/String;";

  private FormatCalls() {}

  /** Whether a call is one of an object's, as a number format. */
  static boolean isOnFormat(MethodInsnNode call) {
    return call.getOpcode() == Opcodes.INVOKEVIRTUAL
        && (call.owner.equals(DECIMAL) || call.owner.equals(NUMBER) || call.owner.equals(FORMAT));
  }

  /** Whether a call turns a number into a text of its own. */
  static boolean makesText(MethodInsnNode call) {
    return isOnFormat(call)
        && call.name.equals("format")
        && (call.desc.equals("(D" + TEXT)
            || call.desc.equals("(J" + TEXT)
            || call.desc.equals("(Ljava/lang/Object;" + TEXT));
  }

  /** Whether a call makes a format that depends on nothing but the locale. */
  static boolean isFactory(MethodInsnNode call) {
    return call.getOpcode() == Opcodes.INVOKESTATIC
        && call.owner.equals(NUMBER)
        && (call.desc.startsWith("()") || call.desc.startsWith(OF_LOCALE))
        && switch (call.name) {
          case "getInstance", "getNumberInstance", "getIntegerInstance", "getPercentInstance" ->
              true;
          default -> false;
        };
  }
}
