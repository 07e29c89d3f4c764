package io.heapwise.rewrite.builder;

import io.heapwise.analysis.Adjacent;
import io.heapwise.analysis.CallEffects;
import io.heapwise.analysis.Escape;
import io.heapwise.analysis.ExactMethods;
import io.heapwise.analysis.Lendable;
import io.heapwise.analysis.Summaries;
import io.heapwise.rewrite.BridgeCalls;
import io.heapwise.rewrite.KnownReturns;
import io.heapwise.rewrite.MethodContext;
import java.util.HashMap;
import java.util.Map;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * What calls do with a builder, or another lendable object, that is given to them, as far as the
 * code of the class tells: either for certain, or but for what calls of other classes do that name
 * their target, of which the judge must tell. The same for all methods of a class under rewrite.
 */
final class BuilderEffects implements CallEffects {
  static final String LOST = "used as what append() returns for another type";

  private final Summaries summaries;
  private final ExactMethods ownMethods;
  private final Lendable kind;
  private final boolean isCertain;
  private final Map<Object, String> memory = new HashMap<>();

  private BuilderEffects(MethodContext method, Lendable kind, boolean isCertain) {
    this.kind = kind;
    summaries = method.summaries();
    ownMethods = method.ownMethods();
    this.isCertain = isCertain;
  }

  /** Null is for certain. */
  static BuilderEffects certain(MethodContext method, Lendable kind) {
    return of(method, kind, true);
  }

  /** Null leaves calls open that name their target. */
  static BuilderEffects open(MethodContext method, Lendable kind) {
    return of(method, kind, false);
  }

  private static BuilderEffects of(MethodContext method, Lendable kind, boolean isCertain) {
    String key = kind.getClass().getName() + (isCertain ? " certain" : " open");
    BuilderEffects effects = (BuilderEffects) method.notes().get(key);
    if (effects == null) {
      effects = new BuilderEffects(method, kind, isCertain);
      method.notes().put(key, effects);
    }
    return effects;
  }

  @Override
  public String escape(MethodInsnNode call, int operand) {
    if (kind.isHarmless(call, operand)) {
      return isCertain && isLostSightOf(kind, call, operand) ? LOST : null;
    }
    if (kind.is(call.owner)) {
      return call.name + "() is called on it";
    }
    if (call.owner.equals(BridgeCalls.BRIDGE)) {
      // Only appendFormat stands in a method that is still being planned.
      return call.name.equals("appendFormat") ? null : "passed to " + call.name;
    }
    if (ownMethods.include(call)) {
      return summaries.escape(call, operand, this);
    }
    return !isCertain && BuilderLoans.isNamed(call) && BuilderLoans.isDeclared(kind, call, operand)
        ? null
        : "passed to " + Escape.simpleName(call.owner) + "." + call.name;
  }

  /** Whether a call returns the object as another type, and somebody may go on with that. */
  static boolean isLostSightOf(Lendable kind, MethodInsnNode call, int operand) {
    if (operand != 0 || !kind.returnsItself(call) || KnownReturns.INSTANCE.of(call) == 0) {
      return false;
    }
    AbstractInsnNode next = Adjacent.after(call);
    return next == null || next.getOpcode() != Opcodes.POP;
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
