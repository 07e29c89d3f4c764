package io.heapwise.trust;

import io.heapwise.runtime.trust.LentCall;
import io.heapwise.runtime.trust.Rule;
import io.heapwise.runtime.trust.Trust;
import io.heapwise.trust.ClassTree.Target;
import io.heapwise.trust.Term.Question;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.objectweb.asm.Type;

/**
 * Finds out when a call that is given a text does nothing at all. Goes all ways through its code
 * that depend on nothing but fields that can be read before the call, and keeps those that come to
 * the end without having written, called, made or thrown anything.
 *
 * <p>One way after the other, each from the start: what was decided on the last one is decided
 * again but for the last decision.
 */
final class SilenceAnalysis {
  /** More would not be worth the time it takes to ask. */
  private static final int MAX_WAYS = 4;

  private static final int MAX_RUNS = 256;

  private static final String LEVEL = "java.util.logging.Level";

  private final SilentRun run;
  private final ClassTree tree;

  /** Whether the jumps that anything is decided by were taken, in their order on the way. */
  private final List<Boolean> decisions = new ArrayList<>();

  /**
   * @param example an object of the class that the tree is of
   * @param trees where the code of other classes is read from
   */
  SilenceAnalysis(ClassTree tree, TreeSource trees, Object example) {
    this.tree = tree;
    run = new SilentRun(tree, trees, example, decisions);
  }

  /** Makes trees of the classes that objects in fields are of. */
  interface TreeSource {
    ClassTree treeOf(Class<?> type);
  }

  Rule rule(LentCall call) throws Distrust {
    tree.checkChoice(call.name(), call.descriptor());
    Target target = tree.virtualTarget(call.name(), call.descriptor());
    if (target == null) {
      throw new Distrust("there is no such method");
    }
    Term[] operands = operands(call);
    List<List<Question>> ways = new ArrayList<>();
    String reason = null;
    boolean isWaiting = false;
    int runs = 0;
    do {
      try {
        run.begin();
        run.run(target, operands, 0);
        add(run.questions(), ways);
      } catch (SilentRun.Noise e) {
        reason = reason == null ? e.getMessage() : reason;
        isWaiting |= e.mayChange();
      }
    } while (++runs < MAX_RUNS && decideOtherwise());
    if (!ways.isEmpty()) {
      return Rule.silent(SilenceCode.of(call.number(), tree.type(), shortest(ways)));
    }
    return isWaiting ? Rule.waiting(reason) : Rule.untrusted(reason);
  }

  /** The usual ways decide little; loops have many others. */
  private static List<List<Question>> shortest(List<List<Question>> ways) {
    ways.sort(Comparator.comparingInt(List::size));
    return ways.subList(0, Math.min(MAX_WAYS, ways.size()));
  }

  private static Term[] operands(LentCall call) throws Distrust {
    Type[] types = Type.getArgumentTypes(call.descriptor());
    Term[] operands = new Term[types.length + 1];
    Arrays.fill(operands, Term.ANYTHING);
    operands[0] = Term.RECEIVER;
    operands[call.argument()] = Term.TEXT;
    if (call.level() != null) {
      operands[1] = Term.ofObject(levelOf(call.level()));
    }
    return operands;
  }

  /** Who asks has read the constant before: so the class is there, and initialised. */
  private static Object levelOf(String name) throws Distrust {
    try {
      Class<?> type = Class.forName(LEVEL, false, null);
      long offset = Trust.staticOffset(type, name, type);
      Object level = offset < 0 ? null : Trust.referenceIn(type, offset);
      if (level != null) {
        return level;
      }
    } catch (ClassNotFoundException e) {
      // As if it were not initialised.
    }
    throw new Distrust("there is no level " + name);
  }

  /** Adds a way, with as few questions as will do, unless it can never be taken. */
  private static void add(List<Question> questions, List<List<Question>> ways) {
    List<Question> way = new ArrayList<>();
    for (Question question : questions) {
      boolean isImplied = false;
      for (Question other : questions) {
        isImplied |= question.isImpliedBy(other);
        if (question.contradicts(other)) {
          return;
        }
      }
      if (!isImplied) {
        way.add(question);
      }
    }
    ways.add(way);
  }

  /** Changes the last decision that can still be another; says whether there was one. */
  private boolean decideOtherwise() {
    while (!decisions.isEmpty()) {
      if (!decisions.remove(decisions.size() - 1)) {
        decisions.add(true);
        return true;
      }
    }
    return false;
  }
}
