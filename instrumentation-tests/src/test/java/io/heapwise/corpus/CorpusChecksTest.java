package io.heapwise.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heapwise.corpus.LinkCheck.Candidate;
import io.heapwise.rewrite.SiteVerdict;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.List;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Opcodes;

/** The corpus tests prove something only if their checks find what is broken. */
class CorpusChecksTest {
  private static final ClassFiles TARGET = new TargetClassFile();

  private final Instrumentation instrumentation = ByteBuddyAgent.install();

  @Test
  void takesWhatIsRight() throws IOException {
    assertNull(schemaOrBytecodeProblemOf(Broken.copy()));
    assertEquals(List.of(), linkProblemsOf(Broken.copy()));
  }

  @Test
  void findsMissingOperand() throws IOException {
    assertFound(Broken.withoutOperand());
  }

  @Test
  void findsTooSmallStack() throws IOException {
    assertFound(Broken.withTooSmallStack());
  }

  @Test
  void findsWrongDescriptor() throws IOException {
    assertFound(Broken.withWrongDescriptor());
  }

  @Test
  void findsWrongReturnType() throws IOException {
    assertFound(Broken.returningNumber(Broken.original(), "greet"));
  }

  @Test
  void findsRemovedMethod() throws IOException {
    assertFound(Broken.withoutMethod());
  }

  @Test
  void findsTheOneBrokenClassAmongMany() throws IOException {
    LinkCheck check = new LinkCheck(instrumentation);
    Candidate good = new Candidate(Broken.Target.class, Broken.original(), Broken.copy());
    Candidate bad = new Candidate(Broken.Target.class, Broken.original(), Broken.withoutMethod());
    LinkCheck.Result result = check.check(List.of(good, good, bad, good, good));
    assertEquals(4, result.linked());
    assertEquals(0, result.unlinkable());
    assertEquals(1, result.problems().size());
  }

  @Test
  void countsClassesThatNeverLinked() throws IOException {
    byte[] broken = Broken.withoutMethod();
    LinkCheck check = new LinkCheck(instrumentation);
    LinkCheck.Result result =
        check.check(List.of(new Candidate(Broken.Target.class, broken, broken)));
    assertEquals(1, result.unlinkable());
    assertEquals(List.of(), result.problems());
  }

  @Test
  void installsNothing() throws IOException {
    Candidate candidate = new Candidate(Broken.Target.class, Broken.original(), Broken.copy());
    new LinkCheck(instrumentation).check(List.of(candidate));
    assertEquals("Hello, you", new Broken.Target().greet("you"));
  }

  @Test
  void noticesLoadedClasses() throws Exception {
    try (LoadCounter counter = new LoadCounter(instrumentation)) {
      load(Broken.Target.class.getName());
      assertTrue(counter.names().contains(Broken.Target.class.getName().replace('.', '/')));
    }
  }

  @Test
  void failsWhenTooManyChainsAreRefused() {
    ChainCount chains = new ChainCount();
    for (int i = 0; i < 95; i++) {
      chains.add(chain(null), Opcodes.V1_8);
    }
    for (int i = 0; i < 5; i++) {
      chains.add(chain("constructed in an unusual way"), Opcodes.V1_8);
    }
    assertNull(chains.problem(0.95));
    chains.add(chain("constructed in an unusual way"), Opcodes.V1_8);
    assertNotNull(chains.problem(0.95));
  }

  @Test
  void countsOnlyChainsThatOughtToBeRewritten() {
    ChainCount chains = new ChainCount();
    chains.add(chain(null), Opcodes.V1_8);
    chains.add(chain("escapes: returned"), Opcodes.V1_8);
    chains.add(chain("only feeds an exception constructor"), Opcodes.V1_8);
    chains.add(chain("C2 removes this builder by itself"), Opcodes.V1_6);
    assertNull(chains.problem(1.0));
    assertTrue(chains.toString().startsWith("1 of 1 "), chains.toString());
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name, false, new CorpusLoader(TARGET, "", new ClassIndex(List.of())));
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static SiteVerdict chain(String refusal) {
    return new SiteVerdict("concat", "Target", "greet", "()V", 1, 0, refusal);
  }

  private void assertFound(byte[] broken) throws IOException {
    assertNotNull(schemaOrBytecodeProblemOf(broken));
    assertFalse(linkProblemsOf(broken).isEmpty());
  }

  private static String schemaOrBytecodeProblemOf(byte[] rewritten) throws IOException {
    String difference = Schema.of(Broken.original()).differenceTo(Schema.of(rewritten));
    ClassSource source = new ClassIndex(List.of());
    return difference != null
        ? difference
        : new BytecodeCheck(new Hierarchy(source)).problemOf(rewritten);
  }

  private List<String> linkProblemsOf(byte[] rewritten) throws IOException {
    Candidate candidate = new Candidate(Broken.Target.class, Broken.original(), rewritten);
    return new LinkCheck(instrumentation).check(List.of(candidate)).problems();
  }
}
