package io.heapwise.rewrite.builder;

import io.heapwise.analysis.CallEffects;
import io.heapwise.analysis.Summaries;
import io.heapwise.rewrite.BuilderCalls;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * What calls do with a string builder that is given to them. Allowed are those that could not tell
 * a claimed builder from a new one and that do not keep it.
 */
final class BuilderEffects implements CallEffects {
  private final Summaries summaries;

  BuilderEffects(Summaries summaries) {
    this.summaries = summaries;
  }

  @Override
  public String escape(MethodInsnNode call, int operand) {
    if (BuilderCalls.isBuilder(call.owner)) {
      boolean harmless = operand == 0 ? isHarmlessReceiver(call.name) : isReader(call.name);
      return harmless ? null : call.name + "() is called on it";
    }
    if (call.owner.equals(BuilderCalls.BRIDGE)) {
      // Only appendFormat stands in a method that is still being planned.
      return call.name.equals("appendFormat") ? null : "passed to " + call.name;
    }
    if (isReadByJdk(call, operand)) {
      return null;
    }
    return summaries.escape(call, operand, this);
  }

  /** All but those that show the capacity, the identity or a live view. */
  private static boolean isHarmlessReceiver(String method) {
    return switch (method) {
      case "<init>",
          "append",
          "appendCodePoint",
          "charAt",
          "codePointAt",
          "codePointBefore",
          "codePointCount",
          "delete",
          "deleteCharAt",
          "getChars",
          "indexOf",
          "insert",
          "isEmpty",
          "lastIndexOf",
          "length",
          "offsetByCodePoints",
          "repeat",
          "replace",
          "reverse",
          "setCharAt",
          "setLength",
          "subSequence",
          "substring",
          "toString" ->
          true;
      default -> false;
    };
  }

  /** Calls of another builder, or of this one, that only copy the text of their argument. */
  private static boolean isReader(String method) {
    return method.equals("append") || method.equals("insert") || method.equals("<init>");
  }

  private static boolean isReadByJdk(MethodInsnNode call, int operand) {
    return switch (call.owner) {
      case "java/lang/String" ->
          switch (call.name) {
            case "valueOf" -> true;
            case "<init>", "contains", "contentEquals", "replace" -> operand > 0;
            default -> false;
          };
      case "java/lang/CharSequence" ->
          operand == 0
              && (call.name.equals("length")
                  || call.name.equals("charAt")
                  || call.name.equals("toString")
                  || call.name.equals("subSequence"));
      case "java/lang/Object" -> operand == 0 && call.name.equals("toString");
      default -> false;
    };
  }
}
