package io.heapwise.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heapwise.builder.BuilderTarget;
import java.lang.instrument.ClassDefinition;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Method;
import java.security.ProtectionDomain;
import java.util.List;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A class that is loaded already is rewritten, redefined and given back. */
class RetransformationTest {
  private static final String EXPECTED = "a,b,";

  private final Instrumentation instrumentation = ByteBuddyAgent.install();
  private final byte[] original = ClassFiles.bytesOf(BuilderTarget.class);
  private final Class<?> target =
      new Differential(ClassFiles.of(BuilderTarget.class), Rewriting.AGENT)
          .originalClass(BuilderTarget.class.getName());
  private final Method method = Differential.method(target, "fillsInALoop");
  private final Transformer rewriting = new Transformer(Rewriting.AGENT);
  private final Transformer other = new Transformer(classFile -> classFile);

  @AfterEach
  void removeTransformers() {
    instrumentation.removeTransformer(rewriting);
    instrumentation.removeTransformer(other);
  }

  @Test
  void rewritesAndRestoresALoadedClass() throws Exception {
    assertEquals(EXPECTED, call());
    instrumentation.addTransformer(rewriting, true);
    instrumentation.retransformClasses(target);
    assertEquals(1, claims(rewriting.last));
    assertEquals(EXPECTED, call());
    instrumentation.removeTransformer(rewriting);
    instrumentation.retransformClasses(target);
    assertEquals(EXPECTED, call());
  }

  @Test
  void leavesWhatAnotherAgentSees_inBothOrders() throws Exception {
    instrumentation.addTransformer(other, true);
    instrumentation.addTransformer(rewriting, true);
    instrumentation.retransformClasses(target);
    assertEquals(0, claims(other.seen));
    instrumentation.removeTransformer(other);
    instrumentation.addTransformer(other, true);
    instrumentation.retransformClasses(target);
    // Now the other one is last and is given the rewritten class, which it may hand back.
    assertEquals(1, claims(other.seen));
    assertEquals(EXPECTED, call());
  }

  @Test
  void isRewrittenAgain_whenAnotherAgentRedefinesIt() throws Exception {
    instrumentation.addTransformer(rewriting, true);
    instrumentation.redefineClasses(new ClassDefinition(target, original));
    assertEquals(1, claims(rewriting.last));
    instrumentation.redefineClasses(new ClassDefinition(target, rewriting.last));
    assertEquals(1, claims(rewriting.last));
    assertEquals(EXPECTED, call());
  }

  private Object call() throws ReflectiveOperationException {
    return method.invoke(null, List.of("a", "b"));
  }

  private static int claims(byte[] classFile) {
    return ClassFiles.countsOf(classFile, "fillsInALoop").getOrDefault("claimBuilder", 0);
  }

  private final class Transformer implements ClassFileTransformer {
    private final Rewriting wrapped;
    private byte[] seen;
    private byte[] last;

    Transformer(Rewriting wrapped) {
      this.wrapped = wrapped;
    }

    @Override
    public byte[] transform(
        ClassLoader loader,
        String name,
        Class<?> redefined,
        ProtectionDomain domain,
        byte[] classFile) {
      if (redefined != target) {
        return null;
      }
      seen = classFile;
      last = wrapped.rewrite(classFile);
      return last;
    }
  }
}
