package io.heapwise.harness;

import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.heapwise.bridge.HeapwiseRuntime;
import io.heapwise.rewrite.ClassRewriter;
import io.heapwise.rewrite.Outcome;
import io.heapwise.rewrite.RewriteSelection;
import io.heapwise.rewrite.Rewrites;
import io.heapwise.rewrite.SiteNumbering;
import io.heapwise.runtime.RewriteRuntime;
import io.heapwise.runtime.trust.Judges;
import io.heapwise.trust.BytecodeJudge;
import io.heapwise.trust.LoadedClasses;

/** What turns the bytes of a class into those that run in the second loader. */
@FunctionalInterface
public interface Rewriting {
  /** The agent's own pipeline, with all rewrites. */
  Rewriting AGENT =
      classFile -> {
        Outcome outcome = Agent.REWRITER.rewrite(classFile);
        assertNotEquals(Outcome.Status.FAILED, outcome.status(), outcome::reason);
        return outcome.classFile() == null ? classFile : outcome.classFile();
      };

  byte[] rewrite(byte[] classFile);

  /** What the agent makes of a class, lines of refusals included. */
  static Outcome outcomeOf(byte[] classFile) {
    return Agent.REWRITER.rewrite(classFile);
  }

  /** The one pipeline of this JVM, made when the runtime it calls is in place. */
  final class Agent {
    private static final long POOL_BYTES = 64L << 20;

    private static final ClassRewriter REWRITER;

    static {
      HeapwiseRuntime.install(
          new RewriteRuntime(POOL_BYTES, Boolean.getBoolean("heapwise.verify")));
      Judges.install(new BytecodeJudge(new LoadedClasses()));
      REWRITER =
          new ClassRewriter(
              Rewrites.ALL, RewriteSelection.ALL, true, true, SiteNumbering.REGISTERED);
    }

    private Agent() {}
  }
}
