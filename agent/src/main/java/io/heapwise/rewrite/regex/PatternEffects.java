package io.heapwise.rewrite.regex;

import io.heapwise.analysis.CallEffects;
import io.heapwise.analysis.Escape;
import io.heapwise.rewrite.MatcherCalls;
import io.heapwise.rewrite.MethodContext;
import io.heapwise.rewrite.matcher.MatcherEffects;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * What calls do with a pattern that is given to them. Allowed are those that could not tell it from
 * another of the same text, matchers included, as long as nobody asks them for their pattern.
 */
final class PatternEffects implements CallEffects {
  private final MethodContext method;

  PatternEffects(MethodContext method) {
    this.method = method;
  }

  @Override
  public String escape(MethodInsnNode call, int operand) {
    if (operand > 0 || !call.owner.equals(MatcherCalls.PATTERN)) {
      return "passed to " + Escape.simpleName(call.owner) + "." + call.name;
    }
    return switch (call.name) {
      case "flags", "pattern", "split", "splitWithDelimiters", "toString" -> null;
      case "matcher" -> matcherEscape(call);
      default -> call.name + "() is called on it";
    };
  }

  private String matcherEscape(MethodInsnNode call) {
    MatcherEffects effects = new MatcherEffects(method.summaries(), true);
    String escape = Escape.of(method.flow().produced(call), effects);
    return escape == null ? null : "of its matcher, " + escape;
  }
}
