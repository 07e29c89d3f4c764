package io.heapwise.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heapwise.rewrite.Anchor;
import io.heapwise.rewrite.MethodContext;
import io.heapwise.rewrite.Rewrite;
import io.heapwise.rewrite.Rewrites;
import java.io.IOException;
import java.util.List;
import java.util.function.BiConsumer;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/** Rewrites that are wrong on purpose, each of which a run over a corpus must report. */
class CorpusRunTest {
  private static final String BUILDER = "java/lang/StringBuilder";

  @Test
  void reportsNothingForTheRealRewrites() throws IOException {
    CorpusReport report = run(Rewrites.ALL);
    assertEquals(List.of(), report.problems());
    assertEquals(1, report.total().changed);
    assertEquals(1, report.total().linked);
  }

  @Test
  void reportsRewriteThatBreaksTheOperandStack() throws IOException {
    CorpusReport report =
        run(
            (method, allocation) -> {
              method.remove(allocation);
              method.conclude(allocation, null);
            });
    assertReported(report, "does not verify");
    assertReported(report, "does not link");
  }

  @Test
  void reportsRewriteThatOnlySaysSo() throws IOException {
    assertReported(
        run((method, allocation) -> method.conclude(allocation, null)), "1 of 1 builders left");
  }

  @Test
  void reportsRewriteThatThrows() throws IOException {
    CorpusReport report =
        run(
            (method, allocation) -> {
              throw new IllegalStateException("on purpose");
            });
    assertReported(report, "on purpose");
  }

  @Test
  void reportsRewriteThatLoadsClasses() throws IOException {
    CorpusReport report =
        run(
            (method, allocation) -> {
              load();
              method.conclude(allocation, "on purpose");
            });
    assertReported(report, "rewriting loads classes: [" + Broken.Target.class.getPackageName());
  }

  @Test
  void reportsRewriteThatLoadsClassOnlyOnce() throws IOException {
    CorpusReport report =
        run(
            (method, allocation) -> {
              loadByName("javax.swing.BoxLayout");
              method.conclude(allocation, "on purpose");
            });
    assertReported(report, "rewriting loads javax.swing.BoxLayout");
  }

  @Test
  void reportsRewriteThatCallsWhatIsNotThere() throws IOException {
    String takesBuilder = "(Ljava/lang/StringBuilder;)Ljava/lang/String;";
    CorpusReport report =
        run(
            (method, allocation) -> {
              method.callBridge(lastCallAfter(allocation), 0, "noSuchMethod", takesBuilder);
              method.conclude(allocation, "on purpose");
            });
    assertReported(report, "noSuchMethod");
  }

  @Test
  void reportsRewriteThatGoesOnForEver() throws IOException {
    String takesObject = "(Ljava/lang/Object;)Ljava/lang/String;";
    CorpusReport report =
        run(
            (method, allocation) -> {
              method.call(lastCallAfter(allocation), "java/lang/String", "valueOf", takesObject);
              method.conclude(allocation, "on purpose");
            });
    assertReported(report, "rewritten twice is CHANGED");
  }

  @Test
  void reportsRewriteThatForgetsItsResult() throws IOException {
    boolean[] isOdd = new boolean[1];
    CorpusReport report =
        run(
            (method, allocation) -> {
              isOdd[0] = !isOdd[0];
              if (isOdd[0]) {
                method.remove(allocation);
              }
              method.conclude(allocation, "on purpose");
            });
    assertReported(report, "is not rewritten the same way again");
  }

  @Test
  void reportsRewriteThatRefusesTooMuch() throws IOException {
    CorpusReport report = run((method, allocation) -> method.conclude(allocation, "on purpose"));
    assertNotNull(report.chains().problem(0.95));
  }

  private static AbstractInsnNode lastCallAfter(AbstractInsnNode insn) {
    AbstractInsnNode last = insn;
    for (AbstractInsnNode node = insn; node != null; node = node.getNext()) {
      last = node instanceof MethodInsnNode ? node : last;
    }
    return last;
  }

  private static void assertReported(CorpusReport report, String text) {
    assertTrue(
        report.problems().stream().anyMatch(problem -> problem.replace('/', '.').contains(text)),
        () -> report.problems().toString());
  }

  private static CorpusReport run(BiConsumer<MethodContext, AbstractInsnNode> plan)
      throws IOException {
    return run(List.of(new WrongRewrite(plan)));
  }

  private static CorpusReport run(List<Rewrite> rewrites) throws IOException {
    CorpusRun run = new CorpusRun(rewrites, ByteBuddyAgent.install());
    run.run(new TargetClassFile(), new ClassIndex(List.of()), (path, name) -> Broken.Target.class);
    return run.report();
  }

  private static void loadByName(String name) {
    try {
      Class.forName(name, false, null);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void load() {
    ClassIndex none = new ClassIndex(List.of());
    try {
      new CorpusLoader(new TargetClassFile(), "", none).loadClass(Broken.Target.class.getName());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Goes by the name of a real one, to which its sites are counted. */
  private record WrongRewrite(BiConsumer<MethodContext, AbstractInsnNode> plan) implements Rewrite {
    @Override
    public String name() {
      return "concat";
    }

    @Override
    public List<Anchor> anchors() {
      return List.of(Anchor.allocation(BUILDER));
    }

    @Override
    public void plan(MethodContext method) {
      for (AbstractInsnNode insn : method.instructions()) {
        if (insn.getOpcode() == Opcodes.NEW) {
          plan.accept(method, insn);
        }
      }
    }
  }
}
