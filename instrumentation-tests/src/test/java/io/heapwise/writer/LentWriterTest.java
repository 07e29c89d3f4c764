package io.heapwise.writer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.heapwise.harness.CallReplacement;
import io.heapwise.harness.ClassFiles;
import io.heapwise.harness.Differential;
import io.heapwise.harness.Rewriting;
import io.heapwise.runtime.trust.Rule;
import java.io.ByteArrayOutputStream;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A writer or output stream that somebody has kept keeps its text, while the arrays of those that
 * nobody looks at are used again. Verdicts are as a judge would give them.
 */
class LentWriterTest {
  private static final int RUNS = 5_000;

  @BeforeAll
  static void trustWhoOnlyWrites() {
    Rewriting.AGENT.rewrite(ClassFiles.bytesOf(LentWriters.class));
    Rewriting.judgeBy(
        (type, call, sources) ->
            call.owner() != null && call.name().equals("fill")
                ? Rule.trusted(Rule.KEEPS_NOTHING)
                : Rule.untrusted("it looks at what it is given"));
  }

  @AfterAll
  static void judgesByBytecode() {
    Rewriting.judgeByBytecode();
  }

  /** Methods that say how many bytes a run of them has cost. */
  static final class LentWriters {
    private LentWriters() {}

    static String fills(String text) throws java.io.IOException {
      StringWriter writer = new StringWriter();
      Lines.fill(writer, text);
      return writer.toString();
    }

    static String keeps(String text) throws java.io.IOException {
      StringWriter writer = new StringWriter();
      writer.append(text);
      Lines.keep(writer);
      String result = writer.toString();
      return result + fills(text) + Lines.later();
    }

    static String fillsBytes(String text) throws java.io.IOException {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      Packets.fill(out, text);
      // Beyond a length up to which nothing is added to a method.
      String bytes = out.toString(StandardCharsets.ISO_8859_1);
      return bytes.isEmpty() ? "no text, or none that anybody wrote" + text : bytes;
    }

    static String keepsBytes(String text) throws java.io.IOException {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      Packets.keep(out);
      out.writeBytes(text.getBytes());
      byte[] result = out.toByteArray();
      return new String(result) + fillsBytes(text) + Packets.later();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"fills", "fillsBytes"})
  void theArrayOfWhatNobodyLooksAtIsUsedAgain(String name) throws Exception {
    assumeFalse(Boolean.getBoolean("heapwise.verify"), "nothing is given out twice");
    String text = "a text of some length ".repeat(500);
    Method original = method(classFile -> classFile, name);
    Method rewritten = method(Rewriting.AGENT, name);
    assertEquals(text + ";", rewritten.invoke(null, text));
    long before = bytes(original, text);
    long after = bytes(rewritten, text);
    assertTrue(after < before / 2, () -> after + " of " + before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"keeps", "keepsBytes"})
  void whoHasKeptItSeesItsText(String name) throws Exception {
    assertEquals(0, wrong(Rewriting.AGENT, name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"keeps", "keepsBytes"})
  void catchesAStaticCallThatNobodyAsksAbout(String name) throws Exception {
    String descriptor = "(Ljava/lang/Class;Ljava/lang/Object;I)Ljava/lang/Object;";
    Rewriting wrong = new CallReplacement("lent", descriptor, "lentToAnybody", descriptor);
    assertTrue(wrong(classFile -> wrong.rewrite(Rewriting.AGENT.rewrite(classFile)), name) > 0);
  }

  private static int wrong(Rewriting rewriting, String name) throws Exception {
    Method keeps = method(rewriting, name);
    int wrong = 0;
    for (int i = 0; i < RUNS; i++) {
      String text = "text " + i;
      wrong += keeps.invoke(null, text).equals(text + text + ";" + text + "later") ? 0 : 1;
    }
    return wrong;
  }

  private static long bytes(Method method, String text) throws Exception {
    var threads =
        (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
    for (int i = 0; i < RUNS; i++) {
      method.invoke(null, text);
    }
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < RUNS; i++) {
      method.invoke(null, text);
    }
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  private static Method method(Rewriting rewriting, String name) throws Exception {
    Method method =
        new Differential(ClassFiles.of(LentWriters.class), rewriting)
            .rewrittenClass(LentWriters.class.getName())
            .getDeclaredMethod(name, String.class);
    method.setAccessible(true);
    return method;
  }
}
