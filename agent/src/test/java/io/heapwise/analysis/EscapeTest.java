package io.heapwise.analysis;

import static io.heapwise.analysis.SampleMethods.allocation;
import static io.heapwise.analysis.SampleMethods.flow;
import static io.heapwise.analysis.SampleMethods.method;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.heapwise.rewrite.BuilderCalls;
import io.heapwise.rewrite.KnownReturns;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

class EscapeTest {
  @Test
  void namesTheWayOut() throws UnanalyzableException {
    assertEquals("stored in field FlowSamples.field", escapeOf("toField"));
    assertEquals("returned", escapeOf("toCaller"));
    assertEquals("stored in an array", escapeOf("toArray"));
    assertEquals("captured by a lambda or another dynamic call", escapeOf("toLambda"));
    assertEquals("used as a lock", escapeOf("toLock"));
    assertEquals("compared by identity", escapeOf("toIdentity"));
  }

  @Test
  void staysWhereOnlyItsOwnMethodsAreCalled() throws UnanalyzableException {
    assertNull(escapeOf("straight"));
    assertNull(escapeOf("eachRound"));
  }

  @Test
  void followsCallsWhoseTargetIsCertain() throws UnanalyzableException {
    assertNull(escapeOf("toHelper"));
    assertNull(escapeOf("threeDeep"));
  }

  @Test
  void saysWhatACalledMethodDoes() throws UnanalyzableException {
    assertEquals(
        "passed to FlowSamples.keep, there stored in field FlowSamples.field",
        escapeOf("toKeeper"));
  }

  @Test
  void givesUpWhereItCannotBeCertain() throws UnanalyzableException {
    assertEquals("passed to FlowSamples$FlowSamplesOpen.take", escapeOf("toOverridable"));
    assertEquals(
        "passed to FlowSamples.zero, there passed to FlowSamples.one, there passed to"
            + " FlowSamples.two, there passed more than 3 calls deep, to FlowSamples.three",
        escapeOf("fourDeep"));
  }

  @Test
  void followsRecursionToWhatItDoes() throws UnanalyzableException {
    assertNull(escapeOf("toRecursion"));
    assertEquals(
        "passed to FlowSamples.ping, there passed to FlowSamples.pong, there stored in field"
            + " FlowSamples.field",
        escapeOf("toKeepingRecursion"));
  }

  @Test
  void remembersWhatItHasFoundOut() throws UnanalyzableException {
    OwnMethods remembering = new OwnMethods(new HashMap<>());
    for (int round = 0; round < 2; round++) {
      assertNull(escapeOf("toHelper", remembering));
      assertNull(escapeOf("toRecursion", remembering));
      assertEquals(escapeOf("toKeeper"), escapeOf("toKeeper", remembering));
      assertEquals(escapeOf("toKeepingRecursion"), escapeOf("toKeepingRecursion", remembering));
      assertEquals(escapeOf("toOverridable"), escapeOf("toOverridable", remembering));
    }
    // One more call is no harm once it is known what comes behind.
    assertNull(escapeOf("threeDeep", remembering));
    assertNull(escapeOf("fourDeep", remembering));
  }

  /** Without the line numbers, which move with this file's samples. */
  private static String escapeOf(String name) throws UnanalyzableException {
    return escapeOf(name, new OwnMethods(null));
  }

  private static String escapeOf(String name, OwnMethods effects) throws UnanalyzableException {
    MethodNode method = method(name);
    String reason = Escape.of(allocation(method, flow(method)), effects);
    return reason == null ? null : reason.replaceAll(" at line \\d+", "");
  }

  /** Knows the builder's own methods, and asks the summaries about all others. */
  private static final class OwnMethods implements CallEffects {
    private final Summaries summaries =
        new Summaries(
            call -> call.owner.endsWith("/FlowSamples") ? method(call.name) : null,
            KnownReturns.INSTANCE);

    private final Map<Object, String> memory;

    OwnMethods(Map<Object, String> memory) {
      this.memory = memory;
    }

    @Override
    public Map<Object, String> memory() {
      return memory;
    }

    @Override
    public String escape(MethodInsnNode call, int operand) {
      return BuilderCalls.isBuilder(call.owner) ? null : summaries.escape(call, operand, this);
    }
  }
}
