package io.heapwise.chars;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heapwise.environment.Programs;
import io.heapwise.harness.CallReplacement;
import io.heapwise.harness.ClassFiles;
import io.heapwise.harness.Differential;
import io.heapwise.harness.Rewriting;
import io.heapwise.harness.TargetTests;
import io.heapwise.rewrite.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CharsRewriteTest {
  @TestFactory
  Stream<DynamicTest> rewrites() {
    return TargetTests.of(CharsTarget.class, "chars");
  }

  @TestFactory
  Stream<DynamicTest> refuses() {
    return TargetTests.of(CharsRefusedTarget.class, "chars");
  }

  @Test
  void leavesClassUnchanged_whenEachSiteIsRefused() {
    TargetTests.assertUnchanged(CharsRefusedTarget.class, "chars");
  }

  /** Reads a text when it is initialised, and never again. */
  static final class Initialised {
    static int sum;

    static {
      char[] chars = "ab".toCharArray();
      for (int i = 0; i < chars.length; i++) {
        sum += chars[i];
      }
    }

    private Initialised() {}
  }

  @Test
  void leavesInitialisersAlone() {
    Outcome outcome = Rewriting.rewriter("chars").rewrite(ClassFiles.bytesOf(Initialised.class));
    assertEquals(Outcome.Status.UNCHANGED, outcome.status());
    assertEquals(
        List.of("runs once, when the class is initialised"),
        outcome.sites().stream().map(site -> site.refusal()).toList());
  }

  /** Compiled as today: what the tests are made of has no dynamic calls. */
  private static final String PATHS =
      """
      package sample;
      public class Paths {
        public static String paths(String text, char from, int number) {
          String all = "";
          String[] names = {"sample.Main$" + number, "", ".a..b.", "x\\u0100.y", text, "\\u2028", "none"};
          for (String name : names) {
            try {
              String path = name.replace('.', '/') + ".class";
              all = all.concat(path);
              path = 'L' + name.replace(from, '\\u2028') + ';';
              all = all.concat(path).concat(name.replace('\\u0100', 'u') + "%");
              path = "x" + name.replace(from, 'y');
              all = all.concat(path == "x" ? "constant" : path);
            } catch (RuntimeException e) {
              all = all.concat(e.toString());
            }
          }
          return all;
        }

        public static String accents(String text, char to) {
          String all = "";
          for (String name : new String[] {"caf\\u00e9", "\\u00e9\\u00ff\\u00e9i", text, ""}) {
            all = all.concat(name.replace('\\u00e9', '\\u00ff') + "\\u00fc");
            all = all.concat(name.replace('i', to) + "\\u00fc");
            all = all.concat("\\u0100" + name.replace('\\u00ff', '\\u00e9') + "\\u00fc");
          }
          return all;
        }

        public static String others(String text, char from, CharSequence part) {
          String all = text.replace(from, 'x') + text;
          all = all.concat("" + text.replace(from, 'y'));
          all = all.concat("a" + text.replace("b", part) + "c");
          String later = text.replace(from, 'z');
          return all.concat(from + "d" + later);
        }
      }
      """;

  @Test
  void replacesAndConcatenates(@TempDir Path folder) throws IOException {
    byte[] classFile = paths(folder);
    Differential differential =
        new Differential(
            Map.of("sample.Paths", classFile), Rewriting.by(Rewriting.rewriter("chars")));
    byte[] rewritten = differential.rewritten("sample.Paths");
    assertEquals("concatenateReplaced+4", TargetTests.changes(classFile, rewritten, "paths"));
    differential.compare("sample.Paths", "paths");
    assertEquals("concatenateReplaced+3", TargetTests.changes(classFile, rewritten, "accents"));
    differential.compare("sample.Paths", "accents");
    assertEquals("", TargetTests.changes(classFile, rewritten, "others"));
    assertEquals(Outcome.Status.UNCHANGED, Rewriting.rewriter("chars").rewrite(rewritten).status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"concatenateTheFirstReplaced", "concatenateReplacedWithoutNeed"})
  void catchesAWrongReplacement(String replacement, @TempDir Path folder) throws IOException {
    String descriptor =
        "(CCLjava/lang/String;Ljava/lang/String;Ljava/lang/String;I)Ljava/lang/String;";
    Rewriting wrong =
        new CallReplacement("concatenateReplaced", descriptor, replacement, descriptor);
    Differential differential =
        new Differential(
            Map.of("sample.Paths", paths(folder)),
            classFile -> wrong.rewrite(Rewriting.AGENT.rewrite(classFile)));
    assertThrows(AssertionError.class, () -> differential.compare("sample.Paths", "paths"));
  }

  private static byte[] paths(Path folder) throws IOException {
    return Files.readAllBytes(Programs.compileAsToday(folder, PATHS).resolve("sample/Paths.class"));
  }

  @Test
  void catchesAPartThatFailsWithAMessageOfItsOwn() {
    String descriptor = "(ILjava/lang/String;I)I";
    String method = "failsAsBefore_whenThereIsNoNumber";
    Rewriting wrong =
        new CallReplacement("parsePart", descriptor, "parsePartWithItsOwnMessage", descriptor);
    Differential differential =
        new Differential(
            ClassFiles.of(CharsTarget.class),
            classFile -> wrong.rewrite(Rewriting.AGENT.rewrite(classFile)));
    AssertionError caught =
        assertThrows(
            AssertionError.class, () -> differential.compare(CharsTarget.class.getName(), method));
    assertTrue(caught.getMessage().contains(": value or exception ==>"), caught::getMessage);
  }
}
