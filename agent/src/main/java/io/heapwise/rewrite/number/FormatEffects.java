package io.heapwise.rewrite.number;

import io.heapwise.analysis.CallEffects;
import io.heapwise.analysis.Summaries;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * What calls do with a number format that is given to them. Allowed are those that could not tell a
 * format that was used from a new one, that do not keep it, and whose effects on it are known to be
 * taken back.
 */
final class FormatEffects implements CallEffects {
  private final Summaries summaries;

  FormatEffects(Summaries summaries) {
    this.summaries = summaries;
  }

  @Override
  public String escape(MethodInsnNode call, int operand) {
    if (operand == 0 && call.owner.equals(FormatCalls.DECIMAL) && call.name.equals("<init>")) {
      return null;
    }
    if (FormatCalls.isOnFormat(call)) {
      return operand == 0 && isHarmless(call.name) ? null : call.name + "() is called on it";
    }
    return summaries.escape(call, operand, this);
  }

  private static boolean isHarmless(String name) {
    return switch (name) {
      case "format",
          "getMaximumFractionDigits",
          "getMaximumIntegerDigits",
          "getMinimumFractionDigits",
          "getMinimumIntegerDigits",
          "getRoundingMode",
          "isGroupingUsed",
          "parse",
          "setGroupingUsed",
          "setMaximumFractionDigits",
          "setMaximumIntegerDigits",
          "setMinimumFractionDigits",
          "setMinimumIntegerDigits",
          "setRoundingMode",
          "toPattern" ->
          true;
      default -> false;
    };
  }
}
