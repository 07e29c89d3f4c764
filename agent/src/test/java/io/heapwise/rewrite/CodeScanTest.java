package io.heapwise.rewrite;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the raw code tells must be what reading it would have told. Methods to be rewritten are
 * longer than the 35 bytes that they must not outgrow.
 */
class CodeScanTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "LeadsToThrow     | leads only to a throw",
        "IsMessage        | only feeds an exception constructor",
        "IsFirstArgument  | only feeds an exception constructor",
        "StoredNowhere    | not stored in a variable at once",
        "StoredOnce       | runs once, when the class is initialised",
        "KeptInField      | escapes: stored in field CodeScanTest$KeptInField.bytes",
        "KeptInStatic     | escapes: stored in field CodeScanTest$KeptInStatic.bytes",
        "Returned         | escapes: returned",
      })
  void leavesUnread_whatIsCertainToBeRefused(String name, String reason) throws IOException {
    assertEquals(Outcome.Status.SKIPPED, rewrite(name, false).status());
    Outcome described = rewrite(name, true);
    assertEquals(Outcome.Status.UNCHANGED, described.status());
    assertEquals(List.of(reason), refusals(described));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ThrowsBehindBranch", "ThrowsInLoop", "AllocatesBeforeThrow", "Stored", "Filled"})
  void reads_whatLooksAlike(String name) throws IOException {
    assertEquals(Outcome.Status.CHANGED, rewrite(name, false).status());
    assertEquals(Outcome.Status.CHANGED, rewrite(name, true).status());
  }

  @Test
  void refusesBesideOthers_whatItWouldNotHaveRead() throws IOException {
    Outcome outcome = rewrite("Both", false);
    assertEquals(Outcome.Status.CHANGED, outcome.status());
    assertEquals(List.of("none", "leads only to a throw"), refusals(outcome));
  }

  private static List<String> refusals(Outcome outcome) {
    return outcome.sites().stream()
        .map(site -> site.refusal() == null ? "none" : site.refusal().replaceAll(" at line .*", ""))
        .toList();
  }

  private static Outcome rewrite(String name, boolean describing) throws IOException {
    String file = CodeScanTest.class.getSimpleName() + "$" + name + ".class";
    try (InputStream in = CodeScanTest.class.getResourceAsStream(file)) {
      return new ClassRewriter(
              Rewrites.ALL, RewriteSelection.ALL, false, describing, SiteNumbering.UNNUMBERED)
          .rewrite(in.readAllBytes());
    }
  }

  static final class LeadsToThrow {
    static void fail(Object value) {
      String message = String.format("no %s", value);
      throw problem(message);
    }

    private static RuntimeException problem(String message) {
      return new IllegalStateException(message);
    }
  }

  static final class IsMessage {
    static void fail(Object value, Exception cause) {
      throw new IllegalStateException(String.format("no %s", value), cause);
    }
  }

  static final class IsFirstArgument {
    static void fail(Object value) {
      throw new IllegalStateException("no " + value);
    }
  }

  static final class StoredNowhere {
    static char first(String text) {
      return text.toCharArray()[0];
    }
  }

  static final class StoredOnce {
    static final int SUM;

    static {
      int sum = 0;
      for (char c : System.lineSeparator().toCharArray()) {
        sum += c;
      }
      SUM = sum;
    }
  }

  static final class KeptInField {
    private byte[] bytes;

    int fill(InputStream in, int length) throws IOException {
      bytes = new byte[length];
      return in.read(bytes);
    }
  }

  static final class KeptInStatic {
    private static byte[] bytes;

    static int fill(InputStream in, int length) throws IOException {
      bytes = new byte[length];
      return in.read(bytes);
    }
  }

  static final class Returned {
    static byte[] make(int length) {
      return new byte[length];
    }

    static int fill(InputStream in, byte[] bytes) throws IOException {
      return in.read(bytes);
    }
  }

  static final class ThrowsBehindBranch {
    static String check(Object value, boolean isWrong) {
      String text = String.format("is %s", value);
      if (isWrong) {
        throw new IllegalStateException();
      }
      return text;
    }
  }

  static final class AllocatesBeforeThrow {
    static void fail(Object value) {
      throw LeadsToThrow.problem("no " + value + String.format("%s", value));
    }
  }

  static final class ThrowsInLoop {
    static void fail(Object[] values) {
      int length = 0;
      for (Object value : values) {
        length += String.format("is %s", value).length();
      }
      throw new IllegalStateException(Integer.toString(length, 7));
    }
  }

  static final class Stored {
    static int sum(String text) {
      char[] chars = text.toCharArray();
      int sum = 0;
      for (int i = 0; i < chars.length; i++) {
        sum = 31 * sum + chars[i] + i % 7;
      }
      return sum + text.length() % 11 + text.length() / 13;
    }
  }

  static final class Filled {
    static int first(InputStream in, int length) throws IOException {
      byte[] bytes = new byte[length];
      int read = in.read(bytes);
      return 31 * (31 * (31 * read + bytes[0]) + bytes[read - 1]) + bytes[read / 2] + read % length;
    }
  }

  static final class Both {
    static String check(Object value, boolean isWrong) {
      String text = String.format("is %s", value);
      if (isWrong) {
        throw LeadsToThrow.problem(String.format("not %s", value));
      }
      return text;
    }
  }
}
