package io.heapwise.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heapwise.builder.BuilderRefusedTarget;
import io.heapwise.builder.BuilderTarget;
import io.heapwise.rewrite.Anchor;
import io.heapwise.rewrite.BuilderCalls;
import io.heapwise.rewrite.ClassRewriter;
import io.heapwise.rewrite.MethodContext;
import io.heapwise.rewrite.Outcome;
import io.heapwise.rewrite.Rewrite;
import io.heapwise.rewrite.RewriteSelection;
import io.heapwise.rewrite.SiteNumbering;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/** Rewrites that are wrong on purpose, run by the real pipeline. */
class BrokenPipelineTest {
  private static final String RELEASE = "(Ljava/lang/StringBuilder;)Ljava/lang/String;";

  /** Releases whatever becomes of the builder later. */
  private static final Rewrite WITHOUT_REFUSALS =
      new ToStringRewrite() {
        @Override
        void rewrite(MethodContext method, MethodInsnNode call) {
          method.call(call, "io/heapwise/harness/WrongBridge", "releasedTooEarly", RELEASE);
        }
      };

  private static final Rewrite WITH_WRONG_DESCRIPTOR =
      new ToStringRewrite() {
        @Override
        void rewrite(MethodContext method, MethodInsnNode call) {
          method.callBridge(call, 0, "releaseBuilder", "(I)Ljava/lang/String;");
        }
      };

  private static final Rewrite THROWING =
      new ToStringRewrite() {
        @Override
        void rewrite(MethodContext method, MethodInsnNode call) {
          throw new StackOverflowError("on purpose");
        }
      };

  @Test
  void catchesAReleaseBeforeTheLastUse() {
    assertThrows(
        AssertionError.class,
        () ->
            new Differential(ClassFiles.of(BuilderTarget.class), by(WITHOUT_REFUSALS))
                .compare(BuilderTarget.class.getName(), "isNotReleased_whenUsedAfterToString"));
  }

  @Test
  void catchesAMissingRefusal() throws ReflectiveOperationException {
    TargetTests tests = new TargetTests(BuilderRefusedTarget.class, by(WITHOUT_REFUSALS));
    String method = "leavesUnchanged_whenStoredInAStaticField";
    assertThrows(
        AssertionError.class,
        () -> tests.checkFired(BuilderRefusedTarget.class.getMethod(method, String.class)));
    Differential differential =
        new Differential(ClassFiles.of(BuilderRefusedTarget.class), by(WITHOUT_REFUSALS));
    assertThrows(
        AssertionError.class,
        () -> differential.compare(BuilderRefusedTarget.class.getName(), method));
  }

  @Test
  void leavesTheClass_whenVerificationFails() {
    Outcome outcome = outcome(WITH_WRONG_DESCRIPTOR);
    assertEquals(Outcome.Status.FAILED, outcome.status());
    assertNull(outcome.classFile());
    assertTrue(outcome.reason().startsWith("verify: "), outcome::reason);
  }

  @Test
  void leavesTheClass_whenARewriteThrows() {
    Outcome outcome = outcome(THROWING);
    assertEquals(Outcome.Status.FAILED, outcome.status());
    assertNull(outcome.classFile());
    assertTrue(outcome.reason().contains("on purpose"), outcome::reason);
  }

  private static Outcome outcome(Rewrite rewrite) {
    return rewriter(rewrite).rewrite(ClassFiles.bytesOf(BuilderTarget.class));
  }

  private static ClassRewriter rewriter(Rewrite rewrite) {
    return new ClassRewriter(
        List.of(rewrite), RewriteSelection.ALL, true, true, SiteNumbering.UNNUMBERED);
  }

  private static Rewriting by(Rewrite rewrite) {
    // The pipeline of the agent is asked first, so that the bridge is there.
    Rewriting.AGENT.rewrite(new byte[0]);
    return classFile -> {
      Outcome outcome = rewriter(rewrite).rewrite(classFile);
      return outcome.classFile() == null ? classFile : outcome.classFile();
    };
  }

  private abstract static class ToStringRewrite implements Rewrite {
    @Override
    public String name() {
      return "builder";
    }

    @Override
    public List<Anchor> anchors() {
      return List.of(Anchor.call(Opcodes.INVOKEVIRTUAL, BuilderCalls.BUILDER, "toString"));
    }

    @Override
    public void plan(MethodContext method) {
      for (AbstractInsnNode insn : method.instructions()) {
        if (insn instanceof MethodInsnNode call
            && call.owner.equals(BuilderCalls.BUILDER)
            && BuilderCalls.isToString(call)) {
          rewrite(method, call);
          method.conclude(call, null);
        }
      }
    }

    abstract void rewrite(MethodContext method, MethodInsnNode call);
  }
}
