package io.heapwise.trust;

import io.heapwise.runtime.trust.Condition;
import io.heapwise.runtime.trust.Judge;
import io.heapwise.runtime.trust.LentCall;
import io.heapwise.runtime.trust.Rule;
import io.heapwise.runtime.trust.Trust;
import io.heapwise.trust.Lending.Need;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Judges classes by their bytecode. Stateless but for what it is given; each judgement reads what
 * it needs and forgets it again.
 */
public final class BytecodeJudge implements Judge {
  private static final int MAX_CONDITIONS = 4;

  private final LoadedClasses loaded;
  private final LinkedClasses linked;

  /**
   * @param loaded knows the class files that the JVM got
   * @param linked finds the classes that they became
   */
  public BytecodeJudge(LoadedClasses loaded, LinkedClasses linked) {
    this.loaded = loaded;
    this.linked = linked;
  }

  @Override
  public Rule judge(Class<?> type, LentCall call, Set<String> sources) {
    try (ClassFiles files = new ClassFiles(loaded)) {
      // Builders and writers are passed to classes beside the caller: who those are, the JVM knows.
      LinkedClasses named = call.isOfObject() ? linked : null;
      ClassTree tree = new ClassTree(type, files, sources, named, null);
      try {
        return judge(tree, call);
      } catch (Distrust e) {
        if (tree.isWaiting()) {
          return Rule.waiting(e.getMessage());
        }
        if (!tree.leavesQuestions()) {
          throw e;
        }
        // Only now: to find loaded classes takes long.
        return judge(new ClassTree(type, files, sources, named, linked), call);
      }
    } catch (Distrust e) {
      return Rule.untrusted(e.getMessage());
    } catch (IOException e) {
      return Rule.untrusted("its jar cannot be read");
    }
  }

  @Override
  public Rule judgeSilence(Object example, LentCall call, Set<String> sources) {
    if (example == null) {
      return Rule.waiting("it is gone");
    }
    Class<?> type = example.getClass();
    if (type.isHidden() || type.isArray()) {
      return Rule.untrusted("it has no class file");
    }
    try (ClassFiles files = new ClassFiles(loaded)) {
      Map<Class<?>, ClassTree> trees = new HashMap<>();
      SilenceAnalysis.TreeSource source =
          each ->
              trees.computeIfAbsent(each, of -> new ClassTree(of, files, sources, linked, null));
      return new SilenceAnalysis(source.treeOf(type), source, example).rule(call);
    } catch (Distrust e) {
      return Rule.untrusted(e.getMessage());
    } catch (IOException e) {
      return Rule.untrusted("its jar cannot be read");
    }
  }

  private static Rule judge(ClassTree tree, LentCall call) throws Distrust {
    Class<?> type = tree.type();
    if (type.isHidden() || type.isArray()) {
      return Rule.untrusted("it has no class file");
    }
    if (call.isForConstants()) {
      return EnumConstants.rule(tree);
    }
    if (call.isForFields()) {
      return EnumConstants.fieldsRule(tree);
    }
    if (Secrets.contain(type)) {
      return Rule.untrusted("it sees secrets");
    }
    int exact = call.isOfObject() ? 0 : ReviewedMethods.exact(type, call.toString());
    if (exact != 0) {
      tree.parsed(type); // so that a redefinition is noticed
      return Rule.trusted(exact);
    }
    LendingAnalysis analysis = new LendingAnalysis(tree, call);
    Lending lending = call.isOfObject() ? analysis.ofObject(call) : analysis.of(call);
    return Rule.trusted(lending.level, conditions(tree, lending, analysis.isRecursive()));
  }

  private static Condition[] conditions(ClassTree tree, Lending lending, boolean isRecursive)
      throws Distrust {
    List<Condition> conditions = new ArrayList<>();
    DelegateFields fields = new DelegateFields(tree);
    List<String> keys = new ArrayList<>();
    for (Need need : lending.needs) {
      Class<?> owner = fields.settledOwner(need, !isRecursive);
      String key = need.field + ' ' + need.call.number() + ' ' + need.bits + need.carries;
      if (keys.contains(key)) {
        continue;
      }
      keys.add(key);
      conditions.add(
          new Condition(
              need.field,
              Trust.fieldOffset(owner, need.field),
              need.call.number(),
              need.bits,
              need.carries));
    }
    if (conditions.size() > MAX_CONDITIONS) {
      throw new Distrust("passed to too many others");
    }
    return conditions.toArray(new Condition[0]);
  }
}
