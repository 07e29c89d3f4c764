package io.heapwise.rewrite.matcher;

import io.heapwise.analysis.CallEffects;
import io.heapwise.analysis.Summaries;
import io.heapwise.rewrite.MatcherCalls;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * What calls do with a matcher that is given to them. Allowed are those that could not tell a
 * matcher that was reset from a new one and that do not keep it.
 */
public final class MatcherEffects implements CallEffects {
  private static final String MATCH_RESULT = "java/util/regex/MatchResult";

  private final Summaries summaries;
  private final boolean hidesPattern;

  /**
   * @param hidesPattern whether the pattern of the matcher must not be asked for either
   */
  public MatcherEffects(Summaries summaries, boolean hidesPattern) {
    this.summaries = summaries;
    this.hidesPattern = hidesPattern;
  }

  @Override
  public String escape(MethodInsnNode call, int operand) {
    if (call.owner.equals(MatcherCalls.MATCHER) || call.owner.equals(MATCH_RESULT)) {
      return operand == 0 && isHarmless(call) ? null : call.name + "() is called on it";
    }
    return summaries.escape(call, operand, this);
  }

  /** All but those that show the identity, or give the matcher to code of the program. */
  private boolean isHarmless(MethodInsnNode call) {
    return switch (call.name) {
      case "appendReplacement",
          "appendTail",
          "end",
          "find",
          "group",
          "groupCount",
          "hasAnchoringBounds",
          "hasMatch",
          "hasTransparentBounds",
          "hitEnd",
          "lookingAt",
          "matches",
          "namedGroups",
          "region",
          "regionEnd",
          "regionStart",
          "requireEnd",
          "reset",
          "start",
          "toString",
          "useAnchoringBounds",
          "usePattern",
          "useTransparentBounds" ->
          true;
      case "pattern" -> !hidesPattern;
      case "replaceAll", "replaceFirst" -> call.desc.startsWith("(Ljava/lang/String;)");
      default -> false;
    };
  }
}
