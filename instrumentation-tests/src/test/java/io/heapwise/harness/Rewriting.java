package io.heapwise.harness;

import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.heapwise.bridge.HeapwiseRuntime;
import io.heapwise.rewrite.ClassRewriter;
import io.heapwise.rewrite.Outcome;
import io.heapwise.rewrite.Rewrite;
import io.heapwise.rewrite.RewriteSelection;
import io.heapwise.rewrite.Rewrites;
import io.heapwise.rewrite.SiteNumbering;
import io.heapwise.runtime.RewriteRuntime;
import io.heapwise.runtime.trust.Judge;
import io.heapwise.runtime.verify.Findings;
import io.heapwise.trust.BytecodeJudge;
import io.heapwise.trust.LoadedClasses;
import java.util.List;
import java.util.Set;

/** What turns the bytes of a class into those that run in the second loader. */
@FunctionalInterface
public interface Rewriting {
  /** The agent's own pipeline, with all rewrites but those whose effect can be seen. */
  Rewriting AGENT = by(Agent.REWRITER);

  byte[] rewrite(byte[] classFile);

  /** What the agent makes of a class, lines of refusals included. */
  static Outcome outcomeOf(byte[] classFile) {
    return Agent.REWRITER.rewrite(classFile);
  }

  /** A pipeline with some of the rewrites; none named are those of {@link #AGENT}. */
  static ClassRewriter rewriter(String... names) {
    return names.length == 0 ? Agent.REWRITER : Agent.rewriter(Set.of(names));
  }

  /** The same, that skips what a program's classes are skipped for. */
  static ClassRewriter asInPrograms(String name) {
    return new ClassRewriter(
        List.of(Rewrites.named(name)), RewriteSelection.ALL, true, false, SiteNumbering.REGISTERED);
  }

  /** Has verdicts given by a test, until {@link #judgeByBytecode}. */
  static void judgeBy(Judge judge) {
    PassingJudge.install(judge);
  }

  /** Ends whatever a test has installed: it would have a say in those that run after it. */
  static void judgeByBytecode() {
    PassingJudge.replaceBy(new BytecodeJudge(new LoadedClasses(), (loader, name) -> null));
  }

  static Rewriting by(ClassRewriter rewriter) {
    return classFile -> {
      Outcome outcome = rewriter.rewrite(classFile);
      assertNotEquals(Outcome.Status.FAILED, outcome.status(), outcome::reason);
      return outcome.classFile() == null ? classFile : outcome.classFile();
    };
  }

  /** The one pipeline of this JVM, made when the runtime it calls is in place. */
  final class Agent {
    private static final long POOL_BYTES = 64L << 20;

    /** By identity, or by a capacity: their tests are about nothing else. */
    private static final Set<String> SEEN = Set.of("dedup", "presize");

    private static final ClassRewriter REWRITER;

    static {
      Findings.reportTo(
          text -> {
            // Some come when the JVM ends, and no test is left that could fail.
            System.err.println(text);
            Runtime.getRuntime().halt(1);
          });
      HeapwiseRuntime.install(
          new RewriteRuntime(POOL_BYTES, Boolean.getBoolean("heapwise.verify")));
      judgeByBytecode();
      REWRITER =
          rewriter(
              Rewrites.ALL.stream().filter(rewrite -> !SEEN.contains(rewrite.name())).toList());
    }

    private Agent() {}

    private static ClassRewriter rewriter(Set<String> names) {
      return rewriter(
          Rewrites.ALL.stream().filter(rewrite -> names.contains(rewrite.name())).toList());
    }

    private static ClassRewriter rewriter(List<Rewrite> rewrites) {
      return new ClassRewriter(
          rewrites, RewriteSelection.ALL, true, true, SiteNumbering.REGISTERED);
    }
  }
}
