package io.heapwise.rewrite;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SecretsTest {
  @Test
  void findsEachPart_whereverItStandsAndHoweverItIsWritten() {
    for (String part : Secrets.PARTS) {
      for (String before : new String[] {"", "s", "se", "sec", "pass", "ciphe", "com/example/a"}) {
        for (String after : new String[] {"", "s", "Key", "/secre"}) {
          assertTrue(tells(before + part + after), before + part + after);
          assertTrue(tells(before + part.toUpperCase(Locale.ROOT) + after), part);
        }
      }
      assertFalse(tells(part.substring(1)), part);
      assertFalse(tells(part.substring(0, part.length() - 1)), part);
    }
  }

  @Test
  void saysTheSameAsASearchForEachPart() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    int told = 0;
    for (int i = 0; i < 200_000; i++) {
      String text = text(random);
      boolean expected = false;
      for (String part : Secrets.PARTS) {
        expected |= text.toLowerCase(Locale.ROOT).contains(part);
      }
      assertEquals(expected, tells(text), () -> text + ", seed " + seed);
      told += expected ? 1 : 0;
    }
    assertTrue(told > 10_000 && told < 190_000, told + " told");
  }

  /** Pieces of parts, one after the other. */
  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(5); i >= 0; i--) {
      String part = Secrets.PARTS[random.nextInt(Secrets.PARTS.length)];
      int start = random.nextBoolean() ? 0 : random.nextInt(part.length());
      int end =
          random.nextInt(4) == 0 ? part.length() : start + random.nextInt(part.length() - start);
      String piece = part.substring(start, end);
      text.append(random.nextInt(4) == 0 ? piece.toUpperCase(Locale.ROOT) : piece);
    }
    return text.toString();
  }

  private static boolean tells(String text) {
    byte[] file = ("secret" + text + "secret").getBytes(US_ASCII);
    boolean told = Secrets.areToldOf(file, 6, text.length());
    assertEquals(told, Secrets.isKeeper(text), text);
    return told;
  }
}
