package io.heapwise.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DedupSupportTest {
  private static final int SITE = Sites.UNNUMBERED;
  private static final int TIMES = 4;

  static Stream<Charset> charsets() {
    return Stream.of(
        StandardCharsets.UTF_8,
        StandardCharsets.ISO_8859_1,
        StandardCharsets.US_ASCII,
        StandardCharsets.UTF_16,
        StandardCharsets.UTF_16LE,
        Charset.forName("IBM1047"));
  }

  @ParameterizedTest
  @MethodSource("charsets")
  void isWhatTheConstructorMakes(Charset charset) {
    Random random = new Random(3);
    for (int i = 0; i < 4000; i++) {
      byte[] bytes = new byte[random.nextInt(80)];
      int kinds = 1 + random.nextInt(3);
      for (int j = 0; j < bytes.length; j++) {
        bytes[j] =
            (byte) (kinds == 3 ? random.nextInt(256) : kinds == 2 ? "aB".charAt(j & 1) : 'x');
      }
      int offset = random.nextInt(bytes.length + 1);
      int length = random.nextInt(bytes.length - offset + 1);
      String expected = new String(bytes, offset, length, charset);
      for (int time = 0; time < TIMES; time++) {
        assertEquals(expected, DedupSupport.decoded(bytes, offset, length, charset, SITE));
      }
      char[] chars = new String(bytes, StandardCharsets.UTF_16).toCharArray();
      int part = chars.length - Math.min(offset, chars.length);
      expected = new String(chars, chars.length - part, part);
      for (int time = 0; time < TIMES; time++) {
        assertEquals(expected, DedupSupport.decoded(chars, chars.length - part, part, SITE));
      }
    }
  }

  @Test
  void keepsTextsApartWhoseHashesAreTheSame() {
    for (int time = 0; time < TIMES; time++) {
      for (String text : new String[] {"AaAa", "BBBB", "AaBB", "BBAa", "\0BBAa"}) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        assertEquals(
            text, DedupSupport.decoded(bytes, 0, bytes.length, StandardCharsets.US_ASCII, SITE));
        assertEquals(text, DedupSupport.decoded(text.toCharArray(), 0, text.length(), SITE));
      }
    }
  }

  @Test
  void isWhatTheConstructorMakesOfCodePoints() {
    Random random = new Random(4);
    int[] kinds = {0x80, 0x100, 0x10000, 0x110000, 0x110001, -1};
    for (int i = 0; i < 4000; i++) {
      int[] codePoints = new int[random.nextInt(70)];
      int kind = kinds[random.nextInt(kinds.length)];
      for (int j = 0; j < codePoints.length; j++) {
        int bound = j % 5 == 4 ? kind : 0x80;
        codePoints[j] = bound < 0 ? random.nextInt() : random.nextInt(bound);
      }
      int offset = random.nextInt(codePoints.length + 1);
      int count = random.nextInt(codePoints.length - offset + 1);
      String expected = outcome(() -> new String(codePoints, offset, count));
      for (int time = 0; time < TIMES; time++) {
        assertEquals(
            expected, outcome(() -> DedupSupport.decoded(codePoints, offset, count, SITE)));
      }
    }
  }

  /** One code point, and the two characters that it is written with. */
  @Test
  void keepsACodePointApartFromWhatItIsWrittenWith() {
    String text = "\ud83d\ude00";
    for (int time = 0; time < TIMES; time++) {
      assertEquals(text, DedupSupport.decoded(text.toCharArray(), 0, 2, SITE));
      assertEquals(text, DedupSupport.decoded(new int[] {0x1F600}, 0, 1, SITE));
      assertEquals("\ud83d", DedupSupport.decoded(new int[] {0xD83D, 0xDE00}, 0, 1, SITE));
      assertEquals(text, DedupSupport.decoded(new int[] {0xD83D, 0xDE00}, 0, 2, SITE));
      assertEquals("\uf600", DedupSupport.decoded(new int[] {0xF600}, 0, 1, SITE));
    }
  }

  @Test
  void failsAsTheConstructor() {
    byte[] bytes = new byte[8];
    char[] chars = new char[8];
    int[] codePoints = new int[8];
    int[] numbers = {Integer.MIN_VALUE, -1, 0, 1, 7, 8, 9, Integer.MAX_VALUE};
    for (int offset : numbers) {
      for (int length : numbers) {
        for (Charset charset : new Charset[] {StandardCharsets.UTF_8, null}) {
          for (byte[] array : new byte[][] {bytes, null}) {
            assertEquals(
                outcome(() -> new String(array, offset, length, charset)),
                outcome(() -> DedupSupport.decoded(array, offset, length, charset, SITE)));
          }
        }
        for (int[] array : new int[][] {codePoints, null}) {
          assertEquals(
              outcome(() -> new String(array, offset, length)),
              outcome(() -> DedupSupport.decoded(array, offset, length, SITE)));
        }
        for (char[] array : new char[][] {chars, null}) {
          assertEquals(
              outcome(() -> new String(array, offset, length)),
              outcome(() -> DedupSupport.decoded(array, offset, length, SITE)));
        }
      }
    }
  }

  private static String outcome(Callable<String> call) {
    try {
      return call.call();
    } catch (Exception e) {
      return e.getClass() + ": " + e.getMessage();
    }
  }

  @Test
  void givesATextOutAgain_fromItsThirdTimeOn() {
    byte[] bytes = "comes again and again".getBytes(StandardCharsets.UTF_8);
    char[] chars = "comes again and again".toCharArray();
    String first = utf8(bytes);
    String second = utf8(bytes);
    String third = utf8(bytes);
    assertNotSame(first, second);
    assertSame(second, third);
    assertSame(second, DedupSupport.decoded(chars, 0, chars.length, SITE));
  }

  @Test
  void neverGivesOutWhatIsLongOrEmpty() {
    for (String text : List.of("x".repeat(65), "")) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < TIMES; i++) {
        String made = utf8(bytes);
        assertEquals(text, made);
        assertTrue(text.isEmpty() || made != utf8(bytes));
      }
    }
  }

  /** The array is its owner's: what was given out does not change with it. */
  @Test
  void doesNotDependOnTheArray_onceItIsMade() {
    byte[] bytes = "header-name".getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < TIMES; i++) {
      String before = utf8(bytes);
      bytes[0] = 'H';
      assertEquals("header-name", before);
      assertEquals("Header-name", utf8(bytes));
      bytes[0] = 'h';
    }
  }

  @Test
  void manyThreadsGetWhatTheyAskedFor() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Boolean>> tasks =
          IntStream.range(0, 8)
              .mapToObj(thread -> (Callable<Boolean>) () -> areEqual(thread))
              .toList();
      for (Future<Boolean> done : threads.invokeAll(tasks)) {
        assertTrue(done.get());
      }
    } finally {
      threads.shutdown();
    }
  }

  private static boolean areEqual(int thread) {
    Random random = new Random(thread);
    byte[] bytes = new byte[24];
    for (int i = 0; i < 20_000; i++) {
      // Few enough to come again, and so many that they share places.
      String text = "key-" + random.nextInt(4000);
      Arrays.fill(bytes, (byte) random.nextInt());
      byte[] encoded = text.getBytes(StandardCharsets.US_ASCII);
      System.arraycopy(encoded, 0, bytes, 3, encoded.length);
      String decoded =
          DedupSupport.decoded(bytes, 3, encoded.length, StandardCharsets.ISO_8859_1, SITE);
      if (!decoded.equals(text)) {
        return false;
      }
    }
    return true;
  }

  private static String utf8(byte[] bytes) {
    return DedupSupport.decoded(bytes, 0, bytes.length, StandardCharsets.UTF_8, SITE);
  }
}
