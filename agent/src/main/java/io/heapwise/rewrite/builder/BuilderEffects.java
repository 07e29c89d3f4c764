package io.heapwise.rewrite.builder;

import io.heapwise.analysis.BuilderUse;
import io.heapwise.analysis.CallEffects;
import io.heapwise.analysis.Escape;
import io.heapwise.analysis.ExactMethods;
import io.heapwise.analysis.Summaries;
import io.heapwise.rewrite.BuilderCalls;
import io.heapwise.rewrite.MethodContext;
import java.util.HashMap;
import java.util.Map;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * What calls do with a string builder that is given to them, as far as the code of the class tells:
 * either for certain, or but for what calls of other classes do that name their target, of which
 * the judge must tell. The same for all methods of a class under rewrite.
 */
final class BuilderEffects implements CallEffects {
  private final Summaries summaries;
  private final ExactMethods ownMethods;
  private final boolean isCertain;
  private final Map<Object, String> memory = new HashMap<>();

  private BuilderEffects(MethodContext method, boolean isCertain) {
    summaries = method.summaries();
    ownMethods = method.ownMethods();
    this.isCertain = isCertain;
  }

  /** Null is for certain. */
  static BuilderEffects certain(MethodContext method) {
    return of(method, "builder certain", true);
  }

  /** Null leaves calls open that name their target. */
  static BuilderEffects open(MethodContext method) {
    return of(method, "builder open", false);
  }

  private static BuilderEffects of(MethodContext method, String key, boolean isCertain) {
    BuilderEffects effects = (BuilderEffects) method.notes().get(key);
    if (effects == null) {
      effects = new BuilderEffects(method, isCertain);
      method.notes().put(key, effects);
    }
    return effects;
  }

  @Override
  public String escape(MethodInsnNode call, int operand) {
    if (BuilderUse.isHarmless(call, operand)) {
      return null;
    }
    if (BuilderUse.isBuilder(call.owner)) {
      return call.name + "() is called on it";
    }
    if (call.owner.equals(BuilderCalls.BRIDGE)) {
      // Only appendFormat stands in a method that is still being planned.
      return call.name.equals("appendFormat") ? null : "passed to " + call.name;
    }
    if (ownMethods.include(call)) {
      return summaries.escape(call, operand, this);
    }
    return !isCertain && BuilderLoans.isNamed(call) && BuilderLoans.isText(call, operand)
        ? null
        : "passed to " + Escape.simpleName(call.owner) + "." + call.name;
  }

  @Override
  public boolean mayReturn() {
    return !isCertain;
  }

  @Override
  public Map<Object, String> memory() {
    return memory;
  }
}
